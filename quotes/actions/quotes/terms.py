"""What goes beside the lines: form and bundle price, tax basis, rounding, payment, service, validity."""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from django.db import transaction

from quotes.actions.quotes.edits import save_lines, stored
from quotes.actions.quotes.stored import Terms, editable, not_past, set_terms
from quotes.domain.pricing.basis import in_other_basis
from quotes.domain.pricing.engine import price
from quotes.models import PriceItem, QuoteLine, QuoteVersion
from stakeholders.models import User

TERMS = tuple(sorted(Terms.__optional_keys__))


@transaction.atomic
def save_terms(*, version: QuoteVersion, edition: int, by: User, at: datetime, **terms: Unpack[Terms]) -> QuoteVersion:
    """Changes a draft's terms. A bundle price given along with another tax basis is in that new basis."""
    lines = editable(version, edition)
    before = stored(lines)
    old = {name: getattr(version, name) for name in TERMS}
    wanted = terms.pop("tax_included", version.tax_included)
    if wanted != version.tax_included:
        put_into_basis(version, lines, tax_included=wanted, items=_items(version))
    set_terms(version, terms)
    not_past(version, at)
    changed = sorted(name for name, value in old.items() if getattr(version, name) != value)
    return save_lines(version, lines, before, act="save_terms", by=by, at=at, old_terms=old, changed=changed)


def put_into_basis(
    version: QuoteVersion, lines: Sequence[QuoteLine], *, tax_included: bool, items: dict[int, PriceItem] | None = None
) -> None:
    """Says every price with, or without, tax; a product's from the price book's own figures, so that nothing drifts."""
    if version.tax_included == tax_included:
        return
    terms = version.terms(lines)
    if version.bundle_price is not None:
        whole = price(terms)
        version.bundle_price = whole.gross if tax_included else whole.net
    for line in lines:
        item = (items or {}).get(line.product_id or 0)
        if item is not None and version.price_book.tax_included == tax_included:
            line.list_price, line.floor_price = item.list_price, item.floor_price
            continue
        for name in ("list_price", "floor_price"):
            if (value := getattr(line, name)) is not None:
                setattr(line, name, in_other_basis(value, line.vat_rate, version.tax_included, terms.rounding))
    version.tax_included = tax_included


def _items(version: QuoteVersion) -> dict[int, PriceItem]:
    return {item.product_id: item for item in PriceItem.objects.filter(version=version.price_book_id)}
