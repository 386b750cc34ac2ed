"""At which utilisation two forms cost the same: the customer's own curve, thinned out or filled up under one peak."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations

from dealdesk.kernel.money import ZERO
from quotes.domain.billing.compared import Demand, Priced, over_term
from quotes.domain.billing.forms import amount_of, billed
from quotes.domain.billing.months import MonthOfUse, peak_of, utilisation
from quotes.domain.billing.tariffs import Billing, Tariff
from quotes.domain.pricing.charges.parts import exactly

# Where a form is no straight line, both ends of every step are looked at and a crossing is halved down to this.
STEPS = 20
TOLERANCE = Decimal("0.0001")
ONE = Decimal(1)
# What these bill is a straight line in the use on each side of the customer's own, if their price is one.
STRAIGHT = frozenset(
    {
        Billing.MINUTES,
        Billing.TRAFFIC,
        Billing.CONTRACT,
        Billing.MONTHLY_PEAK,
        Billing.DAILY_PEAK,
        Billing.MONTHLY_95,
    }
)

type Cost = Callable[[Decimal], Decimal]


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """Two tariffs by their place, and every utilisation from 0 to 1 at which they cost the same, ascending.

    `is_exact` where both are straight lines; else within `TOLERANCE`, and two crossings within one of `STEPS` are not
    seen.
    """

    one: int
    other: int
    at: tuple[Decimal, ...]
    is_exact: bool


@exactly
def filled(months: Sequence[MonthOfUse], use: Decimal, own: Decimal, peak: Decimal) -> tuple[MonthOfUse, ...]:
    """The same months at another utilisation from 0 to 1, under the same peak; `own` and `peak` are what they have.

    Below his own the customer uses less of everything but the highest moment of each day; above it every point comes
    nearer to the peak by the same share. The order of points stays, so all that is billed moves along straight lines.
    """
    if use > own:
        share = (use - own) / (ONE - own)
        return tuple(month.moved(ONE - share, share * peak) for month in months)
    factor = use / own if own else ZERO
    return tuple(month.under_its_peaks(factor) for month in months)


def break_evens(demand: Demand, prices: Sequence[Priced], term_months: int) -> tuple[BreakEven, ...]:
    """Every pair of those that have a price, in order; the base of each stays as it was chosen for the present use."""
    costs = {place: _cost(demand, one.tariff, term_months) for place, one in enumerate(prices) if one.total is not None}
    own = utilisation(demand.months)
    return tuple(_pair(prices, costs, one, other, own) for one, other in combinations(costs, 2))


def _cost(demand: Demand, tariff: Tariff, term_months: int) -> Cost:
    months = demand.of(tariff.counted)
    own, peak = utilisation(months), peak_of(months)

    @cache
    def at(use: Decimal) -> Decimal:
        return amount_of(billed(tariff, over_term(filled(months, use, own, peak), term_months, demand.growth)))

    @exactly
    def along(use: Decimal) -> Decimal:
        low, high = (ZERO, own) if use < own else (own, ONE)
        return at(use) if low == high else at(low) + (at(high) - at(low)) * (use - low) / (high - low)

    return along if is_straight(tariff) else at


def _pair(prices: Sequence[Priced], costs: dict[int, Cost], one: int, other: int, own: Decimal) -> BreakEven:
    straight = is_straight(prices[one].tariff) and is_straight(prices[other].tariff)
    ends = sorted({ZERO, own, ONE}) if straight else sorted({own, *(ONE * step / STEPS for step in range(STEPS + 1))})

    @exactly
    def apart(use: Decimal) -> Decimal:
        return costs[one](use) - costs[other](use)

    find = _on_a_line if straight else _halved
    return BreakEven(one=one, other=other, at=tuple(_crossings(apart, ends, find)), is_exact=straight)


def is_straight(tariff: Tariff) -> bool:
    """Whether the cost is a straight line in the use, below the customer's own utilisation and above it."""
    plain = tariff.billing in STRAIGHT or (tariff.billing is Billing.ENHANCED_95 and tariff.floor is None)
    return plain and tariff.rate is not None and tariff.rate.is_linear


def _crossings(
    apart: Cost, ends: Sequence[Decimal], find: Callable[[Cost, Decimal, Decimal], Decimal]
) -> Iterator[Decimal]:
    """Where the difference changes its sign; where it only touches nothing, or stays there, nobody changes places."""
    before: Decimal | None = None
    equal: Decimal | None = None
    for use in ends:
        if not (now := apart(use)):
            equal = use if equal is None else equal
            continue
        if before is not None and (apart(before) > 0) != (now > 0):
            yield find(apart, before, use) if equal is None else equal
        before, equal = use, None


@exactly
def _on_a_line(apart: Cost, low: Decimal, high: Decimal) -> Decimal:
    before, after = apart(low), apart(high)
    return low + (high - low) * before / (before - after)


@exactly
def _halved(apart: Cost, low: Decimal, high: Decimal) -> Decimal:
    begins_above = apart(low) > 0
    while high - low > TOLERANCE:
        middle = (low + high) / 2
        low, high = (middle, high) if (apart(middle) > 0) == begins_above else (low, middle)
    return (low + high) / 2
