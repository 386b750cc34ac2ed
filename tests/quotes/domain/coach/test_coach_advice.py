"""What the coach says of a move, by the numbers of the table."""

from dataclasses import replace
from decimal import Decimal as D
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from quotes.domain.coach.advice import Advice, Bounds, Hint, Weight, advise
from quotes.domain.coach.talk import Aims, Draft, Next, Reach, Talk, suggested
from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms
from quotes.domain.pricing.lengths import Total

RULES = {hint: Bounds() for hint in Hint} | {
    Hint.FIRST_STEP: Bounds(high=D("0.5")),
    Hint.AHEAD_OF_PLAN: Bounds(high=D("0.1")),
    Hint.PRICE_ONLY: Bounds(high=D("0.8")),
    Hint.PACE: Bounds(low=D("0.25"), high=D("0.6")),
    Hint.ROUND_NUMBER: Bounds(low=D(4)),
    Hint.RANGE: Bounds(high=D("0.2")),
    Hint.CLAIMED: Bounds(high=D(30)),
    Hint.LATE: Bounds(high=D(14)),
    Hint.EXTREME: Bounds(low=D("0.95"), high=D("1.5")),
}
AIMS = Aims(target=D(108), reservation=D(98), months=12, rounds=6, beta=D(1))
TRADED = (
    MoveTerms(kind=MoveKind.GIVE, issue=Issue.PRICE, what="让价", trade=1, worth=D(1)),
    MoveTerms(kind=MoveKind.GET, issue=Issue.REFERENCE, what="案例", trade=1, worth=D(1)),
)


def a_year(amount: int | D) -> Total:
    return Total(D(amount), 12)


def talk(*offers: int, asks: tuple[int, ...] = (), aims: Aims | None = AIMS, floor: int | None = None) -> Talk:
    return Talk(
        offers=tuple(a_year(offer) for offer in offers),
        asks=tuple(a_year(ask) for ask in asks),
        aims=aims,
        floor=None if floor is None else a_year(floor),
    )


def hints(now: Next) -> set[Hint]:
    return {advice.hint for advice in advise(now, RULES)}


def the(hint: Hint, now: Next) -> Advice:
    return next(advice for advice in advise(now, RULES) if advice.hint is hint)


def after(before: Talk, offer: int, **draft: object) -> Next:
    return Next(before, Draft(offer=a_year(offer), **draft))  # type: ignore[arg-type]


def test_five_two_one_shrinks_and_points_at_its_limit() -> None:
    found = the(Hint.SHRINKING, Next(talk(120, 115, 113, 112)))
    assert (found.weight, found.facts["steps"], found.facts["limit"]) == (Weight.GOOD, (D(5), D(2), D(1)), D(111))


def test_a_step_as_long_as_the_last_one_does_not_shrink() -> None:
    found = the(Hint.NOT_SHRINKING, after(talk(120, 115), 110))
    assert found.facts == {"before": D(5), "step": D(5)}


def test_a_shorter_step_is_not_blamed() -> None:
    assert Hint.NOT_SHRINKING not in hints(after(talk(120, 115), 113))


def test_a_round_without_a_move_in_between_does_not_hide_a_growing_one() -> None:
    assert Hint.NOT_SHRINKING in hints(after(talk(120, 118, 118), 114))


def test_a_first_step_over_half_the_room_is_too_long() -> None:
    assert the(Hint.FIRST_STEP, after(talk(120), 108)).facts["share"] == EXACT.divide(D(12), D(22))
    assert Hint.FIRST_STEP not in hints(after(talk(120), 109))


def test_below_the_reservation_price_is_a_stop_and_comes_first() -> None:
    found = advise(after(talk(120, 110), 97), RULES)
    assert (found[0].hint, found[0].weight) == (Hint.BELOW_RESERVATION, Weight.STOP)
    assert Hint.BELOW_RESERVATION not in hints(after(talk(120, 110), 98))


