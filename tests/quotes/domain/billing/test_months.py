from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.billing.months import as_billed, for_forecast, mean_of, peak_of, utilisation
from tests.quotes.domain.billing.curves import A_DAY, april, month, series

points = st.lists(st.integers(0, 2_000), min_size=1, max_size=60)


def test_a_month_has_the_figures_that_its_series_has() -> None:
    found = month(april([900, 10], [0]))
    assert (found.peak, found.percentile_95, found.daily_peaks) == (900, 10, 900)
    assert found.minutes == (900 + 287 * 10) * 5
    assert (found.valid_days, found.length, found.share) == (1, 30, Decimal("0.03333333"))


def test_what_lies_above_a_level_is_counted_by_the_minute() -> None:
    found = month(april([900, 700, 10]))
    assert found.minutes_above(Decimal(800)) == 100 * 5 * 30
    assert found.minutes_above(Decimal("699.5")) == Decimal("200.5") * 5 * 30 + Decimal("0.5") * 5 * 30
    assert found.minutes_above(Decimal(900)) == 0


def test_a_month_that_grows_grows_in_every_figure() -> None:
    one = month(april([900, 700, 10]))
    other = one.moved(Decimal("1.5"))
    assert (other.peak, other.percentile_95, other.enhanced_95) == (1350, 15, 15)
    assert other.minutes == one.minutes * Decimal("1.5")
    assert other.daily_peaks == one.daily_peaks * Decimal("1.5")
    assert other.minutes_above(Decimal(1200)) == one.minutes_above(Decimal(800)) * Decimal("1.5")


def test_peaks_that_stay_take_no_time() -> None:
    one = month(april([900, 10], [100, 10]))
    other = one.under_its_peaks(Decimal("0.5"))
    assert (other.peak, other.percentile_95, other.minutes) == (900, 5, one.minutes / 2)
    assert other.daily_peaks == 900 + 29 * 100
    assert (other.moved(Decimal(2)).peak, other.moved(Decimal(2)).minutes) == (1800, one.minutes)


def test_a_month_without_use_is_a_month_of_zeros() -> None:
    found = month(april([0]))
    assert (found.peak, found.percentile_95, found.enhanced_95, found.minutes, found.daily_peaks) == (0, 0, 0, 0, 0)
    assert found.share == 0


def test_a_forecast_repeats_whole_months_and_leaves_begun_ones_out() -> None:
    days = [100.0] * A_DAY * 40
    assert [one.first.month for one in for_forecast(series(days).months)] == [4]
    assert [one.first.month for one in as_billed(series(days).months)] == [4, 5]


def test_part_of_a_month_goes_on_as_it_began_where_nothing_else_is_known() -> None:
    (found,) = for_forecast(series([100.0] * A_DAY * 10).months)
    assert (found.minutes, found.share, found.daily_peaks) == (100 * 5 * A_DAY * 30, 1, 3000)


def test_readings_that_are_missing_do_not_make_a_day_unknown() -> None:
    hours = [-0.001 if hour % 3 else 60 for hour in range(24 * 30)]
    (found,) = for_forecast(series(hours, step=60).months)
    assert (found.valid_days, found.minutes, found.share) == (30, 60 * 60 * 8 * 30, 1)


def test_the_utilisation_is_the_mean_over_the_peak() -> None:
    months = as_billed(april([300] * 144 + [100]).months)
    assert (mean_of(months), peak_of(months)) == (200, 300)
    assert utilisation(months) == pytest.approx(Decimal(2) / 3)
    assert utilisation(as_billed(april([0]).months)) == 0


@given(points, st.integers(0, 2_500))
def test_what_is_above_a_level_and_what_is_not_come_to_everything(day: list[int], level: int) -> None:
    found = month(april(day))
    below = sum(min(point, level) for point in [*day, *[day[-1]] * (A_DAY - len(day))]) * 5 * 30
    assert found.minutes_above(Decimal(level)) + below == found.minutes


@given(points)
def test_no_percentile_is_above_the_peak(day: list[int]) -> None:
    found = month(april(day))
    assert max(found.percentile_95, found.enhanced_95) <= found.peak
    assert found.daily_peaks <= found.peak * found.length
