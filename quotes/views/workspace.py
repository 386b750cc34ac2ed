"""The list of deals, and the overview of one."""

from dataclasses import asdict

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.files import WORKBOOK, download
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of, text_of, word_of
from dealdesk.web.screens import render_screen
from quotes.documents import lists
from quotes.queries.workspace import DealFilter, deal_list, workspace
from stakeholders.actions.journal import export_list
from stakeholders.domain.deals import Stage
from stakeholders.domain.journal import Listing
from stakeholders.models import Deal
from stakeholders.permissions import Act, deal_for
from stakeholders.queries.people import teams_led_by
from stakeholders.queries.savedviews import columns_in, list_views


@guard(Act.SEE_DEAL)
def deals(request: UserRequest) -> HttpResponse:
    wanted, after = _wanted(request), request.GET.get("after", "")
    context = {
        "page": deal_list(request.user, wanted, today=timezone.localdate(), after=after),
        "wanted": wanted,
        "views": list_views(request.user, Listing.DEALS, request.GET),
        "stages": tuple(Stage),
        "teams": teams_led_by(request.user),
        "may_create": Act.CREATE_DEAL.permits(request.user),
        "may_see_outcomes": Act.SEE_OUTCOMES.permits(request.user),
    }
    return render_screen(request, "quotes/deals.html", context, part="rows" if after else None)


@guard(Act.SEE_DEAL)
def deals_workbook(request: UserRequest) -> HttpResponse:
    """What the list shows under the same address, from its first row on."""
    now = timezone.now()
    wanted = _wanted(request)
    shown = columns_in(Listing.DEALS, request.GET)
    content, rows = lists.deals_workbook(request.user, wanted, shown, today=timezone.localdate(now), at=now)
    export_list(listing=Listing.DEALS, wanted=asdict(wanted), rows=rows, by=request.user, at=now)
    return download(content, f"{_('Deals')}-{timezone.localdate(now):%Y%m%d}.xlsx", WORKBOOK)


def _wanted(request: UserRequest) -> DealFilter:
    return DealFilter(
        text=text_of(request, "q"),
        stage=word_of(request, "stage", Stage),
        closed="closed" in request.GET,
        mine="mine" in request.GET,
        team=id_of(request, "team"),
        sort=request.GET.get("sort", ""),
    )


@guard(Act.SEE_DEAL, deal_for)
def deal(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "screen": workspace(request.user, deal, now),
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="overview"),
        "may_edit": Act.EDIT_DEAL.permits(request.user),
        "may_quote": Act.EDIT_QUOTE.permits(request.user),
        "may_see_seats": Act.SEE_SEATS.permits(request.user),
        "may_see_rounds": Act.SEE_ROUNDS.permits(request.user),
    }
    return render_screen(request, "quotes/workspace.html", context)
