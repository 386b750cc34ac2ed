"""The ledger: every give beside its get, for both sides, and totals that are the sum of their rows."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.domain.coach.advice import HINTS, Bounds, advise
from quotes.domain.coach.talk import Aims, Draft, Next, Talk
from quotes.domain.issues.ledger import Account, Both, Lever, ledger, logrolls, sensitivity, steps, summed, trades
from quotes.domain.issues.options import Option
from quotes.domain.issues.swaps import StepClass
from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms, Span
from quotes.domain.pricing.lengths import Total

D = Decimal


def move(kind: MoveKind, worth: int | None = None, theirs: int | None = None, **values: Any) -> MoveTerms:
    told = {"issue": Issue.PRICE, "trade": 1, "round": 1} | values
    return MoveTerms(
        kind=kind,
        worth=None if worth is None else D(worth),
        theirs=None if theirs is None else Span.exactly(D(theirs)),
        **told,
    )


def give(worth: int | None = None, theirs: int | None = None, **values: Any) -> MoveTerms:
    return move(MoveKind.GIVE, worth, theirs, **values)


def get(worth: int | None = None, theirs: int | None = None, **values: Any) -> MoveTerms:
    return move(MoveKind.GET, worth, theirs, **values)


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
moves = st.lists(
    st.builds(
        MoveTerms,
        kind=st.sampled_from(list(MoveKind)),
        issue=st.sampled_from(list(Issue)),
        worth=st.none() | amounts,
        theirs=st.none() | st.builds(Span.exactly, amounts),
        round=st.integers(1, 3),
        trade=st.none() | st.integers(1, 3),
        status=st.sampled_from(list(MoveStatus)),
        untraded_reason=st.sampled_from(["", "客情"]),
    ),
    max_size=12,
)


def test_a_trade_is_told_for_both_sides() -> None:
    """A give that costs us 3 and is worth 9 to them, for a get that brings us 8 and costs them 2."""
    (trade,) = trades([give(3, 9), get(8, 2)])
    swap = trade.swap
    assert (trade.net, trade.theirs, swap and (swap.joint, swap.is_balanced)) == (5, Span.exactly(D(7)), (12, True))


def test_an_estimate_stays_as_wide_as_it_is() -> None:
    wide = replace(give(3), theirs=Span(low=D(8), high=D(10)))
    (trade,) = trades([wide, replace(get(8), theirs=Span(low=D(1), high=D(4)))])
    assert (trade.theirs, trade.swap and trade.swap.theirs) == (Span(low=D(4), high=D(9)), D("6.5"))


def test_what_has_no_price_is_not_taken_for_zero() -> None:
    book = ledger([give(50), give(), get()])
    assert (book.total, book.unpriced_gives, book.unpriced_gets, book.trades[0].net) == (
        Account(given=D(50)),
        1,
        1,
        None,
    )


def test_a_give_for_nothing_is_all_cost_and_what_was_refused_is_none() -> None:
    free, refused = trades([give(20, trade=None), give(10, status=MoveStatus.REFUSED)])[::-1]
    assert (free.net, free.is_losing, refused.is_losing) == (-20, True, False)


def test_totals_stand_by_issue_and_by_round() -> None:
    book = ledger([give(5), get(3, issue=Issue.TERM), give(2, round=2), get(2, round=2, issue=Issue.TERM)])
    assert book.by_issue == {Issue.PRICE: Account(given=D(7)), Issue.TERM: Account(got=D(5))}
    assert book.by_round == {1: Account(given=D(5), got=D(3)), 2: Account(given=D(2), got=D(2))}


def test_what_was_agreed_is_summed_for_both_sides_and_an_unknown_is_no_zero() -> None:
    """Two trades of 5 for us and 7 for them; what is open counts for nothing, a price that is missing for unknown."""
    twice = [
        give(3, 9),
        get(8, 2),
        give(3, 9, trade=2),
        get(8, 2, trade=2),
        give(99, 1, trade=3, status=MoveStatus.OPEN),
    ]
    assert summed(trades(twice)) == Both(net=D(10), theirs=Span.exactly(D(14)), joint=D(24))
    assert summed(trades([*twice, give(1, trade=4)])) == Both(net=D(9), theirs=None, joint=None)
    assert summed(trades([*twice, give(trade=4)])) == Both(net=None, theirs=None, joint=None)


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ([give(3, 9), get(8, 2)], StepClass.FORTUNATE),
        ([give(5, 5), get(2, 1)], StepClass.CONCESSION),
        ([get(5, 5)], StepClass.SELFISH),
        ([give(5, 5), get(2)], None),
    ],
)
def test_a_round_is_named_by_what_it_changes_for_either_side(told: list[MoveTerms], step: StepClass | None) -> None:
    assert steps(trades(told)) == {1: step}


def test_a_change_within_the_setting_is_none() -> None:
    assert steps(trades([give(3, 3), get(3, 3)]), least=D(1)) == {1: StepClass.SILENT}


def test_heeding_the_other_side_is_counted_against_not_heeding_them() -> None:
    told = [StepClass.CONCESSION, StepClass.NICE, StepClass.SILENT, None]
    assert (sensitivity(told), sensitivity([StepClass.NICE]), sensitivity([])) == (2, None, None)


def lever(issue: Issue, cost: int, worth: int) -> Lever:
    return Lever(issue=issue, option=Option(name=issue.value), cost=D(cost), worth=D(worth))


def test_what_means_much_to_them_is_paired_with_what_means_much_to_us() -> None:
    cheap, dear = lever(Issue.SUPPORT, 10, 60), lever(Issue.SLA, 30, 40)
    good, poor = lever(Issue.TERM, -36, -10), lever(Issue.REFERENCE, -15, -3)
    found = logrolls([dear, poor, cheap, good])
    assert [(pair.give.issue, pair.get.issue) for pair in found] == [
        (Issue.SUPPORT, Issue.REFERENCE),
        (Issue.SLA, Issue.TERM),
    ]
    assert found[0].swap.ours == 5


def test_no_pair_is_made_at_the_cost_of_either_side() -> None:
    assert logrolls([lever(Issue.SLA, 50, 60), lever(Issue.TERM, -10, -5)]) == ()
    assert logrolls([lever(Issue.TERM, 5, 60), lever(Issue.TERM, -10, -5)]) == ()


@given(moves)
@settings(max_examples=25)
def test_totals_are_the_sums_of_their_rows(some: list[MoveTerms]) -> None:
    book = ledger(some)
    for parts in (book.by_issue.values(), book.by_round.values()):
        assert (sum(part.given for part in parts), sum(part.got for part in parts)) == (
            book.total.given,
            book.total.got,
        )
    agreed = [one for one in some if one.status is MoveStatus.AGREED]
    assert book.total.net == sum((one.worth or 0) * (1 if one.kind is MoveKind.GET else -1) for one in agreed)
    assert sum(len(trade.moves) for trade in book.trades) == len(some)


@given(moves, st.integers(1, 1000))
@settings(max_examples=25)
def test_money_that_is_scaled_scales_the_totals(some: list[MoveTerms], by: int) -> None:
    scaled = [replace(one, worth=None if one.worth is None else one.worth * by) for one in some]
    one, other = ledger(some), ledger(scaled)
    assert {issue: account.net * by for issue, account in one.by_issue.items()} == {
        issue: account.net for issue, account in other.by_issue.items()
    }


@given(st.data(), moves)
@settings(max_examples=25)
def test_no_order_of_the_issues_changes_what_the_coach_says(data: st.DataObject, some: list[MoveTerms]) -> None:
    talk = Talk(
        offers=(Total(D(100), 12),),
        asks=(Total(D(80), 12),),
        aims=Aims(target=D(90), reservation=D(70), months=12, rounds=4, beta=D(1)),
    )
    rules = dict.fromkeys(HINTS, Bounds(low=D("0.005"), high=D("0.5")))
    told = [replace(one, round=0) for one in some]
    shuffled = data.draw(st.permutations(told))
    said = [advise(Next(talk, Draft(offer=Total(D(95), 12), moves=tuple(each))), rules) for each in (told, shuffled)]
    assert said[0] == said[1]
