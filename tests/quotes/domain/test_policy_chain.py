"""In which order a policy's approvers are asked."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import ApprovalNeeded
from quotes.domain.policy import (
    Again,
    Approver,
    Choices,
    Figure,
    Mode,
    Operator,
    Policy,
    Rule,
    parts,
    problems,
    steps,
)
from quotes.domain.policy.choices import modes

TEAM, UPPER, FINANCE, LEGAL = Approver.TEAM_MANAGER, Approver.UPPER_MANAGER, Approver.FINANCE, Approver.LEGAL


def need(approver: Approver, step: int = 1, figure: str = "discount_percent") -> ApprovalNeeded:
    return ApprovalNeeded(message="asked", approver=approver, step=step, figure=figure)


def in_turns(*needed: ApprovalNeeded, told: tuple[Mode, ...] = ()) -> list[tuple[str, int, bool]]:
    found = steps(needed, Choices(modes=told))
    return [(step.approver.value, step.turn, step.one_suffices) for step in found]


class TestTurns:
    def test_one_step_asks_everybody_at_once_from_the_bottom_up(self) -> None:
        assert in_turns(need(FINANCE), need(UPPER), need(TEAM)) == [
            ("team_manager", 1, False),
            ("upper_manager", 1, False),
            ("finance", 1, False),
        ]

    def test_a_later_step_has_a_later_turn_whatever_comes_first_in_the_rules(self) -> None:
        assert in_turns(need(TEAM, 2), need(FINANCE, 1)) == [("finance", 1, False), ("team_manager", 2, False)]

    def test_a_step_that_asks_nobody_leaves_no_gap(self) -> None:
        assert in_turns(need(TEAM, 1), need(LEGAL, 3)) == [("team_manager", 1, False), ("legal", 2, False)]

    def test_of_a_step_that_needs_one_any_is_enough(self) -> None:
        told = (Mode.ANY,)
        assert in_turns(need(LEGAL), need(FINANCE), need(TEAM, 2), told=told) == [
            ("finance", 1, True),
            ("legal", 1, True),
            ("team_manager", 2, False),
        ]
        assert in_turns(need(LEGAL), told=told) == [("legal", 1, False)]

    def test_in_turn_each_has_their_own_as_the_rules_stand(self) -> None:
        assert in_turns(need(FINANCE), need(TEAM), need(LEGAL, 2), told=(Mode.TURN,)) == [
            ("finance", 1, False),
            ("team_manager", 2, False),
            ("legal", 3, False),
        ]


class TestWhoIsAskedOnce:
    def asked(
        self, *needed: ApprovalNeeded, again: Again, told: tuple[Mode, ...] = ()
    ) -> list[tuple[object, int, int]]:
        whom = {TEAM: "bo", UPPER: "bo", FINANCE: "fay", LEGAL: None}
        found = parts(steps(needed, Choices(modes=told)), whom, again)
        return [(part.who, part.step.turn, len(part.step.why)) for part in found]

    def test_in_one_step_at_the_higher_place_with_both_reasons(self) -> None:
        for again in Again:
            assert self.asked(need(TEAM), need(UPPER), again=again) == [("bo", 1, 2)]

    def test_in_two_steps_at_the_last_of_them(self) -> None:
        assert self.asked(need(TEAM), need(FINANCE), need(UPPER, 2), again=Again.ONCE) == [("fay", 1, 1), ("bo", 2, 2)]

    def test_or_each_time_its_step_comes(self) -> None:
        assert self.asked(need(TEAM), need(UPPER, 2), again=Again.EACH) == [("bo", 1, 1), ("bo", 2, 1)]

    def test_where_one_of_several_is_enough_they_stay_beside_the_others(self) -> None:
        found = self.asked(need(TEAM), need(FINANCE), need(UPPER, 2), again=Again.ONCE, told=(Mode.ANY,))
        assert found == [("bo", 1, 1), ("fay", 1, 1), ("bo", 2, 1)]

    def test_two_places_of_one_person_are_no_choice_between_two(self) -> None:
        told = steps([need(TEAM), need(UPPER)], Choices(modes=(Mode.ANY,)))
        found = parts(told, {TEAM: "bo", UPPER: "bo"}, Again.ONCE)
        assert [(part.who, part.step.one_suffices) for part in found] == [("bo", False)]

    def test_an_approver_without_anybody_stands_for_itself(self) -> None:
        assert self.asked(need(LEGAL), again=Again.ONCE) == [(LEGAL, 1, 1)]


@given(
    needed=st.lists(st.builds(need, st.sampled_from(list(Approver)), st.integers(1, 4)), max_size=8),
    told=st.lists(st.sampled_from(Mode), max_size=4),
    again=st.sampled_from(Again),
)
def test_every_reason_is_asked_once_and_never_in_an_earlier_step(
    needed: list[ApprovalNeeded], told: list[Mode], again: Again
) -> None:
    chain = steps(needed, Choices(modes=tuple(told)))
    found = parts(chain, dict.fromkeys(Approver, "bo") | {LEGAL: "lin", FINANCE: "fay"}, again)
    why = [reason for part in found for reason in part.step.why]
    assert sorted(map(id, why)) == sorted(map(id, needed))
    assert [part.step.position for part in found] == list(range(1, len(found) + 1))
    assert [part.step.turn for part in found] == sorted(part.step.turn for part in found)
    places = {reason.step: part.step.turn for part in found for reason in part.step.why if again is Again.EACH}
    assert list(dict(sorted(places.items())).values()) == sorted(places.values())


def rule(position: int, approver: Approver, step: int = 1, threshold: str = "15") -> Rule:
    return Rule(
        position=position,
        figure=Figure.DISCOUNT_PERCENT,
        operator=Operator.GT,
        threshold=Decimal(threshold),
        approver=approver,
        step=step,
    )


class TestWhatIsWrongWithAChain:
    def wrong(self, *rules: Rule, told: tuple[Mode, ...] = ()) -> list[str]:
        return [str(one) for one in problems(Policy(number=1, rules=rules, choices=Choices(modes=told)))]

    def test_steps_without_gaps_are_a_chain(self) -> None:
        assert self.wrong(rule(1, TEAM), rule(2, UPPER, 2), rule(3, FINANCE, 2), told=(Mode.ALL, Mode.ANY)) == []

    def test_a_step_without_rules(self) -> None:
        assert self.wrong(rule(1, TEAM), rule(2, FINANCE, 3)) == [
            "No rule belongs to step 2: steps are numbered without gaps."
        ]
        assert self.wrong(rule(1, TEAM), told=(Mode.ALL, Mode.TURN)) == [
            "No rule belongs to step 2: steps are numbered without gaps."
        ]

    def test_one_of_several_where_there_is_one(self) -> None:
        assert self.wrong(rule(1, TEAM), told=(Mode.ANY,)) == [
            "Step 1: where one of them is enough, its rules must ask at least two."
        ]

    def test_one_of_several_who_are_asked_about_different_things(self) -> None:
        """60 days of credit beside 50 points would else make finance enough for the 50 points."""
        assert self.wrong(rule(1, TEAM, threshold="10"), rule(2, FINANCE), told=(Mode.ANY,)) == [
            "Step 1: where one of them is enough, each must be asked about the same conditions."
        ]
        assert self.wrong(rule(1, TEAM), rule(2, FINANCE), told=(Mode.ANY,)) == []

    def test_a_step_nobody_can_count_to(self) -> None:
        assert "Rule 1: steps are numbered from 1 to 5." in self.wrong(rule(1, TEAM, 6))

    def test_a_manager_above_may_come_in_as_early_where_they_come_after_the_one_below(self) -> None:
        together = "Rule 2: on Discount off list, Manager above must come in later than the manager below."
        assert self.wrong(rule(1, TEAM), rule(2, UPPER)) == [together]
        assert self.wrong(rule(1, TEAM), rule(2, UPPER, 2)) == []
        assert self.wrong(rule(1, TEAM), rule(2, UPPER), told=(Mode.ANY,)) == []


def test_steps_that_ask_everyone_are_not_told() -> None:
    assert modes([Mode.ALL, Mode.ANY, Mode.ALL, Mode.ALL]) == (Mode.ALL, Mode.ANY)
