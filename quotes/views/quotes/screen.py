"""One version on the screen, as every view of it answers."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web import charts
from dealdesk.web.dealheader import deal_header
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen, wants_part
from quotes.actions.quotes import note_look
from quotes.forms.quotes import FormForm, Grid
from quotes.models import QuoteVersion
from quotes.permissions import Act
from quotes.queries.quotes import Offer, buttons, lines_of, members, offer, tree

TEMPLATE = "quotes/version.html"


def version_page(
    request: UserRequest,
    version: QuoteVersion,
    *,
    grid: Grid | None = None,
    form: FormForm | None = None,
    beside: bool = False,
    touched: Collection[int] = (),
    problem: str = "",
    status: int = 200,
    part: str | None = None,
) -> HttpResponse:
    """The whole page, or the part that htmx asked for; `beside` shows what is stored under what was typed.

    A part that answers one row shows the `touched` lines alone.
    """
    now = timezone.now()
    in_part = part is not None and wants_part(request)
    today = timezone.localdate(now)
    shown = offer(request.user, version, now, siblings=not in_part)
    context: dict[str, Any] = {
        "offer": shown,
        "deal": version.quote.deal,
        "buttons": buttons(request.user, shown, today),
        "members": members(shown, today),
        "tree": tree(shown.versions, shown.pk),
        "groups": _rows(shown, grid or Grid(lines_of(version), currency=version.currency), beside),
        "touched": touched,
        "form": form or FormForm(currency=version.currency, initial=_form_of(version)),
        "waterfall": waterfall(shown),
        "problem": problem,
        "header": None if in_part else deal_header(request.user, version.quote.deal, now, current="quotes"),
    }
    if not (in_part or shown.is_seen or shown.is_draft) and Act.DECIDE_APPROVAL.permits(request.user):
        note_look(version=version, by=request.user, at=now)
    return render_screen(request, TEMPLATE, context, part=part, status=status)


def _rows(shown: Offer, grid: Grid, beside: bool) -> list[dict[str, Any]]:
    """Each group with its lines, and for a draft the cells they are typed into."""
    if not shown.is_draft:
        return [{"group": group, "rows": [{"line": line} for line in group.lines]} for group in shown.groups]
    return [
        {
            "group": group,
            "rows": [{"line": line, "cells": grid.cells(line.pk, beside=beside)} for line in group.lines],
        }
        for group in shown.groups
    ]


def _form_of(version: QuoteVersion) -> dict[str, Any]:
    return {"form": version.form, "bundle_price": version.bundle_price}


def waterfall(shown: Offer) -> str:
    """From list price to today's total, where there is a way between them; the floor only for its readers."""
    totals, steps = shown.totals, []
    if totals.saving:
        said = _("Discount on the whole") if totals.header else _("Bundle saving")
        steps.append(charts.Step(label=said, value=-totals.saving))
    if totals.itemised != totals.list_total:
        steps.append(charts.Step(label=_("Line discounts"), value=totals.itemised - totals.list_total))
    if not steps:
        return ""
    first = charts.Step(label=_("List total"), value=totals.list_total, is_total=True)
    last = charts.Step(label=f"V{shown.mark}", value=totals.total, is_total=True)
    limit = shown.authority.limit
    return charts.waterfall(
        [first, *steps, last],
        floor=shown.floor.total if shown.floor else None,
        authority=totals.list_total * (100 - limit) / 100 if limit is not None else None,
        currency=shown.currency,
    )