def test_spending_more_of_the_room_than_the_curve_and_its_slack_is_ahead_of_plan() -> None:
    """After the first of six even rounds a sixth of 22 is planned; the slack is a tenth of the room."""
    assert Hint.AHEAD_OF_PLAN not in hints(after(talk(120), 115))
    assert Hint.AHEAD_OF_PLAN in hints(after(talk(120), 114))


def test_a_higher_total_that_is_still_below_the_reservation_price_is_a_stop_too() -> None:
    assert Hint.BELOW_RESERVATION in hints(after(talk(120, 90), 95))


def test_after_a_rise_steps_are_counted_anew() -> None:
    """Scope was added on the way: 10 up, then 5 and 2 down shrink, and 5 and 10 down grow."""
    assert the(Hint.SHRINKING, Next(talk(100, 110, 105, 103))).facts["steps"] == (D(5), D(2))
    assert Hint.NOT_SHRINKING in hints(after(talk(100, 110, 105), 95))
    assert Hint.NOT_SHRINKING not in hints(after(talk(100, 110, 105), 103))


def test_a_side_that_goes_back_is_told_as_such() -> None:
    assert the(Hint.ONE_SIDED, after(talk(120, 115, asks=(80, 75)), 113)).facts["back"] is True
    assert the(Hint.ONE_SIDED, after(talk(120, 115, asks=(75, 75)), 113)).facts["back"] is False


def test_without_a_plan_nothing_is_said_about_room() -> None:
    found = hints(after(talk(120, aims=None), 60))
    assert found & {Hint.FIRST_STEP, Hint.AHEAD_OF_PLAN, Hint.BELOW_RESERVATION} == set()


def test_moving_while_they_stay_is_one_sided() -> None:
    assert Hint.ONE_SIDED in hints(after(talk(120, 115, asks=(95, 95)), 113))
    assert Hint.ONE_SIDED in hints(after(talk(120, 115, asks=(95,)), 113, ask=a_year(95)))
    assert Hint.ONE_SIDED not in hints(after(talk(120, 115, asks=(95,)), 113, ask=a_year(100)))
    assert Hint.ONE_SIDED not in hints(after(talk(120, 115, asks=(95,)), 113, moves=TRADED))


@pytest.mark.parametrize(
    ("offers", "asks", "asked_in", "answers"),
    [
        # They named 80, then came to 85 while we stayed: what is composed answers that.
        ((100, 100), (80, 85), (0, 1), True),
        # The same, after a step of ours that they answered.
        ((120, 115, 115), (80, 85), (1, 2), True),
        # They said 85 again: still unanswered.
        ((100, 100, 100), (80, 85, 85), (0, 1, 2), True),
        # We answered in the same round, or in a later one.
        ((100, 97), (80, 85), (0, 1), False),
        ((100, 100, 97), (80, 85), (0, 1), False),
        # They took it back.
        ((100, 100, 100), (80, 85, 82), (0, 1, 2), False),
        # Nobody knows when.
        ((100, 100), (80, 85), (), False),
    ],
)
def test_answering_a_move_of_theirs_is_not_one_sided(
    offers: tuple[int, ...], asks: tuple[int, ...], asked_in: tuple[int, ...], answers: bool
) -> None:
    before = replace(talk(*offers, asks=asks), asked_in=asked_in)
    now = after(before, offers[-1] - 3)
    assert (now.is_answer, Hint.ONE_SIDED in hints(now)) == (answers, not answers)


def test_what_lies_past_our_limit_is_warned_of_by_its_issue() -> None:
    """Agreed or open; what is off the table does no harm."""
    past = MoveTerms(kind=MoveKind.GIVE, issue=Issue.LIABILITY, what="24 个月", is_past_floor=True)
    moves = (replace(past, issue=Issue.SLA, status=MoveStatus.OPEN), past)
    found = the(Hint.PAST_FLOOR, Next(talk(120), Draft(moves=moves)))
    assert (found.weight, found.told()) == (Weight.WARN, {"issues": ["sla", "liability"]})
    assert Hint.PAST_FLOOR not in hints(Next(talk(120), Draft(moves=(replace(past, status=MoveStatus.REFUSED),))))
    assert Hint.PAST_FLOOR not in hints(Next(talk(120), Draft(moves=(replace(past, is_past_floor=False),))))


