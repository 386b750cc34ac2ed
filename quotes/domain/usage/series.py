"""A measured series: readings at even steps as whole thousandths, and what a month of them comes to.

Times are wall-clock times of China (Asia/Shanghai), where a day and a month begin at midnight. Bandwidth billing knows
five-minute points: shorter steps are averaged to them, and a longer step stands for all of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.metering.bandwidth import BEST_DAYS, POINT_OF_DAY, rank_95, share_of_month
from quotes.domain.metering.bills import decimal

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A place without a reading; readings are never below zero.
MISSING = -1
SCALE = 1000
FIVE = 5
A_DAY = 24 * 60
# One minute is averaged to five, and five goes into all the others; every one of them divides an hour.
STEPS = (1, 5, 10, 15, 20, 30, 60)
# Ten years of five-minute points or of anything coarser, or two years of minutes.
MOST_POINTS = 1_060_000
# Keeps a sum of all readings inside 64 bits.
HIGHEST = 10**9 * SCALE

type Points = NDArray[np.int64]


class Measure(Word):
    """What a reading counts."""

    PEOPLE = "people", "People online"
    STREAMS = "streams", "Streams pulled"
    EGRESS = "egress", "Outgoing Mbps"
    INGRESS = "ingress", "Incoming Mbps"


def fives_in(readings: int, step: int) -> int:
    """How many five-minute points so many readings become; of single minutes the readings themselves are the more."""
    return readings * max(step // FIVE, 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Month:
    """A calendar month of five-minute points, one row a day from `first_day` on; MISSING where nothing was read.

    The first and the last month of a series may have fewer rows than `days_in_month`. A day is valid where some reading
    is above zero, and only the points of valid days are ranked, as vendors' valid days have it.
    """

    first_day: date
    days_in_month: int
    by_day: Points

    @cached_property
    def _valid(self) -> Points:
        found: Points = self.by_day[self.by_day.max(axis=1) > 0]
        return found

    @cached_property
    def daily_peaks(self) -> Points:
        """The highest point of each valid day, in thousandths."""
        peaks: Points = self._valid.max(axis=1)
        return peaks

    @property
    def valid_days(self) -> int:
        return len(self._valid)

    @property
    def known_days(self) -> int:
        """Days with at least one reading."""
        return int((self.by_day.max(axis=1) >= 0).sum())

    @property
    def readings(self) -> int:
        return int((self.by_day >= 0).sum())

    @property
    def missing(self) -> int:
        """Five-minute places of the whole calendar month without a reading."""
        return self.days_in_month * A_DAY // FIVE - self.readings

    @property
    def share(self) -> Decimal:
        """The vendors' valid-days factor, eight decimals."""
        return share_of_month(self.valid_days, self.days_in_month)

    @property
    def peak(self) -> Decimal:
        return thousandths(int(self.daily_peaks.max(initial=0)))

    @property
    def daily_peak_mean(self) -> Decimal:
        """The mean of the valid days' peaks."""
        return _mean(int(self.daily_peaks.sum()), self.valid_days)

    @property
    def mean(self) -> Decimal:
        """Over the readings there are."""
        return _mean(self._sum, self.readings)

    @property
    def minutes(self) -> Decimal:
        """Readings times minutes: stream-minutes of a series of streams. What was not read counts as nothing."""
        return decimal(Fraction(self._sum * FIVE, SCALE))

    @property
    def percentile_95(self) -> Decimal:
        """The highest point that is left once five per cent, rounded down, are dropped; without the valid-days factor.

        Aliyun CDN (2021-07-16): 8,640 points drop 432 and bill the 433rd.
        """
        points = self._valid[self._valid >= 0]
        return thousandths(_from_top(points, rank_95(points.size))) if points.size else ZERO

    @property
    def enhanced_95(self) -> Decimal:
        """The mean of the five highest days' fifth-highest points; of fewer, of those there are.

        Aliyun CBWP (2021-07-12): 增强型95. A day with fewer than five readings gives its lowest.
        """
        days = np.partition(self._valid, -POINT_OF_DAY, axis=1)[:, -POINT_OF_DAY:]
        lowest = np.where(days < 0, HIGHEST, days).min(axis=1)
        best = np.sort(lowest)[-BEST_DAYS:]
        return _mean(int(best.sum()), len(best))

    @property
    def _sum(self) -> int:
        return int(self.by_day.sum(where=self.by_day > 0))


