from dataclasses import replace
from decimal import Decimal

from quotes.domain.costs.need import for_forecast, need_from, need_json, need_of, over_term, together
from quotes.domain.usage.demand import loads, loads_of_series
from quotes.domain.usage.series import MISSING
from tests.quotes.domain.costs.stated import need
from tests.quotes.domain.usage.scenarios import scenario, series

D = Decimal


def test_ten_thousand_streams_as_they_are_bought() -> None:
    load = loads(scenario())[0]
    found = need_of(load)
    assert (found.monthly_95, found.monthly_peak, found.streams) == (15_000, 15_000, 10_001)
    assert found.daily_peak == 15_000 * 22
    assert found.traffic == load.egress_gb
    assert (found.minutes, found.is_upper_bound) == (52_800_000, True)


def test_the_busier_direction_is_billed() -> None:
    load = loads(scenario())[0]
    turned_round = replace(load, egress=load.ingress, ingress=load.egress)
    assert need_of(turned_round).monthly_95 == 15_000


def test_a_month_of_all_regions_adds_their_peaks_up() -> None:
    both = together([need(streams=10), need(region="新加坡", streams=5)])
    assert (both.region, both.streams, both.minutes) == ("", 15, 2_000_000)


def test_what_was_measured_is_told_again_and_grown_by_the_months_between() -> None:
    told = [need(1, streams=100), need(2, streams=200)]
    found = over_term(told, 5, D("0.1"))
    assert [(one.month, one.streams) for one in found] == [
        (1, 100),
        (2, 200),
        (3, D("121.00")),
        (4, D("242.00")),
        (5, D("146.4100")),
    ]


def test_months_that_are_known_day_by_day_are_what_is_forecast() -> None:
    one_gap = [1_000_000] * 288 * 30 + [MISSING] + [1_000_000] * 287
    found = for_forecast(loads_of_series(series(one_gap + [9_000_000] * 288 * 3), scenario()))
    assert [(one.month, one.minutes) for one in found] == [(1, 1000 * (31 * 24 * 60 - 5))]


def test_of_parts_of_months_time_and_traffic_go_on_and_peaks_stay() -> None:
    """Eight days of October's 31."""
    read = [for_forecast(loads_of_series(series([1_000_000] * 288 * days), scenario())) for days in (8, 31)]
    (october,), (whole,) = read
    assert (october.minutes, october.traffic, october.daily_peak) == (whole.minutes, whole.traffic, whole.daily_peak)
    assert (october.monthly_peak, october.monthly_95, october.streams) == (1500, 1500, whole.streams)


def test_without_usage_there_is_no_term() -> None:
    assert over_term([], 12) == ()


def test_a_need_is_stored_and_read_back() -> None:
    whole = need(recorded_minutes="12.5", relayed="0.15", is_partial=True)
    assert need_from(need_json(whole)) == whole
    assert need_json(need(daily_peak=0)) == {
        "month": 1,
        "region": "华东",
        "monthly_95": "4000",
        "enhanced_95": "4500",
        "monthly_peak": "5000",
        "traffic": "900000",
        "streams": "1000",
        "minutes": "1000000",
        "user_minutes": "1100000",
    }
