"""How a product is charged: finance chooses a kind and fills in its numbers, on a page of its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.charges import save_charge
from quotes.domain.pricing.charges import ChargeKind
from quotes.forms.charges import KINDS, ChargeForm
from quotes.models import PriceItem
from quotes.permissions import Act, price_item_for
from quotes.queries.charges import charge_shown


@guard(Act.EDIT_PRICE_BOOK, price_item_for, methods="GET POST")
def price_book_charge(request: UserRequest, item: PriceItem) -> HttpResponse:
    """?kind= shows another kind's fields; `more` asks for further rows and saves nothing."""
    kind = _kind(request, item)
    form = ChargeForm(posted(request), kind=kind, item=item, currency=item.version.book.currency)
    if request.method == "POST" and "more" in request.POST:
        return _page(request, item, form.with_more_rows(), 200)
    made = accepted(form, lambda: save_charge(item=item, charge=form.content(), by=request.user, at=timezone.now()))
    if made:
        messages.success(request, _("Saved: %(product)s is charged this way from now on.") % {"product": item.product})
        return go(request, "quotes:price_book", price_book=item.version_id)
    return _page(request, item, form, status_of(form))


def _kind(request: UserRequest, item: PriceItem) -> ChargeKind:
    """The kind asked for, else the stored one, else a price per unit."""
    stored = item.charge["kind"] if item.charge else ""
    asked = request.POST.get("kind", "") or request.GET.get("kind", "")
    return next((ChargeKind(kind) for kind in (asked, stored) if kind in KINDS), ChargeKind.PER_UNIT)


def _page(request: UserRequest, item: PriceItem, form: ChargeForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "product": item.product,
        "version": item.version,
        "stored": charge_shown(item),
        "kinds": KINDS,
    }
    return render_screen(request, "quotes/charges.html", context, status=status)