@dataclass(frozen=True, kw_only=True, eq=False)
class Series:
    """Readings from `start` on, one every `step` minutes, in thousandths of what they measure."""

    measure: Measure
    start: datetime
    step: int
    points: Points

    def __post_init__(self) -> None:
        if self.step not in STEPS:
            raise Refusal("A series has a reading every 1, 5, 10, 15, 20, 30 or 60 minutes.", field="step")
        if not 1 <= fives_in(self.points.size, self.step) <= MOST_POINTS:
            raise Refusal("A series has from 1 to %(most)s readings.", field="file", most=f"{MOST_POINTS:,}")
        if self.points.dtype != np.int64 or self.points.ndim != 1:
            raise TypeError("readings are one row of whole thousandths")
        if self.points.min() < MISSING or self.points.max() > HIGHEST:
            raise Refusal("A reading is from 0 to %(most)s.", field="file", most=f"{HIGHEST // SCALE:,}")
        if self.points.max() == MISSING:
            raise Refusal("A series needs at least one reading.", field="file")
        if self.start.tzinfo is None:
            raise TypeError("a series begins at a moment with its time zone")
        object.__setattr__(self, "start", self.start.astimezone(SHANGHAI))
        if (self.start.hour * 60 + self.start.minute) % self.step or self.start.second or self.start.microsecond:
            raise Refusal("The first reading stands on a whole step from midnight.", field="file")
        self.points.setflags(write=False)

    @property
    def end(self) -> datetime:
        """When the last reading's step is over."""
        return self.start + timedelta(minutes=self.step * self.points.size)

    @property
    def missing(self) -> int:
        """Steps between the first and the last reading without one."""
        return int((self.points == MISSING).sum())

    @property
    def peak(self) -> Decimal:
        return thousandths(int(self.points.max()))

    @property
    def peak_at(self) -> datetime:
        """When the highest reading was, the first time."""
        return self.start + timedelta(minutes=self.step * int(self.points.argmax()))

    @property
    def mean(self) -> Decimal:
        """Over the readings there are."""
        read = self.points >= 0
        return _mean(int(self.points.sum(where=read)), int(read.sum()))

    @cached_property
    def fives(self) -> Points:
        """The same as five-minute points from the first day's midnight to the last one's, by day: one row a day."""
        points = self.points if self.step >= FIVE else _averaged(self.points, self._offset() % FIVE)
        points = np.repeat(points, max(self.step // FIVE, 1))
        width, before = A_DAY // FIVE, self._offset() // FIVE
        days = -(-(before + points.size) // width)
        found = np.full(days * width, MISSING, dtype=np.int64)
        found[before : before + points.size] = points
        by_day = found.reshape(days, width)
        by_day.setflags(write=False)
        return by_day

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Calendar months, oldest first; one without any reading is among them."""
        return tuple(self._months())

    @property
    def whole(self) -> Month:
        """All of it as if it were one month: its percentiles run over every valid day."""
        return Month(first_day=self.start.date(), days_in_month=len(self.fives), by_day=self.fives)

    def scaled(self, factor: Decimal) -> "Series":
        """Every reading times a factor from 0 on, half up to a thousandth: the same customer, grown."""
        if not factor.is_finite() or factor < 0:
            raise Refusal("A series is scaled by a number from 0 on.", field="factor")
        top, bottom = factor.as_integer_ratio()
        if int(self.points.max()) * top > HIGHEST * bottom:
            raise Refusal("A reading is from 0 to %(most)s.", field="factor", most=f"{HIGHEST // SCALE:,}")
        return self._with(_scaled(self.points, top, bottom))

    def capped(self, most: Decimal) -> "Series":
        """Every reading at most so much: a peak that is cut off."""
        return self._with(np.minimum(self.points, int(most * SCALE)))

    def _with(self, points: Points) -> "Series":
        return Series(measure=self.measure, start=self.start, step=self.step, points=points)

    def _offset(self) -> int:
        """Minutes from the first day's midnight to the start."""
        return self.start.hour * 60 + self.start.minute

    def _months(self) -> Iterator[Month]:
        first, row = self.start.date(), 0
        while row < len(self.fives):
            following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
            rows = (following - first).days
            days = (following - first.replace(day=1)).days
            yield Month(first_day=first, days_in_month=days, by_day=self.fives[row : row + rows])
            first, row = following, row + rows


def thousandths(value: int) -> Decimal:
    return Decimal(value).scaleb(-3).normalize() if value else ZERO


def _mean(total: int, count: int) -> Decimal:
    return decimal(Fraction(total, SCALE * count)) if count else ZERO


def _from_top(points: Points, rank: int) -> int:
    at = points.size - rank
    return int(np.partition(points, at)[at])


def _averaged(points: Points, lead: int) -> Points:
    """Minutes to five minutes: the mean of the readings there are, half up to a thousandth."""
    blocks = -(-(lead + points.size) // FIVE)
    padded = np.full(blocks * FIVE, MISSING, dtype=np.int64)
    padded[lead : lead + points.size] = points
    rows = padded.reshape(blocks, FIVE)
    read = rows >= 0
    count = read.sum(axis=1)
    total = rows.sum(axis=1, where=read)
    found: Points = np.where(count > 0, (2 * total + count) // np.maximum(2 * count, 1), MISSING)
    return found


def _scaled(points: Points, top: int, bottom: int) -> Points:
    """Half up; by way of Python's whole numbers where 64 bits would not hold the product."""
    if 2 * HIGHEST * top + bottom < 2**63:
        found: Points = np.where(points < 0, MISSING, (2 * points * top + bottom) // (2 * bottom))
        return found
    many, back = np.unique(points, return_inverse=True)
    made = [MISSING if one < 0 else (2 * int(one) * top + bottom) // (2 * bottom) for one in many]
    scaled: Points = np.array(made, dtype=np.int64)[back]
    return scaled
