"""Offers side by side: each column as an offer of its own, with its own total."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dealdesk.kernel.refusals import Refusal
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.figures import TOO_MUCH_OFF
from quotes.domain.pricing.terms import OfferTerms


@dataclass(frozen=True, kw_only=True)
class PricedColumn:
    name: str
    is_recommended: bool
    offer: PricedOffer

    @property
    def total(self) -> Decimal:
        return self.offer.total


def priced_columns(offer: PricedOffer) -> tuple[PricedColumn, ...]:
    """Every column priced, in their own order; the recommended one is the offer itself. Refuses what `price` does."""
    terms = offer.terms
    return tuple(
        PricedColumn(
            name=column.name,
            is_recommended=column.name == terms.recommended,
            offer=offer if column.name == terms.recommended else _priced(terms, column.name),
        )
        for column in terms.columns
    )


def _priced(terms: OfferTerms, name: str) -> PricedOffer:
    try:
        return price(recommending(terms, name))
    except Refusal as refusal:
        if refusal.message != TOO_MUCH_OFF:
            raise
        message = "The discount on the whole is more than the %(total)s that the column %(name)s comes to."
        raise Refusal(message, field="header", name=name, total=refusal.params["total"]) from None


def recommending(terms: OfferTerms, name: str) -> OfferTerms:
    """The same offer with this column recommended: its lines, and its bundle price or the discount on the whole.

    The column that was recommended keeps its bundle price as a column beside it.
    """
    if name == terms.recommended:
        return terms
    bundle = next(column.bundle_price for column in terms.columns if column.name == name)
    prices = {terms.recommended: terms.bundle_price, name: None}
    return replace(
        terms,
        form=Form.ITEMISED if bundle is None else Form.BUNDLE,
        bundle_price=bundle,
        header=terms.header if bundle is None else None,
        columns=tuple(replace(one, bundle_price=prices.get(one.name, one.bundle_price)) for one in terms.columns),
        recommended=name,
    )
