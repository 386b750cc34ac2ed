from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.compared import Demand
from quotes.domain.billing.forms import STRATEGIES, Part, amount_of, billed, settled
from quotes.domain.billing.tariffs import Billing, Counted, Every, Pack, Tariff
from quotes.domain.pricing.charges import Commitment, Graduated, Tier, joined
from tests.quotes.domain.billing.curves import april, demand, every_form, month, rate, tariff

days = st.lists(st.lists(st.integers(1, 2_000), min_size=1, max_size=12), min_size=1, max_size=4)
MBPS = {"mbps": "1.5"}


def cost(one: Tariff, use: Demand) -> Decimal:
    return amount_of(billed(one, use.of(one.counted)))


def units(one: Tariff, *use: Any) -> list[tuple[Part, Decimal]]:
    (bill,) = billed(one, [month(april(*use))])
    return [(item.part, item.units) for item in bill]


def test_every_form_has_its_way_of_billing() -> None:
    assert set(STRATEGIES) == set(Billing) == {one.billing for one in every_form()}


def test_minutes_are_counted_by_the_thousand() -> None:
    assert units(tariff(Billing.MINUTES, rate=rate(1, per=1000)), [100]) == [(Part.USE, 100 * 24 * 60 * 30 / 1000)]


def test_one_mbps_all_month_is_324_gb() -> None:
    one = tariff(Billing.TRAFFIC, rate=rate("0.8"), counted=Counted.MBPS)
    assert units(one, [1]) == [(Part.USE, 324)]
    assert cost(one, replace(demand(april([1])), counted=Counted.MBPS)) == Decimal("259.2")


def test_a_contracted_peak_is_paid_whatever_is_used() -> None:
    one = tariff(Billing.CONTRACT, rate=rate(12, Every.YEAR), level=Decimal(10_000))
    assert [cost(one, demand(april(day))) for day in ([0], [9000, 3])] == [10_000, 10_000]


def test_a_contract_that_is_left_open_carries_the_highest_peak_in_whole_units() -> None:
    one = tariff(Billing.CONTRACT, rate=rate(12, Every.YEAR))
    use = [month(april([90.2, 3])), month(april([70, 3]))]
    assert settled(one, use).level == 91
    assert amount_of(billed(settled(one, use), use)) == 2 * 91


def test_peaks_are_those_of_the_month_or_of_each_day() -> None:
    assert units(tariff(Billing.MONTHLY_PEAK, rate=rate(1, Every.MONTH)), [900, 1], [100, 1]) == [(Part.USE, 900)]
    assert units(tariff(Billing.DAILY_PEAK, rate=rate(1)), [900, 1], [100, 1]) == [(Part.USE, 900 + 29 * 100)]


def test_the_95th_of_the_month_is_billed_for_the_share_of_its_valid_days() -> None:
    one = tariff(Billing.MONTHLY_95, rate=rate(15, Every.MONTH))
    (item,) = billed(one, [month(april(*[[900]] * 26, [0]))])[0]
    # Aliyun CDN prints 11,700 for 900 Mbps on 26 of 30 days, whose share it rounds to eight decimals.
    assert (item.units, round(item.amount, 2)) == (900 * Decimal("0.86666667"), 11700)


def test_the_enhanced_95th_is_billed_by_the_day_and_at_least_at_its_floor() -> None:
    price, floor = rate("3.36", Every.DAY), Percent(Decimal(20))
    days = [*[[300]] * 17, [0]]
    free = tariff(Billing.ENHANCED_95, rate=price)
    assert amount_of(billed(free, [month(april(*days))])) == Decimal(17136)
    least = replace(free, level=Decimal(1000), floor=floor)
    assert amount_of(billed(least, [month(april(*days))])) == 200 * 30 * Decimal("3.36")
    assert amount_of(billed(least, [month(april([300]))])) == 300 * 30 * Decimal("3.36")


def test_the_traditional_95th_is_the_floor_and_what_is_above_it() -> None:
    one = tariff(Billing.TRADITIONAL_95, rate=rate("3.696", Every.DAY), level=Decimal(1000), floor=Percent(Decimal(20)))
    assert [cost(one, demand(april([value]))) for value in (300, 100)] == [
        300 * 30 * Decimal("3.696"),
        200 * 30 * Decimal("3.696"),
    ]


def test_packages_are_paid_when_they_are_bought_and_the_overflow_when_it_is_used() -> None:
    pack = Pack(size=Decimal(1_000_000), price=Decimal(900), months=12, count=2)
    one = tariff(Billing.PACKAGES, pack=pack, over=rate(1, per=1000))
    use = month(april([25]))
    first, second = billed(one, [use, use])
    assert [(item.part, item.units, item.amount) for item in (*first, *second)] == [
        (Part.PACKAGES, 2, 1800),
        (Part.OVER, 0, 0),
        (Part.OVER, 160, 160),
    ]
    assert billed(one, []) == ()


