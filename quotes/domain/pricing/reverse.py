"""The way back for one line: which discount leads to the unit price or the amount that somebody wants to see."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.checks import HUNDRED
from quotes.domain.pricing.discounts import factor, own_discount
from quotes.domain.pricing.lines import amount_of, unit_of
from quotes.domain.pricing.terms import LineTerms, OfferTerms

# As fine as a discount is stored.
PLACES = 8
STEP = Decimal(1).scaleb(-PLACES)


@dataclass(frozen=True, kw_only=True)
class Reversed:
    """A discount in percent points, what it gives, and whether that is what was wanted."""

    discount: Decimal
    gives: Decimal
    wanted: Decimal

    @property
    def is_exact(self) -> bool:
        return self.gives == self.wanted


def discount_for_unit_price(line: LineTerms, wanted: Decimal, terms: OfferTerms) -> Reversed:
    """The discount, to 8 decimals, whose unit price is `wanted`, in the offer's currency and tax basis; else nearest.

    Refuses a price above the list price, for a discount is never negative, and a list price of nothing.
    """
    full = unit_of(_bare(line), terms)
    return _nearest(line, wanted, full, terms, lambda one: unit_of(one, terms))


def discount_for_total(line: LineTerms, wanted: Decimal, terms: OfferTerms) -> Reversed:
    """The discount, to 8 decimals, whose amount (quantity × unit price, to the policy's decimals) is `wanted`; else
    nearest. Refuses what lies above the line's list amount, and a line that comes to nothing whatever its discount.
    """

    def amount(one: LineTerms) -> Decimal:
        return terms.rounded(amount_of(one, terms))

    # Unrounded: half a cent of a small amount is many steps of the discount.
    full = amount_of(_bare(line), terms)
    return _nearest(line, wanted, full, terms, amount)


def _bare(line: LineTerms) -> LineTerms:
    return replace(line, discount=ZERO, discounts=())


def _nearest(
    line: LineTerms, wanted: Decimal, full: Decimal, terms: OfferTerms, read: Callable[[LineTerms], Decimal]
) -> Reversed:
    if not full or not factor(ZERO, line.discounts, terms.stacking):
        raise Refusal("Without a quantity and a list price no discount leads to an amount.", field="discount")
    if wanted > read(replace(line, discount=ZERO)):
        raise Refusal("This is above the list price: a discount only takes off.", field="discount")
    exact = own_discount(EXACT.divide(wanted, full), line.discounts, terms.stacking)
    first = min(max(round_to(exact, PLACES), ZERO), HUNDRED)
    tried = [_found(line, first + i * STEP, wanted, read) for i in (0, 1, -1) if ZERO <= first + i * STEP <= HUNDRED]
    return min(tried, key=lambda found: abs(found.gives - wanted))


def _found(line: LineTerms, discount: Decimal, wanted: Decimal, read: Callable[[LineTerms], Decimal]) -> Reversed:
    return Reversed(discount=discount, gives=read(replace(line, discount=discount)), wanted=wanted)
