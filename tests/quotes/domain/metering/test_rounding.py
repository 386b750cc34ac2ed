from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.metering.counting import measure
from quotes.domain.metering.meter import Counts, Meter, Summed, Unit
from quotes.domain.metering.rounding import started
from quotes.domain.metering.usage import Interval, Transfer, Usage
from tests.quotes.domain.metering.meters import interval, intervals, meter, seconds

# Four users, each twice for seven seconds, on two days.
LOG = tuple(interval(7, user=user, day=day) for day in (1, 2) for user in ("Lin", "Wang", "Zhao", "Chen"))


def billed(by: Meter, *used: Interval) -> Decimal:
    return sum((one.quantity for one in measure(by, Usage(intervals=used))), Decimal(0))


def test_the_same_log_is_four_quantities() -> None:
    assert {summed: billed(meter(summed=summed), *LOG) for summed in Summed} == {
        Summed.INTERVAL: 8,
        Summed.RESOURCE: 4,
        Summed.DAY: 2,
        Summed.MONTH: 1,
    }


def test_users_alike_are_rounded_before_they_are_counted_where_each_is_a_part_of_its_own() -> None:
    crowd = interval(61, copies=1000)
    assert {summed: billed(meter(summed=summed), crowd) for summed in Summed} == {
        Summed.INTERVAL: 2000,
        Summed.RESOURCE: 2000,
        Summed.DAY: 1017,
        Summed.MONTH: 1017,
    }


def test_a_meter_without_places_keeps_the_fraction() -> None:
    assert billed(meter(places=None), interval(90)) == Decimal("1.5")


def test_time_may_be_counted_in_hours() -> None:
    assert billed(meter(unit=Unit.HOUR), interval(3600), interval(1)) == 2


def test_a_gigabyte_is_a_thousand_or_1024() -> None:
    used = Usage(transfers=(Transfer(octets=Decimal(10**12)),))
    found = [measure(meter(Counts.TRAFFIC, unit=unit, places=2), used)[0].quantity for unit in (Unit.GB, Unit.GIB)]
    assert found == [1000, Decimal("931.33")]


def test_traffic_is_rounded_up_for_each_resource_where_the_vendor_says_so() -> None:
    used = Usage(transfers=tuple(Transfer(octets=Decimal(1_000_000), user=name) for name in ("Lin", "Wang", "Lin")))
    by = {summed: measure(meter(Counts.TRAFFIC, places=2, summed=summed), used)[0].quantity for summed in Summed}
    assert by == {
        Summed.INTERVAL: Decimal("0.03"),
        Summed.RESOURCE: Decimal("0.02"),
        Summed.DAY: Decimal("0.01"),
        Summed.MONTH: Decimal("0.01"),
    }


def test_a_package_loses_a_minute_when_the_running_total_starts_one() -> None:
    assert started([Decimal(one) for one in (30, 20, 40)]) == [1, 0, 1]
    assert started([]) == []


@given(st.lists(seconds))
def test_what_a_package_loses_is_the_total_rounded_up_once(amounts: list[Decimal]) -> None:
    assert sum(started(amounts)) == billed(meter(), *map(interval, map(str, amounts)))


@given(st.lists(intervals, max_size=6))
def test_the_finer_the_parts_the_more_is_billed_and_never_less_than_was_used(used: list[Interval]) -> None:
    by = {summed: billed(meter(summed=summed, tiers=None), *used) for summed in Summed}
    exact = billed(meter(tiers=None, places=None), *used)
    assert by[Summed.INTERVAL] >= by[Summed.RESOURCE] >= by[Summed.MONTH] >= exact
    assert by[Summed.INTERVAL] >= by[Summed.DAY] >= by[Summed.MONTH]


@given(st.integers(0, 7200), st.integers(0, 7200))
def test_to_hang_up_and_call_again_never_lowers_a_count_by_stretches(first: int, then: int) -> None:
    by = meter(summed=Summed.INTERVAL)
    assert billed(by, interval(first), interval(then)) >= billed(by, interval(first + then))
