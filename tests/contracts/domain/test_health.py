"""How a customer stands, from facts and weights."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.health import UNKNOWN, Facts, Part, Weights, health
from dealdesk.kernel.refusals import Refusal

TODAY = date(2026, 11, 24)
EVEN = Weights(parts=dict.fromkeys(Part, 10), quiet_days=60)
FULL = Facts(
    kept=9, months=12, their_due=4, their_late=1, our_due=2, our_late=0, owed=D(7000), fee=D(70000),
    last_touch=TODAY - timedelta(days=30), support=D(3), used=D(400), committed=D(500),
)  # fmt: skip


def test_each_part_has_its_figure_and_its_reason() -> None:
    found = health(FULL, EVEN, TODAY)
    assert {one.part: one.score for one in found.parts} == {
        Part.DELIVERED: D(75), Part.THEIRS: D(75), Part.OURS: D(100), Part.CREDITS: D(90), Part.TOUCH: D(50),
        Part.SUPPORT: D(80), Part.USAGE: D(80),
    }  # fmt: skip
    assert str(found.parts[0].reason) == "9 of 12 monthly figures kept their promise."
    assert found.score is not None
    assert round(found.score, 4) == D("78.5714")


def test_what_is_not_known_does_not_count_and_says_so() -> None:
    found = health(Facts(kept=1, months=2), EVEN, TODAY)
    assert (found.score, found.known) == (D(50), 1)
    assert {one.reason.message for one in found.parts[1:]} == {UNKNOWN}
    assert health(Facts(), EVEN, TODAY).score is None


def test_nothing_is_added_up_before_somebody_has_set_weights() -> None:
    found = health(FULL, None, TODAY)
    assert (found.score, found.parts[0].score) == (None, D(75))


@given(
    kept=st.integers(0, 12), late=st.integers(0, 5), owed=st.integers(0, 10**6), days=st.integers(0, 400),
    support=st.integers(-5, 5), used=st.integers(0, 10**6),
    weights=st.lists(st.integers(0, 100), min_size=7, max_size=7),
)  # fmt: skip
def test_a_score_lies_between_its_worst_and_its_best_part(
    kept: int, late: int, owed: int, days: int, support: int, used: int, weights: list[int]
) -> None:
    if not any(weights):
        return
    facts = Facts(
        kept=kept, months=12, their_due=5, their_late=late, owed=D(owed), fee=D(1000), support=D(support),
        last_touch=TODAY - timedelta(days=days), used=D(used), committed=D(500),
    )  # fmt: skip
    found = health(facts, Weights(parts=dict(zip(Part, weights, strict=True)), quiet_days=60), TODAY)
    known = [one.score for one in found.parts if one.score is not None]
    assert all(0 <= score <= 100 for score in known)
    assert found.score is None or min(known) <= round(found.score, 20) <= max(known)


@pytest.mark.parametrize(("weight", "days"), [(101, 60), (0, 60), (10, 0), (-1, 60)])
def test_weights_that_say_nothing_are_refused(weight: int, days: int) -> None:
    with pytest.raises(Refusal):
        Weights(parts=dict.fromkeys(Part, weight), quiet_days=days)
