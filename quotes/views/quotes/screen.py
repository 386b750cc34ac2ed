"""One version on the screen, as every view of it answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web import charts
from dealdesk.web.dealheader import deal_header
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen, wants_part
from quotes.actions.quotes import note_look
from quotes.domain.order import Shift
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.pricing.guide import Guide
from quotes.forms.quotes import FormForm, Grid, Pasted
from quotes.models import QuoteVersion
from quotes.permissions import Act
from quotes.queries.header import metrics_after
from quotes.queries.quotes import (
    Editor,
    Happened,
    Offer,
    buttons,
    editor,
    guides,
    line_card,
    line_target,
    lines_of,
    members,
    offer,
    priced_of,
    tree,
)
from quotes.queries.quotes.whatif import LESS, whatif
from quotes.views.quotes.marks import mark

TEMPLATE = "quotes/version.html"
# Parts that answer a save: whatever else the page shows of the offer comes along.
SAVED = frozenset({"changed", "moved", "reshaped"})
# Parts that show no line but the touched ones.
FEW = frozenset({"changed", "moved", "wrong", "problems"})


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why a save was not made: a sentence, the rows of a block that are wrong, what others did meanwhile, and what was
    typed into lines that are gone (what they were called, what was typed)."""

    words: str = ""
    wrong: Sequence[Pasted] = ()
    happened: Sequence[Happened] = ()
    lost: Sequence[tuple[str, str]] = ()


NONE = Trouble()


@dataclass(frozen=True)
class Chosen:
    """A line looked at closely, among the offer as it is shown and as it is priced."""

    shown: Offer
    priced: PricedOffer
    guides: Mapping[int, Guide]
    line: int


def version_page(
    request: UserRequest,
    version: QuoteVersion,
    *,
    grid: Grid | None = None,
    form: FormForm | None = None,
    beside: bool = False,
    touched: Collection[int] = (),
    trouble: Trouble = NONE,
    line: int | None = None,
    stretch: Shift | None = None,
    status: int = 200,
    part: str | None = None,
) -> HttpResponse:
    """The whole page, or the part that htmx asked for; `beside` shows what is stored under what was typed.

    A part that answers one row shows the `touched` lines alone; `line` is looked at closely, a `stretch` is reordered.
    """
    now, in_part = timezone.now(), part is not None and wants_part(request)
    saved, priced = in_part and part in SAVED, priced_of(version)
    siblings = not in_part or (saved and "tree" in shows(request))
    shown = offer(request.user, version, now, siblings=siblings, priced=priced)
    edits = shown.is_draft and Act.EDIT_QUOTE.permits(request.user)
    only = {*touched, line or 0} if in_part and part in FEW else None
    edited = editor(request.user, version, shown, now, only) if edits else None
    cells = grid or Grid(lines_of(version), currency=version.currency)
    context: dict[str, Any] = {
        **_about(request, version, shown, now),
        "groups": _rows(shown, cells, beside, edited, only),
        "editor": edited,
        "touched": touched,
        "stretch": _ids(stretch) if stretch else (),
        "form": form or FormForm(currency=version.currency, initial=_form_of(version)),
        "trouble": trouble,
        "header": None if in_part else deal_header(request.user, version.quote.deal, now, current="quotes"),
        **(_beyond(request, version, shown, now) if saved else {}),
        **(_looked_at(request, version, Chosen(shown, priced, edited.guides, line), now) if edited and line else {}),
    }
    _note_look(request, version, shown, now, in_part=in_part)
    return render_screen(request, TEMPLATE, context, part=part, status=status)


def _ids(stretch: Shift) -> tuple[str, ...]:
    """Of the rows in their new order, after that of the row they follow."""
    head = f"group-row-{stretch.place}" if stretch.behind is None else f"line-{stretch.behind}"
    return head, *(f"line-{key}" for key in stretch.keys)


