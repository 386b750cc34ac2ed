"""Raw intervals put together without any distribution behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal

# Quartiles of fewer intervals than this say nothing.
FEWEST = 4
QUARTER, HALF, THREE_QUARTERS = Decimal("0.25"), Decimal("0.5"), Decimal("0.75")


@dataclass(frozen=True)
class Interval:
    lower: Decimal
    upper: Decimal

    def __contains__(self, amount: Decimal) -> bool:
        return self.lower <= amount <= self.upper


def quartiles(intervals: Sequence[Interval]) -> Interval | None:
    """From the first quartile of the lower ends to the third of the upper ones; None for fewer than four intervals.

    Source: Park & Budescu 2015, the best balance of six ways between holding the truth and being narrow.
    """
    if len(intervals) < FEWEST:
        return None
    return Interval(linear_quantile(_lowers(intervals), QUARTER), linear_quantile(_uppers(intervals), THREE_QUARTERS))


def average(intervals: Sequence[Interval]) -> Interval:
    """Exact to 80 digits."""
    with localcontext(EXACT):
        lower, upper = (sum(ends, ZERO) / len(ends) for ends in (_lowers(intervals), _uppers(intervals)))
        return Interval(lower, upper)


def median(intervals: Sequence[Interval]) -> Interval:
    return Interval(linear_quantile(_lowers(intervals), HALF), linear_quantile(_uppers(intervals), HALF))


def envelope(intervals: Sequence[Interval]) -> Interval:
    return Interval(min(_lowers(intervals)), max(_uppers(intervals)))


def linear_quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """Of a sample, on the straight line between the two values beside it (Hyndman & Fan 1996, type 7). Exact."""
    if not values:
        raise Refusal("There is nothing to take a quantile of.")
    ordered = sorted(values)
    with localcontext(EXACT):
        place = (len(ordered) - 1) * share
        before = int(place)
        after = min(before + 1, len(ordered) - 1)
        return ordered[before] + (ordered[after] - ordered[before]) * (place - before)


def _lowers(intervals: Sequence[Interval]) -> list[Decimal]:
    return [one.lower for one in intervals]


def _uppers(intervals: Sequence[Interval]) -> list[Decimal]:
    return [one.upper for one in intervals]
