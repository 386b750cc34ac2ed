"""Which amounts follow from the price book: what one discount on every line comes to, by tenths of a point."""

from dataclasses import dataclass
from decimal import Decimal

from quotes.domain.pricing.engine import gross_of
from quotes.domain.pricing.revised import Revision, revised
from quotes.domain.pricing.terms import OfferTerms

# All of the price, in tenths of a point.
WHOLE = 1000


@dataclass(frozen=True, kw_only=True)
class Step:
    """`discount` in points off list, the same on every line but those `without` one; `total` with tax is what the
    offer comes to with it, in its own rounding."""

    discount: Decimal
    total: Decimal
    without: tuple[str, ...] = ()


def not_below(wanted: Decimal, terms: OfferTerms) -> Step | None:
    """The largest discount that leaves no less than `wanted`, a total with tax; None where there is none, or where even
    the most that a discount can be leaves more."""
    tenths = _not_below(wanted, terms)
    return _step(tenths, terms) if 0 < tenths < WHOLE - 1 else None


def nearest(wanted: Decimal, terms: OfferTerms, *, lowest: Decimal) -> Step | None:
    """The discount whose total comes nearest to `wanted` and not below `lowest`, the dearer one of two as near; None
    where there is none."""
    tenths = _not_below(wanted, terms)
    steps = [_step(each, terms) for each in (tenths, tenths + 1) if 0 < each < WHOLE]
    signed = [step for step in steps if step.total >= lowest]
    return min(signed, key=lambda step: abs(step.total - wanted), default=None)


def _not_below(wanted: Decimal, terms: OfferTerms) -> int:
    """In tenths, by halving, since more off never costs more; 0 where even nothing off is less."""
    low, high = 0, WHOLE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _total(middle, terms) < wanted else (middle, high)
    return low


def _step(tenths: int, terms: OfferTerms) -> Step:
    bound = tuple(line.description for line in terms.lines if line.is_bound)
    return Step(discount=_points(tenths), total=_total(tenths, terms), without=bound)


def _total(tenths: int, terms: OfferTerms) -> Decimal:
    return gross_of(revised(terms, Revision(discount=_points(tenths))))


def _points(tenths: int) -> Decimal:
    return Decimal(tenths).scaleb(-1)