def test_a_lower_total_for_which_nothing_came_back_is_untraded() -> None:
    assert the(Hint.UNTRADED, after(talk(120), 119)).facts["step"] == D(1)
    assert Hint.UNTRADED not in hints(after(talk(120), 119, moves=TRADED))
    bare = replace(TRADED[0], untraded_reason="老客户")
    assert the(Hint.UNTRADED, after(talk(120), 119, moves=(bare,))).facts["gives"] == 1


def test_margin_and_payment_in_one_move_are_told() -> None:
    assert Hint.TWO_AT_ONCE in hints(after(talk(120), 119, loosened=True))
    assert Hint.TWO_AT_ONCE not in hints(Next(talk(120), Draft(loosened=True)))


def test_two_rounds_in_which_only_the_price_moved_are_a_streak() -> None:
    assert the(Hint.PRICE_ONLY, after(talk(120, 115), 113)).facts["rounds"] == 2
    for kind in MoveKind:
        other = MoveTerms(kind=kind, issue=Issue.SUPPORT, trade=1)
        assert Hint.PRICE_ONLY not in hints(after(talk(120, 115), 113, moves=(other,)))


def test_what_was_given_nearly_all_in_one_issue_is_narrow_and_one_give_is_not() -> None:
    gives = (
        MoveTerms(kind=MoveKind.GIVE, issue=Issue.PRICE, worth=D(19), trade=1),
        MoveTerms(kind=MoveKind.GIVE, issue=Issue.SLA, worth=D(1), trade=2),
    )
    found = the(Hint.PRICE_ONLY, Next(talk(120), Draft(moves=gives)))
    assert found.facts["share"] == D("0.905")
    assert Hint.PRICE_ONLY not in hints(Next(talk(120), Draft(moves=(replace(gives[0], worth=D(1)), gives[1]))))
    assert the(Hint.PRICE_ONLY, Next(talk(120), Draft(moves=(gives[1], gives[1])))).facts["share"] == D(1)
    assert Hint.PRICE_ONLY not in hints(Next(talk(120), Draft(moves=gives[1:])))


@pytest.mark.parametrize(("last", "said"), [(112, False), (114, True), (111, True)])
def test_a_pace_outside_its_band_is_told(last: int, said: bool) -> None:
    """After a step of five: three is within a quarter and six tenths, one is too little, four hardly slows down."""
    assert (Hint.PACE in hints(after(talk(120, 115), last))) is said


def test_a_limit_below_what_we_could_sign_is_a_warning() -> None:
    assert the(Hint.OUR_LIMIT, after(talk(120, 110), 101)).facts == {"limit": D(20), "lowest": D(98)}


def test_a_floor_above_the_reservation_price_counts_where_it_is_known() -> None:
    assert the(Hint.OUR_LIMIT, Next(talk(120, 115, 113, floor=112))).facts["lowest"] == D(112)
    assert the(Hint.OUR_LIMIT, Next(talk(120, 115, 113))).weight is Weight.INFO


def test_their_shrinking_raises_are_an_estimate_of_their_limit() -> None:
    found = the(Hint.THEIR_LIMIT, Next(talk(120, asks=(84, 95, 100, 102))))
    assert (found.weight, found.facts["limit"]) == (Weight.INFO, EXACT.divide(D(310), D(3)))


def test_a_total_that_ends_in_four_zeros_is_round() -> None:
    assert the(Hint.ROUND_NUMBER, after(talk(1_200_000, aims=None), 1_120_000)).facts["zeros"] == 4
    assert Hint.ROUND_NUMBER not in hints(after(talk(1_200_000, aims=None), 1_121_500))


