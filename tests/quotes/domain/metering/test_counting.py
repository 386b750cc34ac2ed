from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.money import Rounding
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.allowances import Allowance
from quotes.domain.metering.counting import measure, payable
from quotes.domain.metering.meter import Counts, Meter, Sound, Weight
from quotes.domain.metering.usage import Bandwidth, Interval, Role, Size, Stored, Usage
from tests.quotes.domain.metering.meters import P360, P720, P1080, TIERS, interval, meter, sizes

ONE = Counts.STREAM_MINUTES
GB = Decimal(10**9)


def by_tier(of: Meter, *used: Interval) -> dict[str, Decimal]:
    return {one.bucket: one.quantity for one in measure(of, Usage(intervals=used))}


def alone(of: Meter, **used: Any) -> Decimal:
    (one,) = measure(of, Usage(**used))
    return one.quantity


def test_a_user_is_counted_once_at_the_tier_of_all_he_sees() -> None:
    assert by_tier(meter(), interval(600, P720, P1080)) == {"2K": 10}


def test_streams_are_counted_one_by_one_each_in_its_own_tier() -> None:
    assert by_tier(meter(ONE), interval(600, P720, P1080, P360)) == {"HD": 20, "FHD": 10}


def test_a_user_who_sees_nothing_is_billed_as_sound_and_pulls_nothing() -> None:
    alone_in_the_room = interval(600)
    assert by_tier(meter(), alone_in_the_room) == {"audio": 10}
    assert by_tier(meter(ONE), alone_in_the_room) == {}


def test_what_is_only_heard_counts_each_stream_or_once_a_user() -> None:
    heard = interval(600, P720, sounds=3)
    assert by_tier(meter(ONE, sound=Sound.EACH), heard) == {"audio": 30, "HD": 10}
    assert by_tier(meter(ONE, sound=Sound.ONCE), heard) == {"audio": 10, "HD": 10}
    assert by_tier(meter(), heard) == {"HD": 10}


def test_the_tier_may_change_in_the_middle_of_a_session() -> None:
    assert by_tier(meter(), interval(1680, P720), interval(520, P720, P1080)) == {"HD": 28, "2K": 9}


def test_tiers_come_in_the_order_of_the_table() -> None:
    assert list(by_tier(meter(), interval(60, P1080), interval(60), interval(60, P720))) == ["audio", "HD", "FHD"]


def test_a_live_event_is_three_quantities() -> None:
    event = (
        interval(1800, role=Role.HOST, copies=4),
        interval(1800, role=Role.LIVE),
        interval(1800, role=Role.AUDIENCE, copies=5000),
    )
    by_role = {role: meter(Counts.PARTICIPANT_MINUTES, roles=(role,)) for role in (Role.HOST, Role.AUDIENCE)}
    live = meter(Counts.LIVE_MINUTES, roles=(Role.LIVE,))
    assert {role: by_tier(of, *event) for role, of in by_role.items()} == {
        Role.HOST: {"": 120},
        Role.AUDIENCE: {"": 150_000},
    }
    assert by_tier(live, *event) == {"": 30}
    assert by_tier(meter(Counts.CONNECTION_MINUTES), *event) == {"": 150_120}


def test_weights_turn_tiers_into_standard_minutes_rounded_once() -> None:
    factors = {"audio": "1", "HD": "4", "FHD": "9", "2K": "16"}
    weights = [Weight(tier, Decimal(factor), Role.HOST) for tier, factor in factors.items()]
    standard = meter(weights=(*weights, Weight("audio", Decimal("0.57"), Role.AUDIENCE)))
    (found,) = measure(standard, Usage(intervals=(interval(360, P720), interval(360, role=Role.AUDIENCE))))
    assert (found.amount, found.exact, found.quantity) == (Decimal("1645.2"), Decimal("27.42"), 28)
    with pytest.raises(Refusal) as refused:
        measure(standard, Usage(intervals=(interval(360, P720, role=Role.AUDIENCE),)))
    assert refused.value.field == "weights"


def test_free_minutes_are_taken_off_in_their_order() -> None:
    of = meter(free=Allowance(units=Decimal(15), order=("audio", "HD", "FHD", "2K")))
    used = Usage(intervals=(interval(600), interval(600, P720), interval(60, P1080)))
    assert [(one.bucket, one.exact, one.quantity) for one in payable(of, used)] == [
        ("audio", 10, 0),
        ("HD", 10, 5),
        ("FHD", 1, 1),
    ]
    assert payable(replace(of, free=None), used) == measure(of, used)


def test_heads_and_people_are_counted() -> None:
    assert alone(meter(Counts.PEAK_CONCURRENCY), online=(12, 480, 33)) == 480
    assert alone(meter(Counts.PEAK_CONCURRENCY)) == 0
    assert alone(meter(Counts.RECORDING_CHANNELS), recording=(10, 4)) == 10
    assert alone(meter(Counts.MONTHLY_ACTIVE), active=(2370, 7865)) == 10_235
    assert alone(meter(Counts.DAILY_ACTIVE), each_day=(100, 90, 120)) == 310


def test_storage_is_an_average_over_a_month_of_the_vendors_length() -> None:
    kept = tuple(Stored(octets=gb * GB, hours=Decimal(hours)) for gb, hours in ((2, 168), (6, 336), (2, 240)))
    (found,) = measure(meter(Counts.STORAGE, places=2, mode=Rounding.HALF_UP), Usage(stored=kept))
    assert (found.amount, found.quantity) == (2832, Decimal("3.93"))


def test_bandwidth_is_one_series_and_four_bills() -> None:
    quiet, busy = (Decimal(100),) * 288, (Decimal(500),) * 10 + (Decimal(100),) * 278
    month = Bandwidth(days=(quiet, busy, quiet, quiet), days_in_month=4, cap=Decimal(1000))
    bills = (Counts.DAILY_PEAK, Counts.MONTHLY_PEAK, Counts.MONTHLY_95, Counts.ENHANCED_95)
    assert [alone(meter(counts), bandwidth=month) for counts in bills] == [800, 500, 100, 200]
    assert alone(meter(Counts.ENHANCED_95, floor=Percent(Decimal(40))), bandwidth=month) == 400


def test_bandwidth_without_its_points_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        measure(meter(Counts.MONTHLY_95), Usage())
    assert refused.value.field == "bandwidth"


@pytest.mark.parametrize("values", [{"seconds": "-1"}, {"seconds": "NaN"}, {"seconds": "1", "copies": -1}])
def test_a_stretch_that_cannot_be_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        interval(**values)


@given(st.lists(sizes, max_size=3), sizes)
def test_one_more_stream_never_lowers_what_either_meter_counts(seen: list[Size], more: Size) -> None:
    few, many = interval(60, *seen), interval(60, *seen, more)
    assert sum(by_tier(meter(ONE), many).values()) == sum(by_tier(meter(ONE), few).values()) + 1
    (low,), (high,) = by_tier(meter(), few), by_tier(meter(), many)
    assert TIERS.names.index(high) >= TIERS.names.index(low)
