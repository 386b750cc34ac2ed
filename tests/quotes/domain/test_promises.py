from dataclasses import replace
from decimal import Decimal

import pytest

from quotes.domain.negotiation import Issue, MoveKind, MoveStatus, MoveTerms
from quotes.domain.pricing.terms import OfferTerms, PaymentPlan, PaymentTerms, ServiceTerms
from quotes.domain.promises import Unkept, named_terms, unkept, unread
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


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("99.99 %", {"sla_availability": Decimal("99.99")}),
        ("99.9% 提到 99.99%", {"sla_availability": Decimal("99.99")}),
        ("可用性不低于 99.95，低于 99% 赔付 100%", {"sla_availability": Decimal("99.95")}),
        ("99.95%，紧急 30 分钟", {"sla_availability": Decimal("99.95"), "urgent_minutes": 30}),
        ("紧急 1 小时、一般 4 小时响应", {"urgent_minutes": 60, "normal_minutes": 240}),
        ("紧急由 60 分钟缩到 30 分钟", {"urgent_minutes": 30}),
        ("紧急问题 30 分钟响应，2 小时恢复", {"urgent_minutes": 30}),
        ("P1 一个半小时", {"urgent_minutes": 90}),
        ("urgent within 30 minutes, normal within 4 hours", {"urgent_minutes": 30, "normal_minutes": 240}),
        ("7×24 小时专属支持", {}),
    ],
)
def test_availability_and_minutes_of_response_are_read_of_a_service(what: str, named: dict[str, object]) -> None:
    assert (named_terms(get(what, Issue.SLA)), named_terms(get(what, Issue.SUPPORT))) == (named, named)


MINUTES = {"urgent_minutes", "normal_minutes"}


@pytest.mark.parametrize(
    ("what", "sla", "support"),
    [
        ("99.95%，赔付 10%", set(), set()),
        ("金牌", {"sla_availability"}, set()),
        ("赔付 10%", {"sla_availability"}, set()),
        ("15 分钟响应", {"sla_availability", *MINUTES}, MINUTES),
        ("紧急问题 30 分钟响应 2 小时恢复", {"sla_availability", *MINUTES}, MINUTES),
        ("紧急 30-60 分钟", {"sla_availability", *MINUTES}, MINUTES),
        ("紧急 30 分钟，一般更快", {"normal_minutes"}, {"normal_minutes"}),
        ("7×24 小时专属工程师", {"sla_availability"}, set()),
    ],
)
def test_what_words_about_a_service_speak_of_and_do_not_name_is_told(
    what: str, sla: set[str], support: set[str]
) -> None:
    assert (unread(get(what, Issue.SLA)), unread(get(what, Issue.SUPPORT))) == (sla, support)
    assert unread(get(what, Issue.PRICE)) == frozenset()


def test_an_agreed_availability_that_the_offer_does_not_say_is_told_and_vague_service_is_not() -> None:
    promised = offer(service=ServiceTerms(sla_availability=Decimal("99.9")))
    moves = [get("99.95%，紧急 30 分钟", Issue.SLA), get("99.9%", Issue.SLA), get("专属工程师", Issue.SUPPORT)]
    assert [(each.column, each.named, each.kept) for each in unkept(moves, promised)] == [
        ("sla_availability", Decimal("99.95"), Decimal("99.9"))
    ]


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
