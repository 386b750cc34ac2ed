"""A month of a customer's use as any form of billing sees it, and as it would be if he used more, less or evenly."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property

import numpy as np

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from quotes.domain.metering.bandwidth import share_of_month
from quotes.domain.pricing.charges.parts import exactly
from quotes.domain.usage.series import FIVE, HIGHEST, SCALE, Month, Points, thousandths

ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Readings:
    """The points of a month's valid days in ascending thousandths, so that what lies above a level is one look-up.

    A month without any use is a month of zeros.
    """

    month: Month

    @cached_property
    def points(self) -> Points:
        by_day = self.month.by_day
        valid = by_day[by_day.max(axis=1) > 0] if self.month.valid_days else by_day
        return np.sort(valid[valid >= 0])

    @cached_property
    def known_days(self) -> int:
        return self.month.known_days

    @cached_property
    def _sums(self) -> Points:
        """The sum of all points from each place upwards, and zero after the last."""
        return np.append(np.cumsum(self.points[::-1])[::-1], 0)

    def above(self, level: Decimal) -> tuple[Decimal, int]:
        """The sum of the points above a level, and how many there are."""
        least = int(min(level * SCALE, Decimal(HIGHEST)).to_integral_value(ROUND_FLOOR))
        first = int(self.points.searchsorted(least, "right"))
        return thousandths(int(self._sums[first])), len(self.points) - first

    # Looked up once for every form, sensitivity and break-even that asks.
    @cached_property
    def peak(self) -> Decimal:
        return self.month.peak

    @cached_property
    def percentile_95(self) -> Decimal:
        return self.month.percentile_95

    @cached_property
    def enhanced_95(self) -> Decimal:
        return self.month.enhanced_95

    @cached_property
    def daily_peaks(self) -> Decimal:
        return thousandths(int(self.month.daily_peaks.sum()))

    def peaked(self, change: Percent) -> "Readings":
        """The month with a peak so much higher or lower, and no less than its 95th percentile.

        What lies above the 95th is drawn out or pressed down towards it, all by the same share, to a thousandth; the
        other 95 % stay as they were. Where nothing lies above the 95th, there is no peak to be changed.
        """
        level, peak = self.month.percentile_95, self.month.peak
        if peak == level:
            return self
        wanted = min(max(peak * (1 + change.ratio), level), Decimal(HIGHEST) / SCALE)
        base, share = int(level * SCALE), float((wanted - level) / (peak - level))
        # Binary fractions are fine enough here: a point has at most twelve digits, and a scenario is no bill.
        points = self.month.by_day
        drawn = base + np.rint((points - base) * share).astype(np.int64)
        return Readings(month=replace(self.month, by_day=np.where(points > base, drawn, points)))


@dataclass(frozen=True, kw_only=True, eq=False)
class Supposed(Readings):
    """A month that nobody has measured: the usual use in the usual hours, and a `most` that no percentile exceeds.

    Percentiles and daily peaks stand at that most, for nobody knows them.
    """

    most: Decimal

    @property
    def peak(self) -> Decimal:
        return self.most

    @property
    def percentile_95(self) -> Decimal:
        return self.most

    @property
    def enhanced_95(self) -> Decimal:
        return self.most

    @property
    def daily_peaks(self) -> Decimal:
        return self.most * self.month.valid_days

    def peaked(self, change: Percent) -> Readings:
        return replace(self, most=max(self.most * (1 + change.ratio), self.month.peak))


@dataclass(frozen=True, kw_only=True, eq=False)
class MonthOfUse:
    """Every figure is in units of what is counted, exact.

    `of_days` is what valid days are a share of, and `stretch` multiplies what is added up: the calendar's days and 1
    where a month is billed; in a forecast they make a part of a month stand for all of it.

    `times` and `plus` say how the month would be if its use were another: each point × times + plus. The peaks of days
    have their own, for they may stay where they are: moments that take no time.
    """

    readings: Readings
    of_days: int
    stretch: Decimal = ONE
    times: Decimal = ONE
    plus: Decimal = ZERO
    peak_times: Decimal = ONE
    peak_plus: Decimal = ZERO

    @exactly
    def moved(self, times: Decimal, plus: Decimal = ZERO) -> "MonthOfUse":
        """The same month with every point × `times` + `plus`, both from zero on."""
        return replace(
            self.under_its_peaks(times, plus),
            peak_times=self.peak_times * times,
            peak_plus=self.peak_plus * times + plus,
        )

    @exactly
    def under_its_peaks(self, times: Decimal, plus: Decimal = ZERO) -> "MonthOfUse":
        """The same, with the peak of each day where it is."""
        return replace(self, times=self.times * times, plus=self.plus * times + plus)

    @exactly
    def stretched(self) -> "MonthOfUse":
        """The month as if the days that are not known went on like those that are."""
        known = self.readings.known_days
        return replace(self, of_days=known, stretch=Decimal(self.length) / known)

    @property
    def first(self) -> date:
        return self.readings.month.first_day.replace(day=1)

    @property
    def length(self) -> int:
        return self.readings.month.days_in_month

    @property
    def valid_days(self) -> int:
        return self.readings.month.valid_days

    @property
    def share(self) -> Decimal:
        """The share of valid days, eight decimals."""
        return share_of_month(self.valid_days, self.of_days)

    @property
    @exactly
    def peak(self) -> Decimal:
        return self.peak_times * self.readings.peak + self.peak_plus

    @property
    @exactly
    def percentile_95(self) -> Decimal:
        """Without the share of valid days."""
        return self._at(self.readings.percentile_95)

    @property
    @exactly
    def enhanced_95(self) -> Decimal:
        return self._at(self.readings.enhanced_95)

    @property
    @exactly
    def daily_peaks(self) -> Decimal:
        """The sum over the valid days of their peaks."""
        return (self.peak_times * self.readings.daily_peaks + self.peak_plus * self.valid_days) * self.stretch

    @property
    @exactly
    def time(self) -> Decimal:
        """The minutes of valid days that are known."""
        return Decimal(len(self.readings.points) * FIVE) * self.stretch

    @property
    def minutes(self) -> Decimal:
        """Units times minutes: stream-minutes where streams are counted."""
        return self.minutes_above(ZERO)

    @exactly
    def minutes_above(self, level: Decimal) -> Decimal:
        """Units times minutes of what lies above a level."""
        if self.times:
            total, count = self.readings.above((level - self.plus) / self.times)
            above = self.times * total + (self.plus - level) * count
        else:
            above = max(ZERO, self.plus - level) * len(self.readings.points)
        return above * FIVE * self.stretch

    def _at(self, value: Decimal) -> Decimal:
        return self.times * value + self.plus


def as_billed(months: Sequence[Month]) -> tuple[MonthOfUse, ...]:
    """Each month as its bill would be; one without any reading has none."""
    return tuple(
        MonthOfUse(readings=Readings(month=month), of_days=month.days_in_month) for month in months if month.readings
    )


def for_forecast(months: Sequence[Month]) -> tuple[MonthOfUse, ...]:
    """What a forecast repeats: months that are known day by day; where none is, parts of months as if they went on."""
    billed = as_billed(months)
    whole = tuple(month for month in billed if month.readings.known_days == month.length)
    return whole or tuple(month.stretched() for month in billed)


def mean_of(months: Sequence[MonthOfUse]) -> Decimal:
    """Over the time of valid days; zero where nothing is known."""
    time = sum((month.time for month in months), ZERO)
    return EXACT.divide(sum((month.minutes for month in months), ZERO), time) if time else ZERO


def peak_of(months: Sequence[MonthOfUse]) -> Decimal:
    return max((month.peak for month in months), default=ZERO)


def utilisation(months: Sequence[MonthOfUse]) -> Decimal:
    """Mean ÷ peak of all the months, from 0 to 1; zero where nothing was used."""
    peak = peak_of(months)
    return EXACT.divide(mean_of(months), peak) if peak else ZERO
