"""What goes beside the lines: form and bundle price, tax basis, rounding, payment, service, validity."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Unpack

from django.db import transaction

from dealdesk.kernel.money import ZERO
from quotes.actions.quotes.basis import into_other_basis
from quotes.actions.quotes.currency import at_book_price
from quotes.actions.quotes.edits import save_lines, stored
from quotes.actions.quotes.stored import Terms, editable, not_past, set_terms
from quotes.domain.pricing.charges import ChargeKind
from quotes.domain.pricing.columns import priced_columns
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.terms import Column
from quotes.domain.spelling import spell_columns
from quotes.models import PriceItem, QuoteLine, QuoteVersion
from stakeholders.models import User

AGREED = frozenset({ChargeKind.PRORATED, ChargeKind.CONTRACTED})
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
    _wholes_into_basis(version, price(terms), tax_included=tax_included)
    for line in lines:
        item = (items or {}).get(line.product_id or 0)
        # What was agreed with the customer is no price book's, and says what the book's is below it.
        agreed = line.charge is not None and line.charge["kind"] in AGREED
        if item is not None and not agreed and version.price_book.tax_included == tax_included:
            at_book_price(line, item, version.exchange())
            continue
        into_other_basis(line, sum(line.terms().tax_rates, ZERO), version.tax_included, terms.rounding)
    version.tax_included = tax_included


def _wholes_into_basis(version: QuoteVersion, whole: PricedOffer, *, tax_included: bool) -> None:
    """Prices and amounts of the whole: the bundle's, those of other columns, and what is taken off the items."""

    def said(offer: PricedOffer) -> Decimal:
        return offer.gross if tax_included else offer.net

    if version.bundle_price is not None:
        version.bundle_price = said(whole)
    if version.header_amount is not None:
        version.header_amount = said(price(replace(whole.terms, header=None))) - said(whole)
    version.columns = spell_columns(
        Column(name=one.name, bundle_price=said(one.offer) if column.bundle_price is not None else None)
        for one, column in zip(priced_columns(whole), whole.terms.columns, strict=True)
    )


def _items(version: QuoteVersion) -> dict[int, PriceItem]:
    return {item.product_id: item for item in PriceItem.objects.filter(version=version.price_book_id)}
