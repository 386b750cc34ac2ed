"""How a price is counted, and what a customer's month comes to under every meter of the price book."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions.metering import put_quantity
from quotes.actions.pricebooks import save_meter
from quotes.forms.metering import MeterForm, UsageForm
from quotes.models import PriceItem, QuoteVersion
from quotes.permissions import Act, price_item_for, version_for
from quotes.queries import metering as queries


@guard(Act.EDIT_PRICE_BOOK, price_item_for, methods="GET POST")
def price_book_meter(request: UserRequest, item: PriceItem) -> HttpResponse:
    """The choices and the table; with `remove` the price counts nothing any more."""
    version, at = item.version, timezone.now()
    if "remove" in request.POST:
        save_meter(version=version, product=item.product, metered=None, by=request.user, at=at)
        return go(request, "quotes:price_book", price_book=version.pk)
    form = MeterForm(posted(request), stored=item.metered)
    made = accepted(
        form,
        lambda: save_meter(version=version, product=item.product, metered=form.metered(), by=request.user, at=at),
    )
    if made:
        messages.success(request, _("%(code)s is counted as you said.") % {"code": item.product.code})
        return go(request, "quotes:price_book", price_book=version.pk)
    context = {"form": form, "item": queries.meter_screen(item)}
    return render_screen(request, "quotes/pricebook_meter.html", context, status=status_of(form))


@guard(Act.EDIT_QUOTE, version_for, methods="GET POST")
def usage(request: UserRequest, version: QuoteVersion) -> HttpResponse:
    """What was typed under every meter; with an `item`, its quantity goes to the offer's line."""
    form = UsageForm(posted(request), times=queries.usual_times(version))
    billed = queries.billed_month(version, form.usage, form.times()) if form.is_valid() else queries.BilledMonth()
    chosen = next((one for one in billed.rows if str(one.item) == request.POST.get("item")), None)
    if chosen and accepted(form, lambda: _put(request, version, chosen)):
        return go(request, "quotes:version", version=version.pk)
    # After a refusal the page carries the edition of now.
    stored = version_for(request.user, version=version.pk) if form.is_bound else version
    deal = stored.quote.deal
    context: dict[str, Any] = {
        "form": form,
        "groups": form.groups(),
        "billed": billed,
        "screen": queries.usage_screen(stored),
        "deal": deal,
        "header": None if wants_part(request) else deal_header(request.user, deal, timezone.now(), current="quotes"),
    }
    return render_screen(request, "quotes/metering.html", context, part="billed", status=status_of(form))


def _put(request: UserRequest, version: QuoteVersion, chosen: queries.Billed) -> QuoteVersion:
    sent = request.POST.get("edition", "")
    return put_quantity(
        version=version,
        edition=int(sent) if sent.isdecimal() and len(sent) < 10 else 0,
        item=version.price_book.items.select_related("product").get(pk=chosen.item),
        quantity=chosen.quantity,
        by=request.user,
        at=timezone.now(),
    )
