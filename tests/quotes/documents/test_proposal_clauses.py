"""Terms as the sentences a customer signs."""

from dataclasses import replace
from decimal import Decimal

import pytest

from quotes.documents.proposal.clauses import PLANS, SUPPORT, highlights, payment_clauses, service_clauses, term_clauses
from quotes.documents.proposal.pictures import shares
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms, ServiceTerms, SupportHours
from tests.quotes.documents.sample import offer, proposal


@pytest.mark.parametrize(
    ("availability", "sentence"),
    [
        ("99", "不低于 99%：折合全年中断不超过 87.6 小时，每月（按 30 天计）不超过 7.2 小时。"),
        ("99.90000", "不低于 99.9%：折合全年中断不超过 8.76 小时，每月（按 30 天计）不超过 43.2 分钟。"),
        ("99.95", "不低于 99.95%：折合全年中断不超过 4.38 小时，每月（按 30 天计）不超过 21.6 分钟。"),
        ("99.999", "不低于 99.999%：折合全年中断不超过 5.26 分钟，每月（按 30 天计）不超过 0.43 分钟。"),
    ],
)
def test_availability_is_said_as_time_lost(availability: str, sentence: str) -> None:
    (clause,) = service_clauses(ServiceTerms(sla_availability=Decimal(availability)))
    assert (clause.title, clause.text) == ("服务可用性", sentence)


def test_response_times_and_hours_are_said_as_agreed() -> None:
    service = ServiceTerms(urgent_minutes=60, normal_minutes=240, support_hours=SupportHours.BUSINESS)
    assert [(clause.title, clause.text) for clause in service_clauses(service)] == [
        ("紧急问题响应", "1 小时内响应。"),
        ("一般问题响应", "4 小时内响应。"),
        ("支持时段", "工作日 8 小时。"),
    ]


def test_payment_says_plan_part_and_credit() -> None:
    terms = PaymentTerms(plan=PaymentPlan.QUARTERLY_ARREARS, prepay_percent=Decimal("30.50000000"), credit_days=30)
    assert [(clause.title, clause.text) for clause in payment_clauses(terms)] == [
        ("付款方式", "按季后付：每季度结束后结算并支付该季度费用。"),
        ("预付比例", "30.5%。"),
        ("账期", "付款到期日后 30 天内付清。"),
    ]


def test_every_plan_and_every_support_window_has_its_words() -> None:
    assert set(PLANS) == set(PaymentPlan)
    assert set(SUPPORT) == set(SupportHours)


def test_terms_say_how_long_and_until_when() -> None:
    assert [clause.text for clause in term_clauses(replace(proposal(), free_months=3))] == [
        "12 个月，另赠 3 个月服务期，赠送期内不计费。",
        "自 2026 年 11 月 24 日起，至 2026 年 12 月 24 日止（30 天）；逾期自动失效。",
        "币种：人民币。单价与小计均为含税价，增值税税率 6%。",
    ]


def test_highlights_lead_with_the_price_and_what_the_bundle_saves() -> None:
    assert [(one.label, one.figure, one.note) for one in highlights(proposal())] == [
        ("含税总价", "¥964,000.00", "打包节省 ¥50,210.00"),
        ("服务期限", "12 个月", ""),
        ("付款方式", "按年预付", "无账期"),
        ("服务可用性", "99.9%", "紧急问题 1 小时内响应"),
    ]


def test_from_the_sixth_on_groups_share_one_colour() -> None:
    terms = offer(9, bundle=None)
    lines = tuple(replace(line, group=f"组 {line.position}", discount=Decimal(0)) for line in terms.lines)
    found = shares(proposal(replace(terms, lines=lines)))
    assert [share.name for share in found] == ["组 1", "组 2", "组 3", "组 4", "组 5", "其他"]
    assert [share.paint for share in found] == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert sum(share.total for share in found) == Decimal("1192120.00")
