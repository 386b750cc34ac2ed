from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.bandwidth import enhanced_95, monthly_95, monthly_peak
from quotes.domain.metering.usage import Bandwidth
from quotes.domain.usage.series import MISSING, SHANGHAI, Measure, Month, Series
from tests.quotes.domain.usage.scenarios import series

D = Decimal


def test_a_series_is_cut_at_midnight_of_each_first() -> None:
    told = series([1000] * (2 * 288), start="2026-10-30 12:00")
    assert [(month.first_day, month.valid_days, month.days_in_month, month.readings) for month in told.months] == [
        (date(2026, 10, 30), 2, 31, 144 + 288),
        (date(2026, 11, 1), 1, 30, 144),
    ]
    assert told.end == datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)


def test_a_moment_elsewhere_is_told_in_the_time_of_china() -> None:
    told = Series(
        measure=Measure.PEOPLE,
        start=datetime.fromisoformat("2026-09-30T16:00:00+00:00"),
        step=60,
        points=np.array([5000], dtype=np.int64),
    )
    assert told.months[0].first_day == date(2026, 10, 1)


def test_what_a_month_comes_to() -> None:
    month = series([1000 * n for n in range(1, 289)]).months[0]
    assert (month.peak, month.daily_peak_mean, month.mean, month.minutes) == (288, 288, D("144.5"), 288 * 289 // 2 * 5)
    # 14 of 288 are dropped, and the fifth from the top is 284.
    assert (month.percentile_95, month.enhanced_95) == (274, 284)
    assert month.share == D("0.03225806")


def test_days_without_traffic_are_not_valid_and_not_ranked() -> None:
    month = series([0] * 288 + [2000] * 288).months[0]
    assert (month.valid_days, month.percentile_95, month.mean) == (1, 2, 1)


def test_minutes_are_averaged_to_five_and_hours_stand_for_all_of_theirs() -> None:
    assert series([0, 0, 0, 0, 5000, 3000], step=1).fives[0, :3].tolist() == [1000, 3000, MISSING]
    assert series([1000, MISSING, MISSING, MISSING, 2001], step=1).fives[0, 0] == 1501
    assert series([7000], step=60).fives[0, :13].tolist() == [7000] * 12 + [MISSING]
    assert series([1000, 3000], start="2026-10-01 00:04", step=1).fives[0, :2].tolist() == [1000, 3000]


def test_a_gap_is_no_reading_and_no_zero() -> None:
    told = series([1000, MISSING, 3000])
    assert (told.missing, told.mean, told.peak, told.months[0].mean) == (1, 2, 3, 2)
    assert told.peak_at == datetime(2026, 10, 1, 0, 10, tzinfo=SHANGHAI)


def test_a_series_grows_half_up_to_a_thousandth() -> None:
    assert series([MISSING, 0, 5, 1000]).scaled(D("1.1")).points.tolist() == [MISSING, 0, 6, 1100]
    exact = series([7, 123_456]).scaled(D("1.0000000000000001"))
    assert exact.points.tolist() == [7, 123_456]
    assert series([1000, 5000]).capped(D(2)).points.tolist() == [1000, 2000]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("step", {"readings": [1], "step": 7}),
        ("file", {"readings": []}),
        ("file", {"readings": [-2]}),
        ("file", {"readings": [10**13]}),
        ("file", {"readings": [MISSING]}),
        ("file", {"readings": [1], "start": "2026-10-01 00:03"}),
    ],
)
def test_a_series_that_cannot_be_is_refused(field: str, told: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        series(**told)
    assert refused.value.field == field


def test_it_does_not_grow_beyond_bounds() -> None:
    for factor in (D(-1), D("1e12")):
        with pytest.raises(Refusal):
            series([1000]).scaled(factor)


def by_chance(chance: Random) -> list[int]:
    """Up to three days, with gaps, quiet days and single peaks."""
    highest = chance.choice([0, 3, 9_000])
    told = [chance.randrange(MISSING, highest + 1) for _ in range(chance.randrange(1, 700))]
    return [*told, chance.randrange(20_000)]


def as_billed(month: Month) -> Bandwidth:
    """The same month for the meters, which know valid days and no gaps."""
    days = [tuple(D(int(n)).scaleb(-3) for n in row if n >= 0) for row in month.by_day]
    return Bandwidth(days=tuple(day for day in days if any(day)), days_in_month=month.days_in_month)


@given(st.randoms(use_true_random=False), st.sampled_from([5, 30, 60]))
def test_a_month_says_what_the_meters_say(chance: Random, step: int) -> None:
    for month in series(by_chance(chance), step=step).months:
        if not month.valid_days:
            assert (month.peak, month.percentile_95, month.enhanced_95, month.daily_peak_mean) == (0, 0, 0, 0)
            continue
        billed = as_billed(month)
        assert month.percentile_95 * month.share == monthly_95(billed)
        assert month.enhanced_95 == enhanced_95(billed)
        assert month.peak == monthly_peak(billed)


@given(st.randoms(use_true_random=False))
def test_no_rank_and_no_mean_is_above_the_peak(chance: Random) -> None:
    for month in series(by_chance(chance)).months:
        assert max(month.percentile_95, month.enhanced_95, month.daily_peak_mean, month.mean) <= month.peak
