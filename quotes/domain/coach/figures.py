"""How a single figure or range sounds: round or precise, point at the bottom, the middle or the top."""

from decimal import Decimal

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.negotiation import Side


class RangeClass(Word):
    BOLSTERING = "bolstering", "Starts at our number"
    BRACKETING = "bracketing", "Has our number inside"
    BACKDOWN = "backdown", "Ends at our number"
    OUTSIDE = "outside", "Leaves our number out"


def range_class(side: Side, point: Decimal, low: Decimal, high: Decimal) -> RangeClass:
    """What a range does to the number one means, seen from the side that names it; for a seller the good end is high.

    Source: Ames and Mason 2015: a range that starts at one's number helps or does no harm, one that ends there gives
    away at once.
    """
    if high < low:
        raise Refusal("A range begins with its lower number.", field="high")
    ours, good = (low, high) if side is Side.OURS else (high, low)
    if low < point < high:
        return RangeClass.BRACKETING
    if point == ours:
        return RangeClass.BOLSTERING
    return RangeClass.BACKDOWN if point == good else RangeClass.OUTSIDE


def range_width(point: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """The width of a range over the number one means, unrounded; refuses a number that is not above zero."""
    if point <= 0:
        raise Refusal("A price is above zero.", field="amount")
    return EXACT.divide(high - low, point)


def trailing_zeros(amount: Decimal) -> int:
    """With how many zeros a whole amount ends: 1,120,000 with four; one with cents with none."""
    if not amount or amount != amount.to_integral_value():
        return 0
    digits = str(int(abs(amount)))
    return len(digits) - len(digits.rstrip("0"))
