"""The list of quotes, and the way from a quote to its latest version."""

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.files import WORKBOOK, download
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, text_of, word_of
from dealdesk.web.screens import go, render_screen
from quotes.documents import lists
from quotes.domain.standing import Standing
from quotes.models import Quote
from quotes.permissions import Act, quote_for
from quotes.queries.quotes import QuoteFilter, quote_list
from stakeholders.actions.journal import export_list
from stakeholders.domain.journal import Listing
from stakeholders.queries.savedviews import columns_in, list_views


@guard(Act.SEE_QUOTE)
def quotes(request: UserRequest) -> HttpResponse:
    wanted, after = wanted_in(request), request.GET.get("after", "")
    context = {
        "page": quote_list(request.user, wanted, today=timezone.localdate(), after=after),
        "wanted": wanted,
        "views": list_views(request.user, Listing.QUOTES, request.GET),
        "states": tuple(Standing),
        "may_export": Act.EXPORT_PROPOSAL.permits(request.user),
        "base": reverse("quotes:quotes"),
    }
    return render_screen(request, "quotes/quotes.html", context, part="rows" if after else None)


@guard(Act.SEE_QUOTE)
def quotes_workbook(request: UserRequest) -> HttpResponse:
    """What the list shows under the same address, from its first row on."""
    now = timezone.now()
    wanted = wanted_in(request)
    shown = columns_in(Listing.QUOTES, request.GET)
    content, rows = lists.quotes_workbook(request.user, wanted, shown, today=timezone.localdate(now), at=now)
    export_list(listing=Listing.QUOTES, wanted=asdict(wanted), rows=rows, by=request.user, at=now)
    return download(content, f"{_('Quotes')}-{timezone.localdate(now):%Y%m%d}.xlsx", WORKBOOK)


def wanted_in(request: UserRequest) -> QuoteFilter:
    return QuoteFilter(
        text=text_of(request, "q"),
        state=word_of(request, "state", Standing),
        mine="mine" in request.GET,
        soon="soon" in request.GET,
        sort=request.GET.get("sort", ""),
    )


@guard(Act.SEE_QUOTE, quote_for)
def quote(request: UserRequest, quote: Quote) -> HttpResponse:
    latest = get_object_or_404(quote.versions.only("pk"), number=quote.latest_number)
    return go(request, "quotes:version", version=latest.pk)