def _about(request: UserRequest, version: QuoteVersion, shown: Offer, now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    return {
        "offer": shown,
        "deal": version.quote.deal,
        "buttons": buttons(request.user, shown, today),
        "members": members(shown, today),
        "tree": tree(shown.versions, shown.pk, today),
        "waterfall": waterfall(shown),
        "sees_cost": Act.SEE_COST.permits(request.user),
    }


def _note_look(request: UserRequest, version: QuoteVersion, shown: Offer, now: datetime, *, in_part: bool) -> None:
    if not (in_part or shown.is_seen or shown.is_draft) and Act.DECIDE_APPROVAL.permits(request.user):
        note_look(version=version, by=request.user, at=now)


def shows(request: UserRequest) -> frozenset[str]:
    """What the page says it shows beside the grid: `versions`, their `tree`, `whatif`; each is drawn only if asked."""
    return frozenset(request.POST.getlist("shows"))


def less_of(request: UserRequest) -> Decimal:
    """The per cent that the page asks about; what is none, or is all or nothing, is the usual."""
    sent = request.GET.get("less") or request.POST.get("less", "")
    less = Decimal(sent) if sent.isdecimal() and len(sent) < 3 else Decimal(0)
    return less or LESS


def _beyond(request: UserRequest, version: QuoteVersion, shown: Offer, now: datetime) -> dict[str, Any]:
    """What has changed outside the grid and its rail: the head of the deal, and what if."""
    there = shows(request)
    return {
        "shows": there,
        "metrics": metrics_after(request.user, version, shown.authority.limit, now),
        "screen": whatif(version, less_of(request)) if "whatif" in there else None,
    }


def line_part(request: UserRequest, version: QuoteVersion, line: int) -> HttpResponse:
    """The card of one line, and nothing else of the page."""
    now = timezone.now()
    priced = priced_of(version)
    shown = offer(request.user, version, now, siblings=False, priced=priced)
    edits = shown.is_draft and Act.EDIT_QUOTE.permits(request.user)
    found = guides(request.user, version, shown, now, only=[line]) if edits else {}
    looked = _looked_at(request, version, Chosen(shown, priced, found, line), now)
    return render_screen(request, TEMPLATE, {"offer": shown, **looked}, part="card")


def _looked_at(request: UserRequest, version: QuoteVersion, chosen: Chosen, now: datetime) -> dict[str, Any]:
    """The line that the rail shows, and where its price stands; its target only for those who may see costs."""
    row = next((row for row in lines_of(version) if row.pk == chosen.line), None)
    if row is None or row.pk not in chosen.guides:
        return {"card": None, "mark": {}}
    target = line_target(request.user, version, chosen.priced, row, timezone.localdate(now))
    card = line_card(chosen.shown, chosen.guides, row.pk, target)
    return {"card": card, "mark": mark(card.guide) if card else {}}


def _rows(
    shown: Offer, grid: Grid, beside: bool, edited: Editor | None, only: Collection[int] | None
) -> list[dict[str, Any]]:
    """Each group with its lines, and for whoever edits the draft the cells they are typed into and their marks.

    An answer that shows some lines `only` has the others' totals alone.
    """
    if edited is None:
        return [{"group": group, "rows": [{"line": line} for line in group.lines]} for group in shown.groups]
    return [
        {
            "group": group,
            "rows": [
                {
                    "line": line,
                    "cells": grid.cells(line.pk, beside=beside),
                    "origin": grid.origin(line.pk),
                    "mark": mark(edited.guides[line.pk]),
                }
                for line in group.lines
                if only is None or line.pk in only
            ],
        }
        for group in shown.groups
    ]


def _form_of(version: QuoteVersion) -> dict[str, Any]:
    return {"form": version.form, "bundle_price": version.bundle_price}


def waterfall(shown: Offer) -> str:
    """From list price to today's total, where there is a way between them; the floor only for its readers."""
    totals, steps = shown.totals, []
    if totals.itemised != totals.list_total:
        lines = totals.itemised - totals.list_total
        said = _("Line discounts") if lines < 0 else _("Line surcharges")
        steps.append(charts.Step(label=said, value=lines, kind="c2"))
    if totals.saving:
        said = _whole(totals.header)
        steps.append(charts.Step(label=said, value=-totals.saving, kind="c3"))
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


def _whole(header: Decimal) -> str:
    """What the whole does to its items: nothing by itself where it is a bundle."""
    if header < 0:
        return _("Surcharge on the whole")
    return _("Discount on the whole") if header else _("Bundle saving")
