from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.usage.sizing import (
    Demand,
    busy_hour_share,
    channels_for,
    desk,
    erlang_b,
    erlang_c,
    offered,
    offered_at,
    peak_to_mean,
    people_for,
    pool,
    rostered,
)
from tests.quotes.domain.usage.scenarios import percent

D = Decimal


def needs(requests: int = 100, interval: int = 30, handling: int = 3) -> Demand:
    return Demand(requests=D(requests), interval_minutes=D(interval), handling_minutes=D(handling))


def test_calls_of_an_hour_are_erlangs() -> None:
    assert offered(D(1200), D(180)) == 60
    assert (busy_hour_share(D(490), D(3500)), peak_to_mean(percent(14))) == (percent(14), D("3.36"))


@pytest.mark.parametrize(
    ("erlangs", "two", "one", "tenth"),
    [
        (5, 10, 11, 14),
        (10, 17, 18, 21),
        (20, 28, 30, 35),
        (50, 61, 64, 71),
        (100, 113, 117, 128),
        (1000, 1009, 1029, 1072),
    ],
)
def test_channels_for_a_blocking(erlangs: int, two: int, one: int, tenth: int) -> None:
    found = [channels_for(D(erlangs), percent(points)) for points in ("2", "1", "0.1")]
    assert found == [two, one, tenth]


def test_a_large_pool_is_reckoned_without_losing_digits() -> None:
    assert channels_for(D(10_000), percent(1)) == 9970
    assert pool(D(10_000), percent(1)).peak_decides
    assert not pool(D(999), percent(1)).peak_decides


def test_what_a_pool_does() -> None:
    found = pool(D("8.108"), percent(1))
    assert (found.channels, round(found.blocking, 3), round(found.utilisation, 3)) == (15, D("0.010"), D("0.535"))
    assert pool(D(0), percent(1)).channels == 0


def test_where_more_comes_than_can_be_served_everybody_waits() -> None:
    assert erlang_c(5, D(5)) == 1
    assert erlang_c(5, D(0)) == 0
    assert desk(needs(), 10, D(20)).mean_wait is None
    assert desk(needs(), 10, D(20)).in_time == 0


def test_a_support_desk_of_fourteen_is_a_roster_of_twenty() -> None:
    found = people_for(needs(), D(20), percent(80))
    assert (found.people, rostered(found.people, percent(30))) == (14, 20)
    assert [round(value, 4) for value in (found.in_time, found.occupancy, found.waits)] == [
        D("0.8884"),
        D("0.7143"),
        D("0.1741"),
    ]
    assert round(found.mean_wait or 0, 2) == D("7.84")
    assert people_for(needs(), D(20), percent(80), percent(60)).people == 17


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: offered(D(-1), D(1)),
        lambda: erlang_b(-1, D(1)),
        lambda: erlang_b(1, D(-1)),
        lambda: erlang_b(1, D("1e6")),
        lambda: channels_for(D(1), percent(0)),
        lambda: offered_at(1, percent(100)),
        lambda: rostered(1, percent(100)),
        lambda: people_for(needs(), D(20), percent(100)),
        lambda: people_for(needs(), D(20), percent(80), percent(0)),
        lambda: needs(interval=0),
    ],
)
def test_what_cannot_be_is_refused(wrong: Any) -> None:
    with pytest.raises(Refusal):
        wrong()


@given(st.integers(0, 80), st.integers(1, 6000).map(lambda n: D(n) / 100))
def test_one_channel_more_loses_less_and_more_calls_lose_more(channels: int, erlangs: Decimal) -> None:
    assert erlang_b(channels + 1, erlangs) < erlang_b(channels, erlangs)
    assert erlang_b(channels, erlangs) <= erlang_b(channels, erlangs + 1) <= 1
    assert erlang_b(channels, erlangs) <= erlang_c(channels, erlangs) <= 1


@given(st.integers(1, 60), st.sampled_from(["0.1", "0.5", "1", "5"]))
def test_what_channels_carry_needs_just_these_channels(channels: int, blocking: str) -> None:
    carried = offered_at(channels, percent(blocking))
    assert channels_for(carried - D("1e-9"), percent(blocking)) == channels
