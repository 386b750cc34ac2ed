from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from quotes.domain.billing.breakeven import TOLERANCE, break_evens, filled, is_straight
from quotes.domain.billing.compared import Demand, compared
from quotes.domain.billing.forms import amount_of, billed
from quotes.domain.billing.months import peak_of, utilisation
from quotes.domain.billing.tariffs import Billing, Counted, Every, Tariff
from tests.quotes.domain.billing.curves import april, demand, every_form, rate, tariff

days = st.lists(st.lists(st.integers(0, 2_000), min_size=1, max_size=12), min_size=1, max_size=3).filter(
    lambda given_days: any(map(any, given_days))
)


def mbps(*used: list[float]) -> Demand:
    return replace(demand(april(*used)), counted=Counted.MBPS)


def crossing(use: Demand, one: Tariff, other: Tariff) -> tuple[Decimal, ...]:
    (pair,) = break_evens(use, compared(use, [one, other], 1), 1)
    return pair.at


def by_gb(price: str) -> Tariff:
    return tariff(Billing.TRAFFIC, rate=rate(price), counted=Counted.MBPS)


@pytest.mark.parametrize(
    ("gb", "peak", "points"),
    [
        # Aliyun CBWP 80 and EIP 0.80 (2021-07), ZEGO CDN 24 and 0.5 (2026-08).
        ("0.80", tariff(Billing.MONTHLY_PEAK, rate=rate(80, Every.MONTH), counted=Counted.MBPS), "30.9"),
        ("0.5", tariff(Billing.MONTHLY_PEAK, rate=rate(24, Every.MONTH), counted=Counted.MBPS), "14.8"),
    ],
)
@pytest.mark.parametrize("used", [[900, 30], [900, 600, 800]])
def test_traffic_and_peak_cost_the_same_where_published_prices_say(
    gb: str, peak: Tariff, points: str, used: list[float]
) -> None:
    (at,) = crossing(mbps(used), by_gb(gb), peak)
    assert round(at * 100, 1) == Decimal(points)


def test_a_daily_peak_costs_what_traffic_does_at_23_per_cent() -> None:
    """Tencent 云直播 CDN (2022-01-04): 0.65 a Mbps and day, 0.26 a GB; every day has the same peak."""
    daily = tariff(Billing.DAILY_PEAK, rate=rate("0.65"), counted=Counted.MBPS)
    (at,) = crossing(mbps([900, 600]), by_gb("0.26"), daily)
    assert round(at * 100) == 23


def test_forms_that_are_no_straight_lines_are_found_within_the_tolerance() -> None:
    """A base of 100 at 10 a month and 1 for each 1,000 minutes above it, against 1 for each 1,000 minutes."""
    use = demand(april([900] * 144 + [0]))
    elastic = tariff(Billing.ELASTIC, rate=rate(10, Every.MONTH), over=rate(1, per=1000), level=Decimal(100))
    minutes = tariff(Billing.MINUTES, rate=rate(1, per=1000))
    (pair,) = break_evens(use, compared(use, [elastic, minutes], 1), 1)
    # 100 × 10 buys the base, and all that is used below it would cost 900 × u × 43,200 ÷ 1,000.
    (at,) = pair.at
    assert (pair.is_exact, abs(at - Decimal(1000) / 38_880) <= TOLERANCE) == (False, True)


def amount(one: Tariff, use: Demand, at: Decimal) -> Decimal:
    months = filled(use.months, at, utilisation(use.months), peak_of(use.months))
    return amount_of(billed(one, months))


def test_a_form_that_is_cheaper_throughout_meets_nobody() -> None:
    cheap, dear = (tariff(Billing.MINUTES, rate=rate(price, per=1000)) for price in (1, 2))
    assert crossing(demand(april([900, 3])), cheap, dear) == ()


def test_only_what_has_a_price_is_paired() -> None:
    use = demand(april([900, 3]))
    prices = compared(use, [by_gb("0.5"), *every_form()[2:5]], 12)
    assert [(pair.one, pair.other) for pair in break_evens(use, prices, 12)] == [(1, 2), (1, 3), (2, 3)]


def test_a_floor_or_a_tier_bends_the_line() -> None:
    plain = tariff(Billing.ENHANCED_95, rate=rate(1, Every.MONTH))
    assert is_straight(plain)
    assert not is_straight(replace(plain, level=Decimal(100), floor=Percent(Decimal(20))))
    assert not is_straight(every_form()[-1])


@given(days, st.integers(0, 100))
def test_a_curve_that_is_filled_has_that_utilisation_and_the_same_peak(
    given_days: list[list[int]], points: int
) -> None:
    use, wanted = demand(april(*given_days)).months, Decimal(points) / 100
    months = filled(use, wanted, utilisation(use), peak_of(use))
    # The curve is stretched by a quotient, and 80 digits are not all of it.
    assert abs(peak_of(months) - peak_of(use)) < Decimal("1e-60")
    assert round(utilisation(months), 20) == wanted


@settings(max_examples=15, deadline=None)
@given(days)
def test_both_forms_cost_the_same_where_straight_lines_meet(given_days: list[list[int]]) -> None:
    use = demand(april(*given_days))
    minutes = tariff(Billing.MINUTES, rate=rate(1, per=1000))
    peak = tariff(Billing.MONTHLY_PEAK, rate=rate(12, Every.MONTH))
    for at in crossing(use, minutes, peak):
        assert round(amount(minutes, use, at), 20) == round(amount(peak, use, at), 20)
