"""Bandwidth as it is billed, from five-minute points in Mbps: daily and monthly peaks, and three kinds of 95th."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from heapq import nlargest

from dealdesk.kernel.money import EXACT, ZERO, Rounding, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.usage import Bandwidth

# Aliyun CDN 基础服务计费 (2021-07-16): 5 % of the points are dropped; the share of valid days has eight decimals.
DROPPED = Percent(Decimal(5))
SHARE_PLACES = 8
# Aliyun CBWP 按增强型95计费 (2021-07-12): the fifth-highest point of a day, the mean of the five highest days.
POINT_OF_DAY = 5
BEST_DAYS = 5


def five_percent(points: int) -> Decimal:
    """Five per cent of so many points, unrounded: 230.4 of 4,608."""
    return DROPPED.of(Decimal(points))


def rank_95(points: int) -> int:
    """Which point from the top is billed: whole points are dropped, so 8,352 drop 417 and bill the 418th."""
    return int(round_to(five_percent(points), 0, Rounding.DOWN)) + 1


def percentile_95(points: Sequence[Decimal]) -> Decimal:
    """The highest point that is left once five per cent of them, rounded down, are dropped from the top."""
    if not points:
        raise Refusal("A percentile needs at least one point.", field="points")
    return nlargest(rank_95(len(points)), points)[-1]


def share_of_month(valid_days: int, days_in_month: int) -> Decimal:
    """The part of the month in which there was traffic, half up to eight decimals: 26 of 30 days is 0.86666667."""
    if not 0 <= valid_days <= days_in_month or days_in_month < 1:
        raise Refusal("A month has no more valid days than days, and at most 31.", field="days_in_month")
    return round_to(EXACT.divide(Decimal(valid_days), Decimal(days_in_month)), SHARE_PLACES)


def daily_peaks(bandwidth: Bandwidth) -> tuple[Decimal, ...]:
    return tuple(max(day) for day in bandwidth.days)


def monthly_peak(bandwidth: Bandwidth) -> Decimal:
    return max(daily_peaks(bandwidth))


def monthly_95(bandwidth: Bandwidth) -> Decimal:
    """The 95th of all points of the month, times the share of valid days."""
    points = [point for day in bandwidth.days for point in day]
    return percentile_95(points) * share_of_month(len(bandwidth.days), bandwidth.days_in_month)


def enhanced_95(bandwidth: Bandwidth, floor: Percent | None = None) -> Decimal:
    """The mean of the five highest days' fifth-highest points, at least the floor; of fewer, of those there are."""
    each_day = [nlargest(POINT_OF_DAY, day)[-1] for day in bandwidth.days]
    return max(mean_of_best(each_day), _least(bandwidth, floor))


def mean_of_best(each_day: Iterable[Decimal]) -> Decimal:
    """The mean of the five highest values of days, exact; of fewer, of those there are."""
    best = nlargest(BEST_DAYS, each_day)
    if not best:
        raise Refusal("A percentile needs at least one point.", field="points")
    return EXACT.divide(sum(best, ZERO), Decimal(len(best)))


def valid_days_from(start: date) -> tuple[int, int]:
    """The days of the month from the day on which traffic began, and all of its days: 5 April leaves 26 of 30."""
    whole = monthrange(start.year, start.month)[1]
    return whole - start.day + 1, whole


def mbps_days(value: Decimal, days: int, *, least: Decimal = ZERO, least_days: int = 0) -> Decimal:
    """Mbps times days, billed by the day: what was used, or the least on the days it was held, whichever is more.

    Tencent Cloud 带宽包 增强95 (2024-12-24): 80 Mbps on 6 days, and at least 100 on 12, are 1,200.
    """
    return max(EXACT.multiply(value, Decimal(days)), EXACT.multiply(least, Decimal(least_days)))


def least_and_more(value: Decimal, least: Decimal) -> tuple[Decimal, Decimal]:
    """Traditional 95: the least, paid on every day, and what the month's 95th is above it; exact.

    Aliyun CBWP 按传统型95计费 (2021-07-12).
    """
    return least, max(ZERO, EXACT.subtract(value, least))


def _least(bandwidth: Bandwidth, floor: Percent | None) -> Decimal:
    if floor is None:
        return ZERO
    if bandwidth.cap is None:
        raise Refusal("The floor is a share of the bandwidth bought: say how much that is.", field="cap")
    return floor.of(bandwidth.cap)
