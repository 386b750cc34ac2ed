from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.bandwidth import (
    daily_peaks,
    enhanced_95,
    five_percent,
    least_and_more,
    mbps_days,
    mean_of_best,
    monthly_95,
    monthly_peak,
    percentile_95,
    rank_95,
    share_of_month,
    valid_days_from,
)
from quotes.domain.metering.usage import Bandwidth

points = st.lists(st.integers(0, 10_000).map(Decimal), min_size=1, max_size=60)
months = st.lists(points, min_size=1, max_size=8).map(
    lambda days: Bandwidth(days=tuple(map(tuple, days)), days_in_month=30)
)


@pytest.mark.parametrize(
    ("count", "share", "rank"),
    [(8640, "432", 433), (8352, "417.6", 418), (4608, "230.4", 231), (1, "0.05", 1), (20, "1", 2)],
)
def test_five_per_cent_of_the_points_rounded_down_are_dropped(count: int, share: str, rank: int) -> None:
    assert (five_percent(count), rank_95(count)) == (Decimal(share), rank)


def test_the_95th_is_the_highest_point_that_is_left() -> None:
    assert percentile_95([Decimal(n) for n in range(1, 101)]) == 95
    with pytest.raises(Refusal):
        percentile_95([])


def test_the_share_of_valid_days_has_eight_decimals() -> None:
    assert [share_of_month(26, 30), share_of_month(26, 31)] == [Decimal("0.86666667"), Decimal("0.83870968")]
    with pytest.raises(Refusal):
        share_of_month(31, 30)


def test_the_enhanced_95th_is_the_mean_of_the_five_best_days_fifth_points() -> None:
    days = tuple((Decimal(9000),) * 4 + (Decimal(100 * day),) for day in range(1, 8))
    month = Bandwidth(days=days, days_in_month=30, cap=Decimal(5000))
    assert enhanced_95(month) == 500
    assert enhanced_95(month, Percent(Decimal(20))) == 1000


def test_a_floor_needs_the_bandwidth_it_is_a_share_of() -> None:
    with pytest.raises(Refusal) as refused:
        enhanced_95(Bandwidth(days=((Decimal(1),),), days_in_month=30), Percent(Decimal(20)))
    assert refused.value.field == "cap"


def test_the_mean_is_of_the_five_highest_days_or_of_those_there_are() -> None:
    assert mean_of_best([Decimal(day) for day in range(1, 8)]) == 5
    assert mean_of_best([Decimal(1), Decimal(2)]) == Decimal("1.5")
    with pytest.raises(Refusal):
        mean_of_best([])


def test_traffic_that_began_within_a_month_leaves_the_rest_of_it() -> None:
    assert [valid_days_from(date(2016, 4, 5)), valid_days_from(date(2024, 2, 1))] == [(26, 30), (29, 29)]


def test_by_the_day_what_was_used_is_billed_or_the_least_that_was_held() -> None:
    assert mbps_days(Decimal(80), 6) == 480
    assert mbps_days(Decimal(80), 6, least=Decimal(100), least_days=12) == 1200
    assert mbps_days(Decimal(300), 6, least=Decimal(100), least_days=12) == 1800


def test_the_least_is_paid_and_what_is_above_it() -> None:
    assert [least_and_more(Decimal(value), Decimal(200)) for value in (300, 100)] == [(200, 100), (200, 0)]


@pytest.mark.parametrize(
    ("days", "in_month"), [((), 30), (((),), 30), (((Decimal(1),),) * 3, 2), (((Decimal(1),),), 32)]
)
def test_a_month_that_cannot_be_is_refused(days: tuple[tuple[Decimal, ...], ...], in_month: int) -> None:
    with pytest.raises(Refusal):
        Bandwidth(days=days, days_in_month=in_month)


@given(points)
def test_the_95th_is_never_above_the_peak_and_at_most_five_per_cent_are_above_it(series: list[Decimal]) -> None:
    billed = percentile_95(series)
    assert billed <= max(series)
    assert sum(point > billed for point in series) <= five_percent(len(series))


@given(months)
def test_every_form_stays_at_or_below_the_peak(month: Bandwidth) -> None:
    peak = monthly_peak(month)
    assert max(monthly_95(month), enhanced_95(month), *daily_peaks(month)) <= peak
    assert max(daily_peaks(month)) == peak
