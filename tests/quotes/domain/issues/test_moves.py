"""What the moves of a round are worth: typed, by the deal's issues, or as they can be reckoned."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from quotes.domain.issues.moves import Turn, priced, stood
from quotes.domain.issues.options import Option, Span
from quotes.domain.issues.worth import Ground
from quotes.domain.negotiation import Basis, Issue, MoveKind, MoveStatus, MoveTerms
from quotes.domain.pricing.engine import gross_of
from quotes.domain.pricing.revised import Revision, revised
from quotes.domain.pricing.terms import PaymentPlan
from tests.quotes.domain.issues.test_worth import ground

D = Decimal
NONE, CASE, TALK = (
    Option(key=1, name="不做案例", cost=D(0), worth=Span.exactly(D(0)), source="估算"),
    Option(key=2, name="署名案例", cost=D(-15_000), worth=Span(low=D(-5_000), high=D(-2_000)), source="估算"),
    Option(key=3, name="署名案例并演讲", cost=D(-20_000), worth=Span(low=D(-9_000), high=D(-6_000)), source="估算"),
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
        options={option.key or 0: option for option in (NONE, CASE, TALK)},
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
