from dataclasses import replace
from datetime import date
from decimal import Decimal

from dealdesk.kernel.percent import Percent
from quotes.domain.billing.compared import Demand, compared
from quotes.domain.billing.sensitivity import Shift, shifted
from quotes.domain.billing.supposed import supposed
from quotes.domain.billing.tariffs import Billing, Counted, Every
from quotes.domain.usage.demand import loads
from quotes.domain.usage.scenario import Region
from tests.quotes.domain.billing.curves import rate, tariff
from tests.quotes.domain.usage.scenarios import scenario

PEAK = tariff(Billing.MONTHLY_PEAK, rate=rate(1, Every.MONTH))
MINUTES = tariff(Billing.MINUTES, rate=rate(1, per=1000))
MONTHLY_95 = tariff(Billing.MONTHLY_95, rate=rate(1, Every.MONTH))


def test_a_scenario_has_the_minutes_and_the_peak_of_its_load() -> None:
    told = scenario(peak_factor=Decimal(2), term_months=2)
    months = supposed(told)
    assert [one.peak for one in months] == [20_000, 20_000]
    assert [one.minutes for one in months] == [load.stream_minutes for load in loads(told)]
    assert [one.valid_days for one in months] == [22, 22]


def test_nobody_knows_its_percentiles_so_they_stand_at_the_peak() -> None:
    (month,) = supposed(scenario(peak_factor=Decimal(2), term_months=1))
    assert (month.percentile_95, month.enhanced_95, month.daily_peaks) == (20_000, 20_000, 20_000 * 22)


def test_regions_are_added_up_and_growth_is_month_by_month() -> None:
    two = (Region("华东", share=Percent(Decimal(60))), Region("华南", share=Percent(Decimal(40))))
    months = supposed(scenario(regions=two, growth=Percent(Decimal(10)), term_months=2, starts_on=date(2026, 1, 1)))
    assert [round(one.peak) for one in months] == [10_000, 11_000]
    assert [one.length for one in months] == [31, 28]


def test_it_is_billed_like_any_use() -> None:
    use = Demand(months=supposed(scenario(term_months=12)), counted=Counted.STREAMS, worth={})
    peak, minutes, monthly_95 = (one.total for one in compared(use, [PEAK, MINUTES, MONTHLY_95], 12))
    assert peak == 120_000
    assert minutes == 10_000 * 4 * 60 * 22 * 12 / 1000
    assert monthly_95 == round(120_000 * Decimal("0.73333333"), 2)


def test_its_peak_may_grow_and_falls_to_the_usual_level_and_no_further() -> None:
    use = Demand(months=supposed(scenario(peak_factor=Decimal(2), term_months=1)), counted=Counted.STREAMS, worth={})
    higher, lower = (shifted(use, Shift(peak=Percent(Decimal(by)))).months[0] for by in (50, -90))
    assert (higher.peak, lower.peak) == (30_000, 10_000)
    assert higher.minutes == lower.minutes == use.months[0].minutes
    assert replace(use).months[0].peak == 20_000
