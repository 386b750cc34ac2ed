"""A new quote: products with quantities from a price book in force, or a bundle to start from."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.kernel.currencies import HOME
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.numbers import shortest
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen
from quotes.actions.quotes import create_quote
from quotes.forms.quotes import QuoteForm
from quotes.forms.quotes.exchange import RATE
from quotes.queries.quotes import Catalogue, catalogue
from stakeholders.models import Deal
from stakeholders.permissions import Act, deal_for


@guard(Act.EDIT_QUOTE, deal_for, methods="GET POST")
def quote_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = QuoteForm(posted(request), today=today, initial=_initial(deal, today))
    made = accepted(form, lambda: create_quote(deal=deal, by=request.user, at=now, **form.offered()))
    if made:
        return go(request, "quotes:version", version=made.pk)
    if form.is_bound:
        chosen = catalogue(today, book=_sent(form, "price_book"), bundle=_sent(form, "bundle"))
    else:
        chosen = catalogue(today, book=id_of(request, "book"), bundle=id_of(request, "bundle"))
    context = {
        "form": form,
        "deal": deal,
        "catalogue": chosen,
        "families": _families(chosen, form),
        "elsewhere": bool(form["currency"].value()) or any(name in form.errors for name in RATE),
        "header": deal_header(request.user, deal, now, current="quotes"),
    }
    return render_screen(request, "quotes/quote_new.html", context, part="catalogue", status=status_of(form))


def _initial(deal: Deal, today: date) -> dict[str, Any]:
    """A deal in another currency than ours is quoted in it, as long as nobody says otherwise."""
    return {
        "title": deal.name,
        "valid_until": deal.expected_close_on,
        "currency": deal.currency if deal.currency != HOME else "",
        "fx_on": today,
    }


def _sent(form: QuoteForm, name: str) -> int | None:
    sent = str(form.data.get(name, ""))
    return int(sent) if sent.isdecimal() and len(sent) < 19 else None


def _families(chosen: Catalogue, form: QuoteForm) -> list[dict[str, object]]:
    """Every product with the cells it is picked by; a bundle fills its quantities in."""
    return [
        {
            "name": family.name,
            "rows": [
                {
                    "item": item,
                    "quantity": form.cell(item.pk, "quantity", _prefilled(chosen, item.product_id)),
                    "discount": form.cell(item.pk, "discount"),
                }
                for item in family.items
            ],
        }
        for family in chosen.families
    ]


def _prefilled(chosen: Catalogue, product: int) -> str:
    quantity = chosen.quantities.get(product)
    return "" if quantity is None else shortest(quantity)
