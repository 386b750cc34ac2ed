"""What a scenario or a series comes to, month by month and region by region: the load that costs and bills are made of.

Streams and people are heads at the peak; rates are Mbps of 1,000,000 bits a second; GB are of 1,000 MB, 10.8 of which
are 1 Mbps for a day. Everything is exact, or has 80 digits where a quotient does not end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.periods import add_months
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.bills import decimal
from quotes.domain.metering.usage import Interval, Role, Size, Usage
from quotes.domain.usage.bandwidth import room_mbps
from quotes.domain.usage.between import Between
from quotes.domain.usage.scenario import Region, Scenario
from quotes.domain.usage.series import Measure, Month, Series

# What a month has where the scenario names no first day; vendors' examples reckon with it.
PLAIN_MONTH = 30
# Megabits a minute to GB: × 60 s ÷ 8 ÷ 1,000.
GB_OF_MBPS_MINUTE = Fraction(60, 8 * 1000)


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Bandwidth of one direction in a month, in Mbps.

    `monthly_95` has no valid-days factor in it: multiply by `Load.valid_days` of `Load.days` where the vendor does.
    `daily_peak_mean` is the mean of the valid days' peaks; `mean` is over the hours of the whole month.
    """

    peak: Decimal
    monthly_95: Decimal
    enhanced_95: Decimal
    daily_peak_mean: Decimal
    mean: Decimal


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Time of everybody who does the same: each pulls `pulled` streams at once, all of `size`; None is sound only.

    Of one call the user-minutes are those of its people, and the stream-minutes those of what they pull.
    """

    role: Role
    size: Size | None
    pulled: int
    user_minutes: Decimal

    @property
    def stream_minutes(self) -> Decimal:
        return EXACT.multiply(self.user_minutes, Decimal(self.pulled))

    @property
    def interval(self) -> Interval:
        """As a meter counts it: one user for all of this time."""
        videos = (self.size,) * self.pulled if self.size else ()
        return Interval(
            seconds=EXACT.multiply(self.user_minutes, Decimal(60)),
            role=self.role,
            videos=videos,
            sounds=0 if videos else self.pulled,
        )


@dataclass(frozen=True, kw_only=True)
class Load:
    """One month in one region.

    `month` counts from 1; `first_day` is known where the scenario or the series has a calendar. `days` are those of the
    month, `valid_days` those with traffic. `streams_out`, `streams_in`, `people` and `recordings` are heads at the
    same time, at the peak. `between_peak` (Mbps) and `between_gb` run between our own servers. `recorded_minutes`,
    `mixed_minutes` (transcoded output) and `pushed_minutes` (转推) count each stream that is made. `turned` is the
    share of the traffic that goes through TURN, from 0 to 1.

    `is_upper_bound` says that the 95th percentiles and the daily peaks are not known and stand at the peak, which they
    cannot exceed; the volumes are then those of the usual hours. `is_partial` says that readings of the month are
    missing, so that its volumes are a lower bound; `known_days` have at least one, and are all of a scenario's.
    """

    month: int
    first_day: date | None
    days: int
    valid_days: int
    region: str
    streams_out: Decimal
    streams_in: Decimal
    people: Decimal
    egress: Rates
    ingress: Rates
    egress_gb: Decimal
    ingress_gb: Decimal
    between_peak: Decimal
    between_gb: Decimal
    watched: tuple[Watched, ...]
    recordings: Decimal
    recorded_minutes: Decimal
    mixed_minutes: Decimal
    pushed_minutes: Decimal
    turned: Decimal
    is_upper_bound: bool
    is_partial: bool = False
    known_days: int

    @property
    def user_minutes(self) -> Decimal:
        return sum((one.user_minutes for one in self.watched), Decimal(0))

    @property
    def stream_minutes(self) -> Decimal:
        return sum((one.stream_minutes for one in self.watched), Decimal(0))

    @property
    def stretch(self) -> Decimal:
        """What makes the volumes of the days that are known stand for the whole month."""
        return EXACT.divide(Decimal(self.days), Decimal(self.known_days))

    @property
    def usage(self) -> Usage:
        """For the meters that count time; peaks and percentiles are billed from the rates."""
        return Usage(intervals=tuple(one.interval for one in self.watched))


@dataclass(frozen=True, kw_only=True)
class _Rooms:
    """A month told as rooms at the same time, and `minutes` as rooms times minutes."""

    month: int
    first_day: date | None
    days: int
    valid_days: int
    peak: Fraction
    monthly_95: Fraction
    enhanced_95: Fraction
    daily_peak_mean: Fraction
    mean: Fraction
    minutes: Fraction
    is_upper_bound: bool
    is_partial: bool = False
    known_days: int


def loads(scenario: Scenario) -> tuple[Load, ...]:
    """Every month of the term, and of each month every region, in this order.

    Nobody knows a scenario's percentiles: they are the peak, and `is_upper_bound` says so.
    """
    return tuple(_load(scenario, region, month) for month in _of_term(scenario) for region in scenario.regions)


def loads_of_series(series: Series, scenario: Scenario) -> tuple[Load, ...]:
    """Every calendar month of the series, by region, with the rates that were measured.

    The scenario says what a reading stands for: how many streams and people a room has, what a stream takes, what is
    recorded, and the regions' shares. Its rooms, hours, peak, growth and term say nothing here.
    """
    one = reading_of_one_room(series.measure, scenario)
    return tuple(
        _load(scenario, region, _measured(month, number, one))
        for number, month in enumerate(series.months, 1)
        for region in scenario.regions
    )


def known_months(loads: Sequence[Load]) -> tuple[tuple[Load, ...], ...]:
    """The months by which a use goes on, each with its regions: those that are known day by day; where none is, the
    parts there are, which stand for the whole by their `stretch`."""
    whole = [load for load in loads if load.known_days == load.days]
    told = whole or [load for load in loads if load.known_days]
    return tuple(tuple(month) for _, month in groupby(told, key=lambda load: load.month))


def growth_by(scenario: Scenario, month: int) -> Fraction:
    """How many times the first month this month is, growing every month."""
    return (1 + Fraction(scenario.growth.ratio)) ** (month - 1)


def _of_term(scenario: Scenario) -> Iterator[_Rooms]:
    for month in range(1, scenario.term_months + 1):
        first_day, days = _calendar(scenario.starts_on, month)
        valid = min(scenario.days_a_month, days)
        usual = scenario.rooms * growth_by(scenario, month)
        peak = usual * Fraction(scenario.peak_factor)
        minutes = usual * Fraction(scenario.hours_a_day) * 60 * valid
        yield _Rooms(
            month=month,
            first_day=first_day,
            days=days,
            valid_days=valid,
            peak=peak,
            monthly_95=peak,
            enhanced_95=peak,
            daily_peak_mean=peak,
            mean=minutes / (days * 24 * 60),
            minutes=minutes,
            is_upper_bound=True,
            known_days=days,
        )


def _calendar(starts_on: date | None, month: int) -> tuple[date | None, int]:
    if starts_on is None:
        return None, PLAIN_MONTH
    first = add_months(starts_on, month - 1)
    return first, (add_months(starts_on, month) - first).days


def reading_of_one_room(measure: Measure, scenario: Scenario) -> Fraction:
    """What a reading says while one room runs; refuses a scenario whose rooms have none of what is read."""
    one = {
        Measure.PEOPLE: lambda: Fraction(scenario.room.people),
        Measure.STREAMS: lambda: Fraction(scenario.room.streams_out),
        Measure.EGRESS: lambda: _mbps(room_mbps(scenario).egress, scenario),
        Measure.INGRESS: lambda: _mbps(room_mbps(scenario).ingress, scenario),
    }[measure]()
    if not one:
        raise Refusal("In this scenario a room has none of what the series counts.", field="scenario")
    return one


def _measured(month: Month, number: int, one: Fraction) -> _Rooms:
    minutes = Fraction(month.minutes) / one
    return _Rooms(
        month=number,
        first_day=month.first_day,
        days=month.days_in_month,
        valid_days=month.valid_days,
        peak=Fraction(month.peak) / one,
        monthly_95=Fraction(month.percentile_95) / one,
        enhanced_95=Fraction(month.enhanced_95) / one,
        daily_peak_mean=Fraction(month.daily_peak_mean) / one,
        mean=minutes / (month.days_in_month * 24 * 60),
        minutes=minutes,
        is_upper_bound=False,
        is_partial=month.missing > 0,
        known_days=month.known_days,
    )


def _mbps(rate: Between, scenario: Scenario) -> Fraction:
    return Fraction(rate.at(scenario.bound))


def _load(scenario: Scenario, region: Region, rooms: _Rooms) -> Load:
    share, room, mbps = Fraction(region.share.ratio), scenario.room, room_mbps(scenario)
    here = rooms.minutes * share
    egress, ingress, between = (_mbps(one, scenario) for one in (mbps.egress, mbps.ingress, mbps.between))
    recorded = _made(scenario.recorded.share.ratio, scenario.recorded.copies)
    return Load(
        month=rooms.month,
        first_day=rooms.first_day,
        days=rooms.days,
        valid_days=rooms.valid_days,
        region=region.name,
        streams_out=decimal(rooms.peak * share * room.streams_out),
        streams_in=decimal(rooms.peak * share * room.streams_in),
        people=decimal(rooms.peak * share * room.people),
        egress=_rates(rooms, egress * share),
        ingress=_rates(rooms, ingress * share),
        egress_gb=decimal(here * egress * GB_OF_MBPS_MINUTE),
        ingress_gb=decimal(here * ingress * GB_OF_MBPS_MINUTE),
        between_peak=decimal(rooms.peak * share * between),
        between_gb=decimal(here * between * GB_OF_MBPS_MINUTE),
        watched=tuple(_watched(scenario, here)),
        recordings=decimal(rooms.peak * share * recorded),
        recorded_minutes=decimal(here * recorded),
        mixed_minutes=decimal(here * _made(scenario.mixed.share.ratio, scenario.mixed.copies)),
        pushed_minutes=decimal(here * _made(scenario.pushed.share.ratio, scenario.pushed.copies)),
        turned=scenario.turned.ratio,
        is_upper_bound=rooms.is_upper_bound,
        is_partial=rooms.is_partial,
        known_days=rooms.known_days,
    )


def _made(share: Decimal, copies: int) -> Fraction:
    return Fraction(share) * copies


def _rates(rooms: _Rooms, mbps: Fraction) -> Rates:
    return Rates(
        peak=decimal(rooms.peak * mbps),
        monthly_95=decimal(rooms.monthly_95 * mbps),
        enhanced_95=decimal(rooms.enhanced_95 * mbps),
        daily_peak_mean=decimal(rooms.daily_peak_mean * mbps),
        mean=decimal(rooms.mean * mbps),
    )


def _watched(scenario: Scenario, minutes: Fraction) -> Iterator[Watched]:
    """Each kind of picture has its share of the rooms; kinds of one size are told together, and so are all who see
    nothing."""
    sizes: dict[Size | None, Fraction] = {}
    for video in scenario.videos or (None,):
        size = video.bitrate.size if video else None
        sizes[size] = sizes.get(size, Fraction(0)) + (Fraction(video.share.ratio) if video else Fraction(1))
    for group in scenario.room.groups:
        seen = sizes if group.pulled else {None: Fraction(1)}
        for size, share in seen.items():
            yield Watched(
                role=group.role,
                size=size,
                pulled=group.pulled,
                user_minutes=decimal(minutes * share * group.people),
            )
