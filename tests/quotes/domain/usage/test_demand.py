from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.usage import Role
from quotes.domain.usage.between import Bound
from quotes.domain.usage.demand import Load, Watched, loads, loads_of_series
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Extra, Region, Sound, Video
from quotes.domain.usage.series import MISSING, Measure
from tests.quotes.domain.usage.scenarios import FHD, HD, bitrate, percent, scenario, series

D = Decimal
CALL = Room(topology=Topology.ALL_TO_ALL, hosts=3)


def test_a_months_load_of_ten_thousand_streams() -> None:
    load = loads(scenario())[0]
    assert (load.streams_out, load.streams_in, load.people) == (10_000, 1, 10_001)
    assert (load.egress.peak, load.ingress.peak) == (15_000, D("1.5"))
    # 15,000 Mbps for 4 hours on 22 days.
    assert load.egress_gb == 15_000 * D("10.8") * 22 / 6
    assert (load.month, load.days, load.valid_days, load.region, load.first_day) == (1, 30, 22, "华东", None)
    assert load.watched == (
        Watched(role=Role.HOST, size=None, pulled=0, user_minutes=D(5280)),
        Watched(role=Role.AUDIENCE, size=HD, pulled=1, user_minutes=D(52_800_000)),
    )
    assert (load.user_minutes, load.stream_minutes) == (52_805_280, 52_800_000)


def test_where_the_percentiles_are_not_known_they_are_the_peak_and_it_says_so() -> None:
    load = loads(scenario())[0]
    assert load.is_upper_bound
    assert {load.egress.monthly_95, load.egress.enhanced_95, load.egress.daily_peak_mean} == {load.egress.peak}
    assert not loads_of_series(series([1000] * 288), scenario())[0].is_upper_bound


def test_the_bound_says_where_in_the_stretch_it_stands() -> None:
    assert [loads(scenario(bound=bound))[0].egress.peak for bound in Bound] == [10_000, 15_000, 20_000]


def test_every_month_of_the_term_and_every_region_of_it() -> None:
    regions = (Region("华东", percent(60)), Region("海外", percent(40)))
    found = loads(scenario(regions=regions, term_months=2, growth=percent(10)))
    assert [(load.month, load.region, load.egress.peak) for load in found] == [
        (1, "华东", 9000),
        (1, "海外", 6000),
        (2, "华东", 9900),
        (2, "海外", 6600),
    ]


def test_months_are_as_long_as_the_calendar_says() -> None:
    found = loads(scenario(starts_on=date(2027, 1, 31), term_months=3, days_a_month=31))
    assert [(load.first_day, load.days, load.valid_days) for load in found] == [
        (date(2027, 1, 31), 28, 28),
        (date(2027, 2, 28), 31, 31),
        (date(2027, 3, 31), 30, 30),
    ]


def test_what_is_made_of_some_rooms() -> None:
    calls = scenario(
        rooms=100,
        room=CALL,
        peak_factor=D(2),
        recorded=Extra(share=percent(50), copies=3),
        mixed=Extra(share=percent(10)),
        pushed=Extra(share=percent(20), copies=2),
        turned=percent(15),
    )
    load, room_minutes = loads(calls)[0], 100 * 4 * 60 * 22
    assert (load.recorded_minutes, load.mixed_minutes, load.pushed_minutes) == (
        room_minutes * D("1.5"),
        room_minutes * D("0.1"),
        room_minutes * D("0.4"),
    )
    assert (load.recordings, load.turned, load.people) == (300, D("0.15"), 600)


def test_time_is_teller_the_size_of_what_is_seen() -> None:
    kinds = (
        Video(bitrate(1000), percent(50)),
        Video(bitrate(900), percent(30)),
        Video(bitrate(3000, size=FHD), percent(20)),
    )
    load = loads(scenario(room=CALL, videos=kinds, hours_a_day=D(1), days_a_month=1))[0]
    assert load.watched == (
        Watched(role=Role.HOST, size=HD, pulled=2, user_minutes=D(144)),
        Watched(role=Role.HOST, size=FHD, pulled=2, user_minutes=D(36)),
    )
    assert load.usage.intervals[0].videos == (HD, HD)
    assert load.usage.intervals[0].seconds == 144 * 60


def test_sound_alone_has_no_size() -> None:
    load = loads(scenario(room=CALL, videos=(), sound=Sound(kbps=D(64)), hours_a_day=D(1), days_a_month=1))[0]
    assert load.watched == (Watched(role=Role.HOST, size=None, pulled=2, user_minutes=D(180)),)
    assert load.usage.intervals[0].sounds == 2


def test_a_series_of_streams_is_told_as_bandwidth_and_time() -> None:
    told = series([6_000_000] * 288 + [0] * 288)
    load = loads_of_series(told, scenario())[0]
    assert (load.streams_out, load.egress.peak, load.egress.monthly_95) == (6000, 9000, 9000)
    assert (load.days, load.valid_days, load.first_day) == (31, 1, date(2026, 10, 1))
    assert load.egress_gb == 9000 * D("10.8")
    assert load.stream_minutes == 6000 * 24 * 60


def test_a_series_of_people_and_one_of_mbps_say_the_same_of_the_same_calls() -> None:
    calls = scenario(room=CALL, videos=(Video(bitrate(1000)),))
    people = loads_of_series(series([3_000] * 288, measure=Measure.PEOPLE), calls)
    egress = loads_of_series(series([6_000] * 288, measure=Measure.EGRESS), calls)
    ingress = loads_of_series(series([3_000] * 288, measure=Measure.INGRESS), calls)
    assert people == egress == ingress
    assert people[0].egress.peak == 6


def test_readings_that_are_missing_make_the_month_partial() -> None:
    whole = series([1000] * 288 * 31)
    assert [load.is_partial for load in loads_of_series(whole, scenario())] == [False]
    broken = series([1000] * 288 * 30 + [MISSING] + [1000] * 287)
    assert [load.is_partial for load in loads_of_series(broken, scenario())] == [True]


def test_a_series_of_streams_needs_a_room_that_pulls_some() -> None:
    alone = scenario(room=Room(topology=Topology.ALL_TO_ALL, hosts=1))
    with pytest.raises(Refusal):
        loads_of_series(series([1000]), alone)


def quantities(load: Load) -> list[Decimal]:
    """Everything in a load that grows with use."""
    found = [value for field in fields(load) if isinstance(value := getattr(load, field.name), D)]
    return [*found, load.egress.peak, load.ingress.mean, load.user_minutes, load.stream_minutes]


@given(st.integers(1, 1000), st.integers(0, 1000), st.integers(1, 12), st.integers(0, 12))
def test_more_use_is_never_a_smaller_load(rooms: int, more: int, hours: int, longer: int) -> None:
    small = scenario(rooms=rooms, room=CALL, hours_a_day=D(hours), recorded=Extra(share=percent(30)))
    large = replace(small, rooms=rooms + more, hours_a_day=D(hours + longer))
    for one, other in zip(quantities(loads(small)[0]), quantities(loads(large)[0]), strict=True):
        assert one <= other


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), st.integers(1, 9))
def test_a_series_that_is_so_many_times_as_high_is_so_many_times_the_load(chance: Random, times: int) -> None:
    told = series([chance.randrange(9000) for _ in range(400)])
    one, many = loads_of_series(told, scenario()), loads_of_series(told.scaled(D(times)), scenario())
    for small, large in zip(one, many, strict=True):
        assert round(large.egress.monthly_95, 15) == round(small.egress.monthly_95 * times, 15)
        assert max(large.egress.monthly_95, large.egress.enhanced_95) <= large.egress.peak
