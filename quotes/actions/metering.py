"""From counted usage to an offer: the billed quantity stands on the product's line."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import add_lines, change_lines
from quotes.models import PriceItem, QuoteLine, QuoteVersion
from stakeholders.models import User


@transaction.atomic
def put_quantity(
    *, version: QuoteVersion, edition: int, item: PriceItem, quantity: Decimal, by: User, at: datetime
) -> QuoteVersion:
    """Sets the quantity of the product's first line in the draft, or adds the line where there is none."""
    if item.version_id != version.price_book_id:
        raise Refusal("%(code)s is not a price of this offer's price book.", code=item.product.code, field="item")
    if not quantity:
        raise Refusal("This usage comes to nothing under %(code)s.", code=item.product.code, field="item")
    line = version.lines.filter(product_id=item.product_id).order_by("position").first()
    if line:
        changes = {line.pk: {"quantity": quantity}}
        return change_lines(version=version, edition=edition, changes=changes, by=by, at=at)
    made = QuoteLine.priced(item, quantity, Decimal(0), "")
    return add_lines(version=version, edition=edition, lines=[made], by=by, at=at)
