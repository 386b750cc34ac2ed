from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.compared import compared
from quotes.domain.billing.months import Readings
from quotes.domain.billing.sensitivity import Shift, shifted, totals
from quotes.domain.billing.tariffs import Billing, Every
from tests.quotes.domain.billing.curves import april, demand, every_form, rate, tariff

MINUTES = tariff(Billing.MINUTES, rate=rate(1, per=1000))
PEAK = tariff(Billing.MONTHLY_PEAK, rate=rate(12, Every.MONTH))
MONTHLY_95 = tariff(Billing.MONTHLY_95, rate=rate(12, Every.MONTH))


def points(value: int) -> Percent:
    return Percent(Decimal(value))


def test_growth_moves_every_form_and_a_peak_only_those_that_look_at_it() -> None:
    use = demand(april([900] * 6 + [100]))
    prices = compared(use, [PEAK, MONTHLY_95], 1)
    assert totals(use, prices, Shift(), 1) == (10_800, 1200)
    assert totals(use, prices, Shift(growth=points(50)), 1) == (16_200, 1800)
    assert totals(use, prices, Shift(peak=points(50)), 1) == (16_200, 1200)
    assert totals(use, prices, Shift(growth=points(-100)), 1) == (0, 0)


def test_a_peak_that_grows_draws_out_what_is_above_the_95th() -> None:
    (month,) = april([900, 500, 100]).months
    higher = Readings(month=month).peaked(points(100)).month
    assert (higher.peak, higher.percentile_95) == (1800, 100)
    assert higher.by_day[0, 1] == 100_000 + 400_000 * 1700 // 800


def test_a_peak_falls_to_the_95th_and_no_further() -> None:
    (month,) = april([900, 500, 100]).months
    readings = Readings(month=month)
    assert readings.peaked(points(-50)).peak == 450
    assert readings.peaked(points(-99)).peak == 100


def test_a_curve_without_a_peak_has_none_to_change() -> None:
    (month,) = april([100]).months
    flat = Readings(month=month)
    assert flat.peaked(points(50)) is flat


def test_a_base_stays_as_it_was_chosen() -> None:
    use = demand(april([100]))
    prices = compared(use, every_form()[-1:], 1)
    ((before,), (after,)) = (totals(use, prices, Shift(growth=points(grown)), 1) for grown in (0, 10))
    assert before == Decimal("1150.00")
    assert after == before + round(10 * 24 * 60 * 30 * Decimal("3.2") / 1000, 2)


def test_a_contract_that_does_not_carry_the_peak_any_more_has_no_total() -> None:
    use = demand(april([900, 3]))
    exceeded = tariff(Billing.CONTRACT, rate=rate(1, Every.MONTH), level=Decimal(10))
    prices = compared(use, [tariff(Billing.CONTRACT, rate=rate(1, Every.MONTH)), exceeded], 1)
    assert [one.total for one in prices] == [900, 10]
    assert totals(use, prices, Shift(growth=points(10)), 1) == (None, 10)
    assert totals(use, prices, Shift(growth=points(-10)), 1) == (900, 10)


def test_what_has_no_price_has_none_afterwards() -> None:
    use = demand(april([100]))
    assert totals(use, compared(use, every_form()[1:2], 1), Shift(growth=points(10)), 1) == (None,)


@pytest.mark.parametrize(("growth", "peak", "field"), [(-101, 0, "growth"), (0, 1001, "peak")])
def test_a_change_that_cannot_be_is_refused(growth: int, peak: int, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Shift(growth=points(growth), peak=points(peak))
    assert refused.value.field == field


@given(st.lists(st.integers(0, 2_000), min_size=1, max_size=20), st.integers(-100, 300))
def test_another_peak_leaves_the_95th_where_it_is(day: list[int], change: int) -> None:
    use = demand(april(day))
    (before,), (after,) = use.months, shifted(use, Shift(peak=points(change))).months
    assert after.percentile_95 == before.percentile_95
    assert (after.peak >= before.peak) == (change >= 0 or after.peak == before.peak)
