"""Whether a deal is ready to be quoted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.readiness import GATE, SEATS, Facts, Known, Requirement, readiness
from stakeholders.domain.deals import PATH, Stage
from stakeholders.domain.seats.words import SeatKind

DAY = date(2026, 11, 10)
ALL = Facts(needs=DAY, seats=dict.fromkeys(SEATS, DAY), usage=DAY, value=DAY, competition=DAY, budget=DAY, floor=DAY)


class TestADealOfWhichAllIsKnown:
    def test_is_green_since_the_last_of_it_was(self) -> None:
        later = replace(ALL, value=DAY + timedelta(days=3))
        found = readiness(later, Stage.QUOTE)
        assert (found.met, found.blocking, found.green_since) == (7, (), DAY + timedelta(days=3))

    @pytest.mark.parametrize(("days", "idle"), [(13, False), (14, True)])
    def test_is_idle_from_so_many_days_on(self, days: int, idle: bool) -> None:
        assert readiness(ALL, Stage.QUOTE).is_idle(DAY + timedelta(days=days), timedelta(days=14)) is idle


class TestAGap:
    def test_in_the_seats_names_the_seat(self) -> None:
        seats = {seat: DAY for seat in SEATS if seat is not SeatKind.FINANCE}
        found = readiness(replace(ALL, seats=seats), Stage.NEGOTIATION)
        assert [(one.requirement, one.seats) for one in found.missing] == [(Requirement.SEATS, (SeatKind.FINANCE,))]
        assert (found.met, found.green_since) == (6, None)

    def test_is_not_met_by_a_seat_that_nobody_asked_about(self) -> None:
        seats = {SeatKind.EXECUTIVE: DAY, SeatKind.TECHNICAL: DAY}
        found = readiness(replace(ALL, seats=seats), Stage.QUOTE).missing[0]
        assert found.seats == (SeatKind.PROCUREMENT, SeatKind.BUSINESS, SeatKind.FINANCE)

    def test_in_the_seats_says_which_of_them_nobody_is_known_to_hold(self) -> None:
        facts = replace(ALL, seats={SeatKind.TECHNICAL: DAY}, held=frozenset({SeatKind.TECHNICAL, SeatKind.FINANCE}))
        assert readiness(facts, Stage.QUOTE).missing[0].unknown == (SeatKind.PROCUREMENT, SeatKind.BUSINESS)

    def test_that_was_passed_over_blocks_no_more_and_stays_a_gap(self) -> None:
        found = readiness(replace(ALL, budget=None), Stage.QUOTE, [Requirement.BUDGET])
        assert (found.blocking, [one.requirement for one in found.missing]) == ((), [Requirement.BUDGET])
        idle = found.is_idle(DAY + timedelta(days=99), timedelta(days=14))
        assert (found.met, found.green_since, idle) == (6, None, False)

    def test_that_was_missed_for_good_blocks_nothing_and_stays_a_gap(self) -> None:
        found = readiness(replace(ALL, budget=None, missed=frozenset({Requirement.BUDGET})), Stage.QUOTE)
        assert (found.blocking, found.met, found.green_since) == ((), 6, None)
        assert [one.is_missed for one in found.missing] == [True]

    def test_of_another_kind_than_was_passed_over_blocks_all_the_same(self) -> None:
        found = readiness(replace(ALL, budget=None, value=None), Stage.QUOTE, [Requirement.BUDGET])
        assert [one.requirement for one in found.blocking] == [Requirement.VALUE]

    def test_is_due_once_the_deal_has_come_so_far(self) -> None:
        due = {stage: {one.requirement for one in readiness(Facts(), stage).missing if one.is_due} for stage in PATH}
        assert due[Stage.DIAGNOSIS] == {Requirement.NEEDS}
        assert due[Stage.SOLUTION] == {Requirement.NEEDS, Requirement.SEATS, Requirement.USAGE}
        assert due[Stage.VALUE] == set(Requirement) - {Requirement.BUDGET, Requirement.FLOOR}
        assert due[Stage.QUOTE] == due[Stage.CONTRACT] == set(Requirement)
        assert [one for one in readiness(Facts(), Stage.LOST).missing if one.is_due] == []


def test_a_word_for_one_version_holds_for_no_other_and_for_none() -> None:
    over = {7: frozenset({Requirement.BUDGET})}
    known = Known(facts=replace(ALL, budget=None), stage=Stage.QUOTE, passed=over)
    assert [bool(known.gate(version).blocking) for version in (7, 8, None)] == [False, True, True]


def test_every_requirement_has_its_row_and_says_why_and_what_to_do() -> None:
    assert set(GATE) == set(Requirement)
    assert all(asked.why and asked.mend for asked in GATE.values())


@given(
    known=st.sets(st.sampled_from(list(Requirement))),
    passed=st.sets(st.sampled_from(list(Requirement))),
    stage=st.sampled_from(list(Stage)),
)
def test_what_is_met_what_is_passed_and_what_blocks_are_all_there_is(
    known: set[Requirement], passed: set[Requirement], stage: Stage
) -> None:
    told = {name.value: getattr(ALL, name.value) for name in known}
    found = readiness(Facts(**told), stage, passed)
    assert {one.requirement for one in found.blocking} == set(Requirement) - known - passed
    assert found.met == len(known)
    assert (found.green_since is not None) == (known == set(Requirement))
