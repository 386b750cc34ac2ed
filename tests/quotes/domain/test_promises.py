from dataclasses import replace
from decimal import Decimal

import pytest

from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms
from quotes.domain.pricing.terms import OfferTerms, PaymentPlan, PaymentTerms
from quotes.domain.promises import Unkept, named_terms, unkept
from tests.quotes.domain.offers import offer


def get(what: str, issue: Issue = Issue.PAYMENT, **changed: object) -> MoveTerms:
    return MoveTerms(kind=MoveKind.GET, issue=issue, what=what, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "plan"),
    [
        ("季付改年付", PaymentPlan.ANNUAL_PREPAID),
        ("年度一次性付清", PaymentPlan.ANNUAL_PREPAID),
        ("按季度预付", PaymentPlan.QUARTERLY_PREPAID),
        ("改为季度后付", PaymentPlan.QUARTERLY_ARREARS),
        ("月结", PaymentPlan.MONTHLY_ARREARS),
        ("由月付改为季付", PaymentPlan.QUARTERLY_PREPAID),
        ("annual prepayment", PaymentPlan.ANNUAL_PREPAID),
        ("Quarterly in advance instead of monthly in arrears, then yearly", PaymentPlan.ANNUAL_PREPAID),
        ("monthly, in arrears", PaymentPlan.MONTHLY_ARREARS),
    ],
)
def test_a_way_of_paying_is_read_and_the_last_one_counts(what: str, plan: PaymentPlan) -> None:
    assert named_terms(get(what)) == {"payment_plan": plan}


@pytest.mark.parametrize("what", ["今年付清", "每 3个月付一次", "付款再谈", "明年付", ""])
def test_words_that_name_no_plan_are_not_read_as_one(what: str) -> None:
    assert named_terms(get(what)) == {}


def test_prepayment_and_credit_are_read_beside_the_plan() -> None:
    assert named_terms(get("预付 30%，账期由 90 天缩到 60 天")) == {"prepay_percent": Decimal(30), "credit_days": 60}
    assert named_terms(get("50% 预付")) == {"prepay_percent": Decimal(50)}
    assert named_terms(get("预付 300%")) == {}


@pytest.mark.parametrize(
    ("what", "months"),
    [
        ("合同期由 12 个月延到 24 个月", 24),
        ("签两年", 24),
        ("签十二个月", 12),
        ("签二十四个月", 24),
        ("先签半年", 6),
        ("3-year term", 36),
        ("18 months", 18),
    ],
)
def test_a_length_of_time_is_read_in_months(what: str, months: int) -> None:
    assert named_terms(get(what, Issue.TERM)) == {"term_months": months}
    assert named_terms(get(what, Issue.FREE_MONTHS)) == {"free_months": months}


@pytest.mark.parametrize("what", ["2026年再签", "签 200 个月", "3 月开始", "更久"])
def test_what_is_no_length_of_time_is_not_read_as_one(what: str) -> None:
    assert named_terms(get(what, Issue.TERM)) == {}


def test_only_payment_term_and_free_months_are_terms_that_words_can_name() -> None:
    assert named_terms(get("年付", Issue.PRICE)) == {}


@pytest.fixture
def quarterly() -> OfferTerms:
    return offer(payment=PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID), term_months=12, free_months=0)


def test_what_the_offer_does_not_say_is_told_and_what_it_says_is_not(quarterly: OfferTerms) -> None:
    moves = [get("季付改年付"), get("签 24 个月", Issue.TERM), get("签 12 个月", Issue.TERM)]
    assert unkept(moves, quarterly) == (
        Unkept(
            move=moves[0],
            column="payment_plan",
            named=PaymentPlan.ANNUAL_PREPAID,
            kept=PaymentPlan.QUARTERLY_PREPAID,
        ),
        Unkept(move=moves[1], column="term_months", named=24, kept=12),
    )
    yearly = replace(quarterly, payment=PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID), term_months=24)
    assert unkept(moves[:2], yearly, quarterly) == ()


def test_a_give_of_free_months_changes_nothing_by_itself_either(quarterly: OfferTerms) -> None:
    given = replace(get("送 3 个月", Issue.FREE_MONTHS), kind=MoveKind.GIVE)
    assert [(each.named, each.kept) for each in unkept([given], quarterly)] == [(3, 0)]


@pytest.mark.parametrize("status", [MoveStatus.OPEN, MoveStatus.REFUSED, MoveStatus.WITHDRAWN])
def test_what_is_not_agreed_is_not_missed(quarterly: OfferTerms, status: MoveStatus) -> None:
    assert unkept([get("季付改年付", status=status)], quarterly) == ()
    assert len(unkept([get("季付改年付")], quarterly)) == 1


def test_unclear_words_are_told_of_until_a_term_they_may_mean_changes(quarterly: OfferTerms) -> None:
    vague = get("付款条件更好")
    assert [(each.column, each.named) for each in unkept([vague], quarterly)] == [("payment_plan", None)]
    better = replace(quarterly, payment=PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID, credit_days=30))
    assert unkept([vague], better, quarterly) == ()
