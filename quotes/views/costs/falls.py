"""The way from list price to what is left: of one version with its lines' margins, and of a quote's side by side."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, ids_of
from dealdesk.web.screens import render_screen, wants_part
from quotes.models import Quote, QuoteVersion
from quotes.permissions import Act, quote_for, version_for
from quotes.queries import costs as queries


@guard(Act.SEE_COST, version_for)
def version_cost(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """A page, or the card that the rail of the version asks for."""
    now = timezone.now()
    context = {
        "screen": queries.version_cost(version, timezone.localdate(now)),
        "deal": version.quote.deal,
        "quote": version.quote_id,
        "header": None if wants_part(request) else deal_header(request.user, version.quote.deal, now, current="cost"),
    }
    return render_screen(request, "quotes/costs_version.html", context, part="card")


@guard(Act.SEE_QUOTE, quote_for)
def waterfall(request: UserRequest, quote: Quote) -> HttpResponse:
    """From list to net for everybody, and on to the margin for those who may see it."""
    now = timezone.now()
    context = {
        "screen": queries.fall_screen(request.user, quote, ids_of(request, "v"), timezone.localdate(now)),
        "quote": quote.pk,
        "title": quote.title,
        "number": quote.number,
        "deal": quote.deal,
        "header": deal_header(request.user, quote.deal, now, current="quotes"),
    }
    return render_screen(request, "quotes/costs_waterfall.html", context)
