"""What the moves of a round are worth: typed, by the deal's issues, or as they can be reckoned."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.issues.moves import Turn, priced, stood
from quotes.domain.issues.options import IssueTerms, Option, Span, Tier
from quotes.domain.issues.worth import Ground, step_price, step_worth
from quotes.domain.negotiation import Basis, Issue, MoveKind, MoveStatus, MoveTerms
from quotes.domain.pricing.engine import gross_of, price
from quotes.domain.pricing.revised import Revision, revised
from quotes.domain.pricing.terms import PaymentPlan
from tests.quotes.domain.issues.test_worth import ground

D = Decimal
NONE, CASE, TALK = (
    Option(key=1, name="不做案例", cost=D(0), worth=Span.exactly(D(0)), source="估算"),
    Option(key=2, name="署名案例", cost=D(-15_000), worth=Span(low=D(-5_000), high=D(-2_000)), source="估算"),
    Option(key=3, name="署名案例并演讲", cost=D(-20_000), worth=Span(low=D(-9_000), high=D(-6_000)), source="估算"),
)
# Of a year's fee of 1,000,000.
LEVELS = IssueTerms(
    issue=Issue.SLA,
    options=tuple(
        Option(
            key=key,
            name=name,
            tiers=(Tier(share=D(100), chance=D(chance)),),
            worth=Span.exactly(D(worth)),
            source="事故记录",
            is_today=key == 11,
        )
        for key, name, chance, worth in (
            (11, "99.9 %", "1.2", 0),
            (12, "99.95 %", "3.6", 30_000),
            (13, "99.99 %", "6", 70_000),
        )
    ),
)


def move(kind: MoveKind, issue: Issue, what: str = "", **changed: Any) -> MoveTerms:
    return MoveTerms(kind=kind, issue=issue, what=what, trade=1, **changed)


FALL = move(MoveKind.GIVE, Issue.PRICE, "年付优惠 5 个点")
YEARLY = move(MoveKind.GET, Issue.PAYMENT, "季付改年付")


def turn(*, off: str = "0", stood: dict[Issue, int] | None = None, **terms: Any) -> Turn:
    """The offer that is paid quarterly in advance, at 6 %, and what it comes to with so much off."""
    before: Ground = ground()
    after = revised(before.terms, Revision(terms=terms))
    total = before.priced.gross * (100 - D(off)) / 100 if off != "0" else gross_of(after)
    return Turn(
        before=before,
        after=after,
        total=total,
        issues=(IssueTerms(issue=Issue.REFERENCE, options=(TALK, CASE, NONE)), LEVELS),
        stood=stood or {},
    )


def test_five_points_for_yearly_prepayment_are_more_than_it_is_worth() -> None:
    told = turn(off="5", payment_plan=PaymentPlan.ANNUAL_PREPAID)
    gross = told.before.priced.gross
    fall, yearly = priced([FALL, YEARLY], told)
    assert (fall.worth, fall.basis, fall.theirs) == (gross * 5 / 100, Basis.TOTAL, Span.exactly(gross * 5 / 100))
    assert yearly.worth is not None
    assert (round(yearly.worth / gross * 100, 2), yearly.basis, yearly.theirs) == (D("2.15"), Basis.PAYMENT, None)


def test_three_free_months_for_yearly_prepayment_cost_a_quarter_at_list() -> None:
    told = turn(free_months=3, payment_plan=PaymentPlan.ANNUAL_PREPAID)
    free, _yearly = priced([move(MoveKind.GIVE, Issue.FREE_MONTHS, "额外服务期"), YEARLY], told)
    before = told.before.priced
    assert (free.worth, free.basis) == (round(before.with_tax(before.list_total, 2) / 4, 2), Basis.LIST)


def test_what_was_typed_stays_as_it_was_typed() -> None:
    typed = replace(YEARLY, worth=D(1), theirs=Span.exactly(D(2)))
    assert priced([typed], turn(payment_plan=PaymentPlan.ANNUAL_PREPAID)) == (typed,)


def test_an_outcome_is_priced_against_the_one_that_stood() -> None:
    first, second = (
        priced([move(MoveKind.GET, Issue.REFERENCE, option=3)], turn(stood=now))[0]
        for now in ({}, {Issue.REFERENCE: 2})
    )
    assert (first.worth, first.theirs, first.basis) == (20_000, Span(low=D(6_000), high=D(9_000)), Basis.OPTION)
    assert (second.worth, second.theirs) == (5_000, Span(low=D(1_000), high=D(7_000)))


def level(kind: MoveKind, key: int, **now: int) -> tuple[D | None, Span | None]:
    found = priced([move(kind, Issue.SLA, option=key)], turn(stood={Issue.SLA: now["stood"]} if now else None))[0]
    return found.worth, found.theirs


def test_a_step_between_levels_of_service_costs_their_difference() -> None:
    """Credits of 12,000, 36,000 and 60,000: the first is promised already, and taking a step back brings it all."""
    assert level(MoveKind.GIVE, 12) == (24_000, Span.exactly(D(30_000)))
    assert level(MoveKind.GIVE, 13, stood=12) == (24_000, Span.exactly(D(40_000)))
    assert level(MoveKind.GET, 11, stood=12) == (24_000, Span.exactly(D(30_000)))
    assert level(MoveKind.GIVE, 12, stood=12) == (0, Span.exactly(D(0)))


@given(
    chances=st.lists(st.integers(0, 20), min_size=3, max_size=3),
    typed=st.lists(st.none() | st.integers(-50_000, 50_000).map(D), min_size=3, max_size=3),
    way=st.lists(st.integers(0, 2), min_size=1, max_size=4),
)
def test_there_and_back_again_nets_to_nothing(chances: list[int], typed: list[D | None], way: list[int]) -> None:
    """For us and for them, whatever was typed and whatever is reckoned, over however many steps."""
    options = tuple(
        replace(option, cost=cost, tiers=(Tier(share=D(100), chance=D(chance)),))
        for option, cost, chance in zip(LEVELS.options, typed, chances, strict=True)
    )
    terms, on = replace(LEVELS, options=options), ground()
    stops = [options[place] for place in (way[0], *way, way[0])]
    steps = [(step_price(terms, to, at.key, on), step_worth(terms, to, at.key)) for at, to in pairwise(stops)]
    assert sum(cost.cost for cost, _worth in steps if cost) == 0
    assert sum(worth.middle for _cost, worth in steps if worth) == 0
    assert all(None not in step for step in steps)


def test_what_stands_on_another_footing_gives_a_step_no_price() -> None:
    """One typed, the other reckoned by nobody, or off the list by now."""
    told = replace(LEVELS, options=(replace(LEVELS.options[0], tiers=()), *LEVELS.options[1:]))
    on = turn().before
    assert [step_price(told, told.options[1], stood, on) for stood in (11, 99)] == [None, None]
    assert [step_worth(told, told.options[1], stood) for stood in (11, 99)] == [Span.exactly(D(30_000)), None]


def test_a_round_agrees_one_outcome_of_an_issue() -> None:
    """Which of two stands would hang on their order; what is refused beside it does no harm."""
    first, second = (move(MoveKind.GIVE, Issue.SLA, name, option=key) for name, key in (("A", 12), ("B", 13)))
    for moves in ([first, second], [second, first]):
        with pytest.raises(Refusal, match="outcomes of one issue"):
            priced(moves, turn())
    assert len(priced([first, replace(second, status=MoveStatus.REFUSED)], turn())) == 2


def test_one_more_month_is_what_the_offer_says_and_never_a_negative_give() -> None:
    """Two are on the table: with a third in the offer a month is given; by its words alone it would be one less."""
    two = replace(turn(), before=free(2))
    asked = move(MoveKind.GIVE, Issue.FREE_MONTHS, "再送 1 个月")
    month = round(two.before.listed, 2)
    after = replace(two.before.terms, free_months=3)
    assert priced([asked], replace(two, after=after))[0].worth == month
    assert priced([asked], replace(two, after=two.before.terms))[0].worth is None
    assert priced([replace(asked, what="共送 3 个月")], replace(two, after=two.before.terms))[0].worth == month
    back = replace(asked, kind=MoveKind.GET, what="只送 1 个月")
    assert priced([back], replace(two, after=replace(after, free_months=1)))[0].worth == month


def free(months: int) -> Ground:
    before = ground()
    terms = replace(before.terms, free_months=months)
    return replace(before, terms=terms, priced=price(terms))


def test_what_stands_is_what_was_agreed_last() -> None:
    told = [
        move(MoveKind.GET, Issue.REFERENCE, option=2),
        move(MoveKind.GET, Issue.REFERENCE, option=3, status=MoveStatus.REFUSED),
        move(MoveKind.GIVE, Issue.SUPPORT),
    ]
    assert stood(told) == {Issue.REFERENCE: 2}


def test_a_move_that_changes_no_terms_has_no_price() -> None:
    told = [
        move(MoveKind.GET, Issue.PAYMENT, "按时付款"),
        move(MoveKind.GIVE, Issue.PRICE, "小让"),
        move(MoveKind.GIVE, Issue.SCOPE, "加一场重保"),
    ]
    assert [each.worth for each in priced(told, turn())] == [None, None, None]


def test_two_falls_of_the_price_cannot_be_told_apart() -> None:
    assert [each.worth for each in priced([FALL, replace(FALL, what="再让")], turn(off="5"))] == [None, None]


def test_what_is_refused_is_priced_by_its_words_alone() -> None:
    asked = move(MoveKind.GIVE, Issue.CREDIT, "账期 180 天", status=MoveStatus.REFUSED)
    named, unnamed = priced([asked, replace(asked, what="更长的账期")], turn(credit_days=90))
    assert (named.worth is not None and named.worth > 0, unnamed.worth) == (True, None)


def test_credit_and_cycle_that_change_together_are_each_priced_by_its_own() -> None:
    told = turn(payment_plan=PaymentPlan.ANNUAL_PREPAID, credit_days=60)
    alone = priced([YEARLY], told)[0].worth
    yearly, credit = priced([YEARLY, move(MoveKind.GIVE, Issue.CREDIT, "60 天")], told)
    assert None not in (alone, yearly.worth, credit.worth)
    assert (yearly.worth or 0) > (alone or 0)
    assert (credit.worth or 0) > 0