def test_a_hint_without_a_rule_in_force_is_silent() -> None:
    now = after(talk(120, 115), 110)
    assert {advice.hint for advice in advise(now, {Hint.NOT_SHRINKING: Bounds()})} == {Hint.NOT_SHRINKING}


def test_the_next_offer_follows_the_curve_and_stops_at_the_target() -> None:
    assert suggested(talk(120)) == D(120) - D(22) / D(6)
    assert suggested(talk(120, 116, 112, 109)) == D(108)
    assert suggested(talk(120, 108)) is None
    assert suggested(talk(120, aims=None)) is None


def test_a_target_below_the_reservation_price_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Aims(target=D(97), reservation=D(98), months=12, rounds=6, beta=D(1))
    assert refused.value.field == "target"


WORTHS = st.lists(st.integers(1, 50), min_size=1, max_size=3)


@given(WORTHS, st.integers(90, 119))
def test_the_order_in_which_moves_are_told_changes_nothing(worths: list[int], offer: int) -> None:
    issues = list(Issue)
    moves = tuple(
        MoveTerms(kind=MoveKind.GIVE, issue=issues[place], worth=D(worth), trade=place + 1, untraded_reason="x")
        for place, worth in enumerate(worths)
    )
    said = {str(advise(after(talk(120, 115), offer, moves=turned), RULES)) for turned in permutations(moves)}
    assert len(said) == 1


@given(
    st.lists(st.integers(1, 10_000), min_size=2, max_size=7), st.integers(2, 1000), st.sampled_from([D("0.25"), D(1)])
)
def test_scaling_every_number_scales_the_limits_and_keeps_the_hints(numbers: list[int], by: int, beta: D) -> None:
    offers = sorted(numbers, reverse=True)
    aims = Aims(target=D(offers[-1] + 1), reservation=D(offers[-1]), months=12, rounds=5, beta=beta)
    once, many = (
        [
            advice
            for advice in advise(
                Next(
                    Talk(
                        offers=tuple(a_year(offer * factor) for offer in offers[:-1]),
                        aims=replace(aims, target=aims.target * factor, reservation=aims.reservation * factor),
                    ),
                    Draft(offer=a_year(offers[-1] * factor)),
                ),
                RULES,
            )
            if advice.hint is not Hint.ROUND_NUMBER
        ]
        for factor in (1, by)
    )
    assert [advice.hint for advice in once] == [advice.hint for advice in many]
    for small, big in zip(once, many, strict=True):
        limits = small.facts.get("limit"), big.facts.get("limit")
        if isinstance(limits[0], D) and isinstance(limits[1], D):
            assert abs(EXACT.multiply(limits[0], D(by)) - limits[1]) < D("1E-40")


@pytest.mark.parametrize(
    ("budget", "closed", "over_budget", "over_closed"),
    [(None, None, None, None), (120, 80, None, None), (119, 80, 119, None), (119, 79, 119, D("118.5"))],
)
def test_a_first_number_is_held_against_the_budget_and_what_others_closed_at(
    budget: int | None, closed: int | None, over_budget: int | None, over_closed: D | None
) -> None:
    told = [None if amount is None else D(amount) for amount in (budget, closed)]
    now = Next(Talk(reach=Reach(first=D(120), budget=told[0], closed=told[1])))
    if over_budget is None and over_closed is None:
        assert Hint.EXTREME not in hints(now)
    else:
        facts = the(Hint.EXTREME, now).facts
        assert (facts["budget"], facts["closed"]) == (over_budget, over_closed)


def test_what_we_hope_for_is_where_a_pattern_ends_too_early() -> None:
    """5 and 2 point at 111 2/3: above the target of 108, and below a hope of 115."""
    assert the(Hint.OUR_LIMIT, Next(talk(120, 115, 113))).facts["hoped"] is None
    assert Hint.OUR_LIMIT not in hints(Next(talk(120, 115, 113, aims=replace(AIMS, aspiration=D(115)))))
    assert the(Hint.OUR_LIMIT, Next(talk(120, 115, 113, aims=replace(AIMS, aspiration=D(110))))).facts["hoped"] == 110


