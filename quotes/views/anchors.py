"""First numbers beside each other, and what comparable deals of our own closed at."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from quotes.forms.anchors import RangeForm
from quotes.models import Quote
from quotes.permissions import Act, quote_for
from quotes.queries.anchors import anchors_screen, products_of


@guard(Act.SEE_ROUNDS, quote_for)
def anchor_range(request: UserRequest, quote: Quote) -> HttpResponse:
    """The address bar says which deals are comparable; what nobody asks for is the dearest item and every industry."""
    now = timezone.now()
    products = products_of(quote)
    usual = products[0][0] if products else None
    form = RangeForm(request.GET or None, products=products, initial={"product": usual})
    asked = form.cleaned_data if form.is_valid() else {}
    customer = quote.deal.customer
    context = {
        "form": form,
        "screen": anchors_screen(
            request.user,
            quote,
            asked.get("product") or usual,
            customer.industry if asked.get("alike") else "",
            customer.get_industry_display(),
            now,
        ),
        "quote": quote,
        "deal": quote.deal,
        "header": deal_header(request.user, quote.deal, now, current="negotiation"),
    }
    return render_screen(request, "quotes/anchors.html", context)
