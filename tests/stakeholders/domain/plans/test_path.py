"""The critical path, by hand and by chance."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.workdays import china
from stakeholders.domain.plans.leads import LeadTime, history
from stakeholders.domain.plans.path import Planned, critical_path, latest_start, needed, ordered, unknown


def planned(key: int, days: int | None, *after: int, done: bool = False) -> Planned:
    lead = None if days is None else LeadTime(p50=days, p80=days)
    return Planned(key=key, lead=lead, after=frozenset(after), is_done=done)


# Proof, then legal and security side by side, then the signature; the kick-off lies behind it.
PLAN = (planned(1, 5), planned(2, 10, 1), planned(3, 4, 1), planned(4, 3, 2, 3), planned(5, 9, 4))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Planned, ...]:
    """Any plan without a circle: each milestone waits for some of those before it."""
    n = draw(st.integers(1, 7))
    rows = []
    for key in range(n):
        p50 = draw(st.integers(1, 20))
        lead = LeadTime(p50=p50, p80=p50 + draw(st.integers(0, 20)))
        after = draw(st.frozensets(st.integers(0, key - 1), max_size=3)) if key else frozenset[int]()
        rows.append(Planned(key=key, lead=lead, after=after, is_done=draw(st.booleans())))
    return tuple(rows)


def chains(plan: tuple[Planned, ...], to: int) -> list[tuple[Planned, ...]]:
    """Every way through the plan that ends with this milestone."""
    by_key = {one.key: one for one in plan}
    one = by_key[to]
    return [(one,)] + [(*chain, one) for key in one.after for chain in chains(plan, key)]


class TestThePathToTheSignature:
    def test_is_the_longest_chain_before_it_and_leaves_out_what_comes_after(self) -> None:
        path = critical_path(PLAN, target=4)
        assert (path.days, path.chain) == (18, (1, 2, 4))
        assert [path.places[key].slack for key in (1, 2, 3, 4, 5)] == [0, 0, 6, 0, None]
        assert [path.places[key].start for key in (1, 2, 3, 4, 5)] == [0, 5, 5, 15, 18]

    def test_runs_to_the_end_of_the_plan_where_nobody_planned_a_signature(self) -> None:
        assert critical_path(PLAN).days == 27

    def test_takes_no_more_time_for_what_is_done(self) -> None:
        done = (planned(1, 5, done=True), *PLAN[1:])
        assert (critical_path(done, 4).days, critical_path(done, 4).chain) == (13, (2, 4))

    def test_begins_on_the_last_day_that_leaves_time_for_all_of_it(self) -> None:
        # 18 working days back from 15 December 2026.
        assert latest_start(PLAN, date(2026, 12, 15), china(2026, 2026), target=4) == date(2026, 11, 19)

    def test_is_empty_where_nothing_is_planned(self) -> None:
        assert (critical_path(()).days, critical_path(()).chain) == (0, ())

    def test_names_the_milestones_that_nobody_gave_a_lead_time(self) -> None:
        assert unknown((planned(1, None), planned(2, 3, 1), planned(3, None, 2, done=True))) == (1,)


class TestWhatMustComeBefore:
    def test_is_put_before_whatever_the_order_it_was_written_in(self) -> None:
        assert [one.key for one in ordered(PLAN[::-1])] == [1, 3, 2, 4, 5]

    def test_is_refused_where_it_runs_in_a_circle(self) -> None:
        with pytest.raises(Refusal, match="circle"):
            critical_path((planned(1, 5, 2), planned(2, 5, 1)))

    def test_is_as_good_as_done_where_it_is_no_longer_in_the_plan(self) -> None:
        assert critical_path((planned(2, 5, 1),)).days == 5

    def test_is_all_that_leads_to_the_target(self) -> None:
        assert needed(PLAN, 3) == {1, 3}


class TestALeadTime:
    @pytest.mark.parametrize(("p50", "p80"), [(5, 4), (-1, 3), (3, 501), (0, 2)])
    def test_that_cannot_be_is_refused(self, p50: int, p80: int) -> None:
        with pytest.raises(Refusal):
            LeadTime(p50=p50, p80=p80)

    def test_comes_from_our_own_deals_only_where_there_are_enough(self) -> None:
        assert history([3] * 7).lead is None
        assert history([1, 2, 3, 4, 5, 6, 7, 80]).lead == LeadTime(p50=4, p80=7)


@given(plan=plans(), data=st.data())
def test_no_chain_is_longer_than_the_critical_path(plan: tuple[Planned, ...], data: st.DataObject) -> None:
    target = data.draw(st.sampled_from([one.key for one in plan]))
    path = critical_path(plan, target)
    lengths = [sum(one.days for one in chain) for chain in chains(plan, target)]
    assert path.days == max(lengths)
    by_key = {one.key: one for one in plan}
    assert sum(by_key[key].days for key in path.chain) == path.days
    assert all(place.slack >= 0 for place in path.places.values() if place.slack is not None)