def test_what_we_hope_for_is_not_below_the_target() -> None:
    with pytest.raises(Refusal) as refused:
        replace(AIMS, aspiration=D(107))
    assert refused.value.field == "aspiration"


class TestOffersOfDifferentLengths:
    """A price is compared by the month of service, the free ones among them."""

    def after(self, *offers: Total, **draft: Any) -> Next:
        return Next(Talk(offers=offers[:-1], aims=AIMS), Draft(offer=offers[-1], **draft))

    def test_half_the_months_at_the_same_price_a_month_is_no_concession(self) -> None:
        now = self.after(Total(D(240), 24), Total(D(120), 12))
        assert (now.step, hints(now)) == (0, set())

    def test_twice_the_months_for_the_same_total_gives_half(self) -> None:
        now = self.after(Total(D(120), 12), Total(D(120), 24))
        told = the(Hint.UNTRADED, now)
        assert (now.step, now.offers[0]) == (120, 240)
        assert (told.facts["step"], told.months, told.told()["months"]) == (120, 24, 24)

    def test_free_months_on_the_same_total_are_a_lower_price(self) -> None:
        """Three on twelve are a fifth off a month: 100 for 12 is 125 for 15."""
        now = self.after(Total(D(100), 12), Total(D(100), 15))
        assert EXACT.divide(now.step, now.offers[0]) == D("0.2")

    def test_a_plan_is_held_against_offers_of_another_length_at_its_price_a_month(self) -> None:
        """98 a year are 196 for two."""
        assert Hint.BELOW_RESERVATION in hints(self.after(Total(D(240), 24), Total(D("195.99"), 24)))
        assert Hint.BELOW_RESERVATION not in hints(self.after(Total(D(240), 24), Total(D(196), 24)))
        assert Hint.BELOW_RESERVATION in hints(self.after(Total(D(240), 24), Total(D("97.99"), 12)))

    def test_while_all_is_for_one_length_the_numbers_stay_as_they_were_named(self) -> None:
        told = the(Hint.BELOW_RESERVATION, self.after(Total(D(240), 24), Total(D(190), 24)))
        assert (told.facts, told.months) == ({"offer": D(190), "reservation": D(196)}, None)

    def test_what_the_plan_offers_next_is_for_the_months_on_the_table(self) -> None:
        """After half of the rounds half of the room of 22 a year is planned to be given."""
        mixed = Talk(offers=(Total(D(120), 12), Total(D(240), 24), Total(D(240), 24)), aims=AIMS)
        assert suggested(mixed) == 2 * (120 - 11)

    def test_their_asks_count_by_the_month_too(self) -> None:
        asks = (Total(D(80), 12), Total(D(160), 24))
        assert Hint.ONE_SIDED in hints(
            Next(Talk(offers=(a_year(120), a_year(115)), asks=asks), Draft(offer=a_year(110)))
        )

    @given(
        st.lists(st.tuples(st.integers(1, 10_000), st.integers(1, 36)), min_size=2, max_size=5),
        st.data(),
    )
    def test_more_months_at_the_same_price_a_month_change_nothing(
        self, offers: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        """Any of the offers may be for a multiple of its months and of its total."""
        times = [data.draw(st.integers(1, 4)) for _ in offers]
        once = self.after(*(Total(D(amount), months) for amount, months in offers))
        many = self.after(
            *(Total(D(amount * by), months * by) for (amount, months), by in zip(offers, times, strict=True))
        )
        rules = {hint: bounds for hint, bounds in RULES.items() if hint is not Hint.ROUND_NUMBER}
        said = [[(one.hint, one.weight) for one in advise(now, rules)] for now in (once, many)]
        assert said[0] == said[1]

    @given(st.integers(1, 10**9), st.integers(1, 60))
    def test_the_same_total_for_twice_as_long_is_a_concession_of_half(self, amount: int, months: int) -> None:
        now = self.after(Total(D(amount), months), Total(D(amount), 2 * months))
        assert 2 * now.step == now.offers[0]
