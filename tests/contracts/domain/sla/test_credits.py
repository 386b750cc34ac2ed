"""What a miss gives back, and what it never does."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.sla.credits import Leave, Scale, Tier, flat, may_leave, payable
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal


def tier(low: str, high: str, credit: int) -> Tier:
    return Tier(low=Percent(D(low)), high=Percent(D(high)), credit=Percent(D(credit)))


VOD = (tier("99", "99.7", 10), tier("95", "99", 25), tier("0", "95", 50))
SCALE = Scale(commitment=Percent(D("99.7")), tiers=VOD, cap=Percent(D(30)))


@pytest.mark.parametrize(
    ("availability", "credit"), [("99.7", 0), ("99.69", 10), ("99", 10), ("98.99", 25), ("95", 25), ("0", 30)]
)
def test_bounds_are_the_better_tiers_and_the_cap_is_the_most(availability: str, credit: int) -> None:
    assert SCALE.credit(Percent(D(availability))) == Percent(D(credit))


@given(st.decimals(0, 100, places=3), st.decimals(0, 100, places=3))
def test_a_worse_month_never_gives_back_less_and_never_more_than_the_cap(one: D, other: D) -> None:
    worse, better = sorted((one, other))
    assert SCALE.credit(Percent(better)) <= SCALE.credit(Percent(worse)) <= Percent(D(30))


def test_a_promise_above_its_first_tier_can_be_missed_for_nothing() -> None:
    silent = Scale(commitment=Percent(D("99.9")), tiers=VOD)
    assert (silent.is_silent_below, SCALE.is_silent_below) == (True, False)
    assert silent.credit(Percent(D("99.8"))) == Percent(D(0))
    assert Scale(commitment=Percent(D(99)), tiers=()).is_silent_below


def test_one_credit_for_any_miss() -> None:
    scale = flat(Percent(D("99.95")), Percent(D(10)))
    assert [scale.credit(Percent(D(x))).points for x in ("99.95", "99.9", "0")] == [0, 10, 10]


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        ((tier("99", "99.7", 10), tier("0", "98", 25)), "One tier begins where"),
        ((tier("99", "99.7", 10), tier("0", "99.5", 25)), "One tier begins where"),
        ((tier("99", "99.7", 10),), "reach from 0"),
        ((tier("0", "99.8", 10),), "reach from 0"),
        ((tier("99", "99.7", 30), tier("0", "99", 25)), "no less than"),
        ((tier("99", "99", 30),), "from a lower"),
        ((tier("0", "99", 101),), "between nothing"),
    ],
)
def test_a_scale_that_contradicts_itself_is_refused(tiers: tuple[Tier, ...], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        Scale(commitment=Percent(D("99.7")), tiers=tiers)


def test_neither_a_promise_of_nothing_nor_a_cap_below_it_is_one() -> None:
    for commitment, cap in ((D(0), None), (D(101), None), (D(99), Percent(D(-1)))):
        with pytest.raises(Refusal):
            Scale(commitment=Percent(commitment), tiers=(), cap=cap)


def test_credits_of_a_period_stop_at_a_share_of_its_fees() -> None:
    assert payable(D(130_000), D(1_200_000), Percent(D(8))) == 96_000
    assert payable(D(90_000), D(1_200_000), Percent(D(8))) == 90_000
    with pytest.raises(Refusal):
        payable(D(-1), D(1), Percent(D(8)))


@pytest.mark.parametrize(
    ("missed", "leaves"),
    [
        ([True, False, True], True),
        ([True, False, False, True], False),
        ([True, True], True),
        ([True], False),
        ([], False),
    ],
)
def test_two_misses_in_any_three_months_let_the_customer_leave(missed: list[bool], leaves: bool) -> None:
    assert may_leave(missed, times=2, months=3) is leaves


def test_a_right_to_leave_has_no_more_misses_than_months() -> None:
    for times, months in ((0, 3), (4, 3)):
        with pytest.raises(Refusal):
            may_leave([], times=times, months=months)


def shares(*points: str) -> list[Percent]:
    return [Percent(D(told)) for told in points]


def test_a_right_to_leave_arises_with_the_last_of_the_misses_it_takes() -> None:
    leave, promise = Leave(times=2, months=3), Percent(D("99.9"))
    missed = leave.missed(shares("99.8", "99.9", "99.8", "100"), promise)
    assert (missed, leave.since(missed), leave.nearest(missed)) == ((True, False, True, False), 2, 2)
    apart = leave.missed(shares("99.8", "100", "100", "99.8"), promise)
    assert (leave.since(apart), leave.nearest(apart)) == (None, 1)


def test_a_lower_bound_takes_a_worse_month() -> None:
    leave, promise = Leave(times=1, months=1, below=Percent(D(95))), Percent(D("99.9"))
    assert leave.missed(shares("99", "95", "94.99"), promise) == (False, False, True)
    assert (Leave(times=1, months=1).bound(promise), leave.bound(promise)) == (promise, Percent(D(95)))


@pytest.mark.parametrize(("times", "months", "below"), [(0, 3, "99"), (4, 3, "99"), (1, 37, "99"), (1, 1, "0")])
def test_a_right_to_leave_that_counts_nothing_is_refused(times: int, months: int, below: str) -> None:
    with pytest.raises(Refusal):
        Leave(times=times, months=months, below=Percent(D(below)))