def test_committed_use_is_paid_whether_used_or_not() -> None:
    promise = Commitment(included=Decimal(2000), fee=Decimal(1500), overage=Decimal(2))
    one = tariff(Billing.COMMITMENT, rate=rate(promise, per=1000))
    assert [cost(one, demand(april([value]))) for value in (25, 50)] == [1500, 1500 + 160 * 2]


def test_an_elastic_form_is_a_base_and_the_minutes_above_it() -> None:
    one = tariff(Billing.ELASTIC, rate=rate(120, Every.YEAR), over=rate(3, per=1000), level=Decimal(100))
    assert units(one, [300, 50]) == [(Part.BASE, 100), (Part.OVER, 200 * 5 * 30 / Decimal(1000))]


def test_a_base_that_is_left_open_is_the_cheapest_whole_one() -> None:
    one = tariff(Billing.ELASTIC, rate=rate(12, Every.MONTH), over=rate(1, per=1000))
    use = [month(april([900] * 12 + [700] * 100 + [10]))]
    chosen = settled(one, use)
    every = {base: amount_of(billed(replace(one, level=Decimal(base)), use)) for base in range(901)}
    assert every[int(chosen.level or 0)] == min(every.values())
    assert chosen.level == min(base for base, amount in every.items() if amount == min(every.values()))
    assert settled(chosen, []) is chosen


def test_a_base_with_tiers_has_to_be_said() -> None:
    tiers = joined([Tier(up_to=Decimal(10), unit=Decimal(3)), Tier(unit=Decimal(2))])
    with pytest.raises(Refusal) as refused:
        settled(tariff(Billing.ELASTIC, rate=rate(Graduated(tiers=tiers), Every.MONTH), over=rate(1)), [])
    assert refused.value.field == "level"


@settings(max_examples=25, deadline=None)
@given(days, st.integers(0, 500))
def test_more_use_on_the_same_days_never_costs_less(given_days: list[list[int]], more: int) -> None:
    """True because every day is valid in both; a day that becomes valid can lower a 95th."""
    before, after = (
        demand(april(*given_days), **MBPS),
        demand(april(*[[point + more for point in day] for day in given_days]), **MBPS),
    )
    for one in every_form():
        assert cost(one, before) <= cost(one, after), one.billing


@settings(max_examples=25, deadline=None)
@given(days, st.integers(1, 40))
def test_a_form_without_floor_base_or_package_grows_with_the_use(given_days: list[list[int]], tenths: int) -> None:
    use, times = demand(april(*given_days), **MBPS), Decimal(tenths) / 10
    grown = replace(use, months=tuple(one.moved(times) for one in use.months))
    growing = {Billing.MINUTES, Billing.TRAFFIC, Billing.MONTHLY_PEAK, Billing.DAILY_PEAK, Billing.MONTHLY_95}
    for one in every_form():
        if one.billing in growing:
            assert round_to(cost(one, grown), 40) == round_to(EXACT.multiply(cost(one, use), times), 40), one.billing


@settings(max_examples=25, deadline=None)
@given(days)
def test_peaks_are_never_cheaper_than_percentiles_at_one_price(given_days: list[list[int]]) -> None:
    use = demand(april(*given_days))
    price = rate(12, Every.MONTH)
    peak, monthly, enhanced = (
        cost(tariff(billing, rate=price), use)
        for billing in (Billing.MONTHLY_PEAK, Billing.MONTHLY_95, Billing.ENHANCED_95)
    )
    assert max(monthly, enhanced) <= peak
    # At the same price a day, thirty daily peaks are at most the month's peak for thirty days.
    assert cost(tariff(Billing.DAILY_PEAK, rate=rate(EXACT.divide(Decimal(12), Decimal(32)))), use) <= peak


@settings(max_examples=15, deadline=None)
@given(days)
def test_a_base_of_nothing_is_use_by_the_minute_and_one_at_the_peak_has_nothing_above(
    given_days: list[list[int]],
) -> None:
    use = demand(april(*given_days))
    over = rate(1, per=1000)
    bare = tariff(Billing.ELASTIC, rate=rate(12, Every.MONTH), over=over, level=Decimal(0))
    assert cost(bare, use) == cost(tariff(Billing.MINUTES, rate=over), use)
    peak = max(one.peak for one in use.months)
    assert cost(replace(bare, level=peak), use) == peak * 12
