"""How each form bills months of use: one function a form, and a table says which."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.billing.months import MonthOfUse, peak_of
from quotes.domain.billing.packages import drawn
from quotes.domain.billing.tariffs import Billing, Pack, Rate, Tariff
from quotes.domain.metering.bandwidth import least_and_more, mbps_days
from quotes.domain.metering.meter import WORTH, Unit
from quotes.domain.pricing.charges.parts import exactly

MEGABIT, BITS = Decimal(10) ** 6, 8
# What one Mbps carries in a minute: 0.0075 GB of 1,000 MB.
GB_A_MINUTE = EXACT.divide(WORTH[Unit.MINUTE] * MEGABIT, WORTH[Unit.GB] * BITS)


class Part(Word):
    USE = "use", "Use"
    BASE = "base", "Base"
    PACKAGES = "packages", "Packages"
    OVER = "over", "Above that"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One part of a month's bill: `units` of what its price is for, and what they cost, exact and unrounded."""

    part: Part
    units: Decimal
    amount: Decimal


type Bill = tuple[Item, ...]
type Strategy = Callable[[Tariff, Sequence[MonthOfUse]], Iterable[Bill]]


def billed(tariff: Tariff, months: Sequence[MonthOfUse]) -> tuple[Bill, ...]:
    """The bill of each month in turn; the months count what the tariff counts."""
    return tuple(STRATEGIES[tariff.billing](tariff, months))


@exactly
def amount_of(bills: Iterable[Bill]) -> Decimal:
    """What all of it comes to, exact."""
    return sum((item.amount for bill in bills for item in bill), ZERO)


def _each(quantity: Callable[[Tariff, MonthOfUse], Decimal]) -> Strategy:
    """A form that prices one quantity a month."""
    return lambda tariff, months: (
        (_item(Part.USE, rate_of(tariff), quantity(tariff, month), month),) for month in months
    )


def _item(part: Part, rate: Rate, quantity: Decimal, month: MonthOfUse) -> Item:
    return Item(part=part, units=rate.units(quantity), amount=rate.month(quantity, month.length))


@exactly
def _traffic(tariff: Tariff, month: MonthOfUse) -> Decimal:
    return month.minutes * GB_A_MINUTE


def _contracted(tariff: Tariff, month: MonthOfUse) -> Decimal:
    return level_of(tariff)


@exactly
def _monthly_95(tariff: Tariff, month: MonthOfUse) -> Decimal:
    return month.percentile_95 * month.share


@exactly
def _enhanced_95(tariff: Tariff, month: MonthOfUse) -> Decimal:
    """By the day: what was used on valid days, or the least on all of them, whichever is more."""
    held = mbps_days(month.enhanced_95, month.valid_days, least=_least(tariff), least_days=month.of_days)
    return held / month.of_days


@exactly
def _traditional_95(tariff: Tariff, month: MonthOfUse) -> Decimal:
    return sum(least_and_more(_monthly_95(tariff, month), _least(tariff)), ZERO)


def _least(tariff: Tariff) -> Decimal:
    """The share of the bandwidth bought that is billed at least."""
    return (tariff.floor or Percent(ZERO)).of(tariff.level or ZERO)


def _packages(tariff: Tariff, months: Sequence[MonthOfUse]) -> Iterable[Bill]:
    pack, over = pack_of(tariff), over_of(tariff)
    each = drawn(pack, over, [month.minutes for month in months], months[0].first) if months else ()
    for month, one in zip(months, each, strict=True):
        packs = Decimal(one.bought)
        bought = Item(part=Part.PACKAGES, units=packs, amount=EXACT.multiply(packs, pack.price))
        yield (*((bought,) if packs else ()), _item(Part.OVER, over, one.over, month))


def _elastic(tariff: Tariff, months: Sequence[MonthOfUse]) -> Iterable[Bill]:
    base = level_of(settled(tariff, months))
    for month in months:
        yield (
            _item(Part.BASE, rate_of(tariff), base, month),
            _item(Part.OVER, over_of(tariff), month.minutes_above(base), month),
        )


# fmt: off
STRATEGIES: dict[Billing, Strategy] = {
    Billing.MINUTES:        _each(lambda tariff, month: month.minutes),
    Billing.TRAFFIC:        _each(_traffic),
    Billing.CONTRACT:       _each(_contracted),
    Billing.MONTHLY_PEAK:   _each(lambda tariff, month: month.peak),
    Billing.DAILY_PEAK:     _each(lambda tariff, month: month.daily_peaks),
    Billing.MONTHLY_95:     _each(_monthly_95),
    Billing.ENHANCED_95:    _each(_enhanced_95),
    Billing.TRADITIONAL_95: _each(_traditional_95),
    Billing.PACKAGES:       _packages,
    Billing.COMMITMENT:     _each(lambda tariff, month: month.minutes),
    Billing.ELASTIC:        _elastic,
}
# fmt: on


def settled(tariff: Tariff, months: Sequence[MonthOfUse]) -> Tariff:
    """The tariff with a level that was left open: a contract carries the highest peak, in whole units; a base is the
    whole number of units that is cheapest for this use."""
    if tariff.level is not None or tariff.billing not in OPEN:
        return tariff
    peak = peak_of(months).to_integral_value(ROUND_CEILING)
    return replace(tariff, level=peak if tariff.billing is Billing.CONTRACT else _cheapest(tariff, months, int(peak)))


def _cheapest(tariff: Tariff, months: Sequence[MonthOfUse], high: int) -> Decimal:
    """A base more costs the same each month and saves less and less, so the cheapest is where it saves no more."""
    if not (rate_of(tariff).is_linear and over_of(tariff).is_linear):
        raise Refusal("Say how large the base is: with tiers the cheapest one is not known in advance.", field="level")
    low = 0
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _saves_no_more(tariff, months, middle) else (middle + 1, high)
    return Decimal(low)


def _saves_no_more(tariff: Tariff, months: Sequence[MonthOfUse], base: int) -> bool:
    now, more = (amount_of(_elastic(replace(tariff, level=Decimal(one)), months)) for one in (base, base + 1))
    return more >= now


OPEN = frozenset({Billing.CONTRACT, Billing.ELASTIC})


# What `Tariff` has checked to be there, for the types.
def rate_of(tariff: Tariff) -> Rate:
    return _there(tariff.rate)


def over_of(tariff: Tariff) -> Rate:
    return _there(tariff.over)


def level_of(tariff: Tariff) -> Decimal:
    return _there(tariff.level)


def pack_of(tariff: Tariff) -> Pack:
    return _there(tariff.pack)


def _there[T](value: T | None) -> T:
    if value is None:
        raise TypeError("a tariff was made without what its form needs")
    return value
