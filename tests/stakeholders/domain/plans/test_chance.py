"""How likely a plan is done in time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakeholders.domain.plans.chance import DRAWS, draws, share
from stakeholders.domain.plans.leads import LeadTime
from stakeholders.domain.plans.path import Planned
from tests.stakeholders.domain.plans.test_path import plans


def one(p50: int, p80: int, **more: object) -> Planned:
    return Planned(key=1, lead=LeadTime(p50=p50, p80=p80), **more)  # type: ignore[arg-type]


class TestOneMilestone:
    def test_keeps_its_own_percentiles(self) -> None:
        drawn = draws([one(10, 15)])
        assert drawn is not None
        assert drawn.chance(10).p == pytest.approx(0.5, abs=0.012)
        assert drawn.chance(15).p == pytest.approx(0.8, abs=0.012)
        assert drawn.days_at(0.8) == pytest.approx(15, rel=0.02)

    def test_that_always_takes_the_same_is_certain_or_impossible(self) -> None:
        drawn = draws([one(10, 10)])
        assert drawn is not None
        assert [drawn.chance(days).p for days in (9, 10, 11)] == [0, 1, 1]

    def test_that_is_done_takes_no_time(self) -> None:
        drawn = draws([one(10, 15, is_done=True)])
        assert drawn is not None
        assert drawn.chance(0).p == 1

    def test_without_a_lead_time_has_no_chance_to_tell(self) -> None:
        assert draws([Planned(key=1, lead=None)]) is None


def test_the_same_plan_gives_the_same_figure_and_its_numbers_in_a_table_do_not_matter() -> None:
    lead = LeadTime(p50=4, p80=9)
    plan = [Planned(key=1, lead=lead), Planned(key=2, lead=lead, after=frozenset({1}))]
    again = [Planned(key=71, lead=lead), Planned(key=95, lead=lead, after=frozenset({71}))]
    first, second = draws(plan), draws(again)
    assert first is not None
    assert second is not None
    # The figure itself: another one would mean that the draws have changed under a plan that did not.
    assert first.chance(12).p == second.chance(12).p == 0.6207


def test_the_interval_is_honest_at_the_ends() -> None:
    none, all_ = share(0, DRAWS), share(DRAWS, DRAWS)
    assert (none.low, all_.high) == (0, 1)
    assert 0 < none.high < 0.0003
    assert share(DRAWS // 2, DRAWS).error == pytest.approx(0.0069, abs=0.0001)


@given(plan=plans(), days=st.integers(0, 80), more=st.integers(0, 40))
@settings(max_examples=25)
def test_a_later_freeze_never_lowers_the_chance(plan: tuple[Planned, ...], days: int, more: int) -> None:
    drawn = draws(plan, n=500)
    assert drawn is not None
    assert drawn.chance(days + more).p >= drawn.chance(days).p


@given(plan=plans(), days=st.integers(0, 80))
@settings(max_examples=25)
def test_a_milestone_that_gets_done_never_lowers_the_chance(plan: tuple[Planned, ...], days: int) -> None:
    done = tuple(Planned(key=p.key, lead=p.lead, after=p.after, is_done=True) for p in plan[:1]) + plan[1:]
    before, after = draws(plan, n=500), draws(done, n=500)
    assert before is not None
    assert after is not None
    assert after.chance(days).p >= before.chance(days).p
