"""When packages of weighted units are used up or lapse, and what is over then: a use taken from them month by month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.periods import add_months
from quotes.domain.metering.meter import Summed
from quotes.domain.metering.priced import Metered
from quotes.domain.metering.usage import Interval, Usage
from quotes.domain.pricing.charges import Pack, Ratio, deduct
from quotes.domain.pricing.charges.parts import exactly
from quotes.domain.usage.demand import Load, known_months
from quotes.domain.usage.growth import going_on


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What is deducted at one time, by tier, in units as they are billed: a month's use at its end, or that of the
    `nth` of `of` days with calls, which are taken to be alike."""

    month: int
    nth: int
    of: int
    used: Mapping[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class MonthDrawn:
    """In standard units what was taken from the packs, what is left in them for the next month, and what lapsed with
    the end of this one; `over` by tier in the meter's own units."""

    month: int
    taken: Decimal
    left: Decimal
    lapsed: Decimal
    over: Mapping[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class Drawdown:
    """`short` is the first time at which a tier that the packs cover was not covered in full."""

    bought: Decimal
    months: tuple[MonthDrawn, ...]
    short: Draw | None

    @property
    def over(self) -> dict[str, Decimal]:
        """What none of the packs covered, by tier in the meter's own units."""
        found: dict[str, Decimal] = {}
        for month in self.months:
            for tier, units in month.over.items():
                found[tier] = EXACT.add(found.get(tier, ZERO), units)
        return found

    @property
    def lapses(self) -> tuple[MonthDrawn, ...]:
        """The months with whose end something was lost."""
        return tuple(month for month in self.months if month.lapsed)


def draws(metered: Metered, loads: Sequence[Load], months: int, growth: Decimal = ZERO) -> Iterator[Draw]:
    """A use as a meter bills it, for so many months; where fewer are told they go on as `usage.growth` says.

    A meter that adds up each day is settled each day, as Tencent TRTC deducts; any other at the end of the month, as
    ZEGO's 通用套餐包 is, and so is one with free units, for those are a month's. Refuses what the meter cannot count.
    """
    told, meter = known_months(loads), metered.meter
    is_daily = meter.summed is Summed.DAY and meter.free is None
    for month, (place, factor) in enumerate(going_on(len(told), months, growth), 1):
        of = max(1, *(load.valid_days for load in told[place])) if is_daily else 1
        share = EXACT.divide(factor, Decimal(of))
        used = {one.bucket: one.quantity for one in metered.parts(Usage(intervals=tuple(_shared(told[place], share))))}
        for nth in range(1, of + 1):
            yield Draw(month=month, nth=nth, of=of, used=used)


def _shared(month: Iterable[Load], share: Decimal) -> Iterator[Interval]:
    for load in month:
        part = EXACT.multiply(load.stretch, share)
        for one in load.usage.intervals:
            yield replace(one, seconds=EXACT.multiply(one.seconds, part))


@dataclass
class _Pool:
    """The packs while they are drawn on; what a tier without a weight uses is over from the first unit on."""

    ratios: Sequence[Ratio]
    packs: Sequence[Pack]
    over: dict[str, Decimal] = field(default_factory=dict)

    @property
    def held(self) -> Decimal:
        return sum((pack.left for pack in self.packs), ZERO)

    def draw(self, used: Mapping[str, Decimal], on: date) -> bool:
        """Whether the packs were enough for what they cover."""
        weighed = {ratio.name for ratio in self.ratios}
        outside = {tier: units for tier, units in used.items() if tier not in weighed and units}
        covered = {tier: units for tier, units in used.items() if tier in weighed}
        taken = deduct(self.ratios, covered, self.packs, on=on)
        self.packs = taken.packs
        for tier, units in [*outside.items(), *((one.name, one.units) for one in taken.over)]:
            self.over[tier] = self.over.get(tier, ZERO) + units
        return not taken.over

    def end(self, on: date) -> Decimal:
        """What of the packs that are past their last day nobody can use any more; it is gone."""
        lost = sum((pack.left for pack in self.packs if pack.last_day < on), ZERO)
        self.packs = [pack if pack.last_day >= on else replace(pack, left=ZERO) for pack in self.packs]
        return lost


@exactly
def draw_down(ratios: Sequence[Ratio], packs: Sequence[Pack], used: Iterable[Draw], *, first: date) -> Drawdown:
    """Packs that hold from the `first` day of the first month on, drawn on as `deduct` does; exact.

    What a month takes and what is over are all that was used in it; taken, lapsed and left are all that was bought.
    """
    pool, months, short = _Pool(ratios, packs), [], None
    bought = pool.held
    for month, found in groupby(used, key=lambda draw: draw.month):
        before, pool.over = pool.held, {}
        for draw in found:
            enough = pool.draw(draw.used, add_months(first, month - 1))
            short = short or (None if enough else draw)
        taken, lapsed = before - pool.held, pool.end(add_months(first, month))
        months.append(MonthDrawn(month=month, taken=taken, left=pool.held, lapsed=lapsed, over=pool.over))
    return Drawdown(bought=bought, months=tuple(months), short=short)
