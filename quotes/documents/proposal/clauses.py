"""The proposal's service, payment and other terms as the sentences a customer signs; Chinese, whoever exports it."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.formats import chinese_date, percent, priced, quantity, span
from dealdesk.kernel.money import ZERO, round_to
from quotes.documents.proposal.tree import Proposal
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms, ServiceTerms, SupportHours

HOURS_A_YEAR = Decimal(365 * 24)
HOURS_A_MONTH = Decimal(30 * 24)

PLANS: dict[PaymentPlan, tuple[str, str]] = {
    PaymentPlan.ANNUAL_PREPAID: ("按年预付", "每个合同年度开始前支付该年度费用。"),
    PaymentPlan.QUARTERLY_PREPAID: ("按季预付", "每季度开始前支付该季度费用。"),
    PaymentPlan.QUARTERLY_ARREARS: ("按季后付", "每季度结束后结算并支付该季度费用。"),
    PaymentPlan.MONTHLY_PREPAID: ("按月预付", "每月开始前支付当月费用。"),
    PaymentPlan.MONTHLY_ARREARS: ("按月后付", "每月结束后结算并支付上月费用。"),
    PaymentPlan.MILESTONES: ("按里程碑支付", "按合同约定的里程碑验收后分期支付。"),
}
SUPPORT: dict[SupportHours, str] = {
    SupportHours.ROUND_THE_CLOCK: "7×24 小时，含节假日。",
    SupportHours.EXTENDED: "7×12 小时，含节假日。",
    SupportHours.BUSINESS: "工作日 8 小时。",
}
CURRENCIES = {"CNY": "人民币", "USD": "美元", "EUR": "欧元", "HKD": "港元", "GBP": "英镑", "SGD": "新加坡元"}


@dataclass(frozen=True)
class Clause:
    title: str
    text: str


@dataclass(frozen=True)
class Highlight:
    """One figure a decision maker looks for first."""

    label: str
    figure: str
    note: str


def highlights(proposal: Proposal) -> tuple[Highlight, ...]:
    """At most four: the price, the term, how it is paid, and what the service promises."""
    totals, service = proposal.totals, proposal.service
    basis = "" if proposal.tax_included else f"（{proposal.basis}）"
    off = proposal.off_the_whole or ZERO
    saved = currency(proposal)
    if totals.saving > 0:
        saved = f"打包节省 {priced(totals.saving, proposal.currency)}{basis}"
    elif off > 0:
        saved = f"已含整单优惠 {priced(off, proposal.currency)}{basis}"
    free = f"另赠 {proposal.free_months} 个月" if proposal.free_months else ""
    days = proposal.payment.credit_days
    found = [
        Highlight("含税总价", priced(totals.gross, proposal.currency), saved),
        Highlight("服务期限", f"{proposal.term_months} 个月", free),
        Highlight("付款方式", PLANS[proposal.payment.plan][0], f"账期 {days} 天" if days else "无账期"),
    ]
    if service.sla_availability is not None:
        urgent = f"紧急问题 {span(service.urgent_minutes)}内响应" if service.urgent_minutes else ""
        found.append(Highlight("服务可用性", percent(service.sla_availability), urgent))
    return tuple(found)


def service_clauses(service: ServiceTerms) -> tuple[Clause, ...]:
    """What the service promises; only what was agreed stands here."""
    clauses = []
    if service.sla_availability is not None:
        clauses.append(Clause("服务可用性", _availability(service.sla_availability)))
    if service.urgent_minutes:
        clauses.append(Clause("紧急问题响应", f"{span(service.urgent_minutes)}内响应。"))
    if service.normal_minutes:
        clauses.append(Clause("一般问题响应", f"{span(service.normal_minutes)}内响应。"))
    if service.support_hours:
        clauses.append(Clause("支持时段", SUPPORT[service.support_hours]))
    return tuple(clauses)


def payment_clauses(payment: PaymentTerms) -> tuple[Clause, ...]:
    name, sentence = PLANS[payment.plan]
    clauses = [Clause("付款方式", f"{name}：{sentence}")]
    if payment.prepay_percent:
        clauses.append(Clause("预付比例", f"{percent(payment.prepay_percent)}。"))
    credit = f"付款到期日后 {payment.credit_days} 天内付清。" if payment.credit_days else "无账期，到期即付。"
    return (*clauses, Clause("账期", credit))


def term_clauses(proposal: Proposal) -> tuple[Clause, ...]:
    term = f"{proposal.term_months} 个月。"
    if proposal.free_months:
        term = f"{proposal.term_months} 个月，另赠 {proposal.free_months} 个月服务期，赠送期内不计费。"
    return Clause("服务期限", term), Clause("报价有效期", validity(proposal)), Clause("币种与税", tax_basis(proposal))


def validity(proposal: Proposal) -> str:
    """An offer holds until a day, and ends by itself after it."""
    return (
        f"自 {chinese_date(proposal.prepared_on)}起，至 {chinese_date(proposal.valid_until)}止"
        f"（{proposal.days_valid} 天）；逾期自动失效。"
    )


def tax_basis(proposal: Proposal) -> str:
    taxes = proposal.totals.taxes
    vat = "、".join(percent(tax.rate) for tax in taxes if not tax.has_others)
    mixed = "、".join(percent(tax.rate) for tax in taxes if tax.has_others)
    rates = "，".join(
        filter(None, (f"增值税税率 {vat}" if vat else "", f"增值税及其他税费合计 {mixed}" if mixed else ""))
    )
    return f"币种：{currency(proposal)}。单价与小计均为{proposal.basis}价，{rates}。{_converted(proposal)}"


def _converted(proposal: Proposal) -> str:
    rate = proposal.exchange
    if rate is None:
        return ""
    return f"目录价按 {rate.words} 折算（{chinese_date(rate.on)}，{rate.source}），汇率以此为准。"


def reading(proposal: Proposal) -> str:
    """How the columns of the table of prices go together."""
    term = f"合计为服务期 {proposal.term_months} 个月的总额"
    said = f"“目录价”“成交价”为每单位价格，“小计”为数量与成交价之积，{term}"
    if any(line.model for group in proposal.groups for line in group.lines):
        said += "；标明计费方式的服务项按“计价规则”计算"
    if proposal.is_bundle:
        said += f"；打包{'调整在合计中计入' if proposal.totals.saving < 0 else '优惠在合计中扣除'}"
    elif proposal.off_the_whole:
        said += f"；整单{'加价在合计中计入' if proposal.off_the_whole < 0 else '优惠在合计中扣除'}"
    return f"{said}。"


def currency(proposal: Proposal) -> str:
    return CURRENCIES.get(proposal.currency, proposal.currency)


def _availability(points: Decimal) -> str:
    down = 1 - points / 100
    return (
        f"不低于 {percent(points)}：折合全年中断不超过 {_down(HOURS_A_YEAR * down)}，"
        f"每月（按 30 天计）不超过 {_down(HOURS_A_MONTH * down)}。"
    )


def _down(hours: Decimal) -> str:
    """8.76 小时; below one hour in minutes."""
    if hours >= 1:
        return f"{quantity(round_to(hours, 2))} 小时"
    return f"{quantity(round_to(hours * 60, 2))} 分钟"
