"""A realistic proposal without a database: invented companies, prices through the real engine."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dealdesk.kernel.percent import Percent
from quotes.documents.proposal.pack import Compared, Pack
from quotes.documents.proposal.prices import prices_of
from quotes.documents.proposal.tree import Module, Need, Party, Proposal
from quotes.domain.lifecycle import Form
from quotes.domain.outlay import payments, years
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import (
    LineTerms,
    OfferTerms,
    PaymentPlan,
    PaymentTerms,
    RoundingPolicy,
    ServiceTerms,
    SupportHours,
)
from stakeholders.queries.plans import CalendarStep, DecisionCalendar

AT = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
SELLER = Party(
    company="云衢网络技术（北京）有限公司",
    short="云衢",
    tax_id="91110108DEMO00001Y",
    address="北京市海淀区演示路 35 号云衢大厦 9 层",
    phone="010-5555 0100",
    bank="演示银行北京海淀支行",
    account="0200 0000 0000 0000 001",
    contact="陆文迪",
    email="luwendi@yunqu.example",
)
BUYER = Party(
    company="澄湖在线教育科技（杭州）有限公司",
    short="澄湖在线教育",
    tax_id="91330100DEMO000001",
    address="浙江省杭州市西湖区演示路 1 号",
    contact="周昀",
    contact_title="采购总监",
)
NEEDS = (
    Need(
        situation="卡顿集中在晚高峰",
        finding="19:00–21:00 同时在线接近 10,000 路，跨运营商线路抖动时，大班课学生端频繁卡顿。",
        effect="每 100 节课有 1.2 节被投诉，续费季前集中爆发。",
    ),
    Need(
        situation="出了问题难定位",
        finding="质量数据只留 3 天，投诉靠客服转述，技术团队无法逐路回溯。",
        effect="平均定位 2.5 天，约四成客诉无结论。",
    ),
    Need(
        situation="开学季波动大",
        finding="9 月与 3 月并发是平时的三倍，扩容靠人工，没有重保预案。",
        effect="两次开学周被迫限流。",
    ),
)
SOLUTION = (
    Module(title="接入与互动", text="10,000 路 720p 并发，主讲与连麦上行独立保障，跨运营商智能调度与弱网抗丢包。"),
    Module(title="录制与转推", text="课程合流录制，自动转存到境内三副本存储；公开课转推到直播 CDN。"),
    Module(title="质量洞察", text="逐路质量看板，30 天回溯，晚高峰按班级告警。"),
    Module(title="服务", text="7×24 专属支持，紧急问题 1 小时、一般问题 4 小时内响应；开学季四场重保。"),
)
# group, code, description, unit, quantity, list price, discount
CATALOGUE = (
    ("实时互动", "RTC-HD", "720p 实时互动并发", "路·年", "10000", "62", "8"),
    ("实时互动", "RTC-UP", "上行推流与连麦", "路·年", "110", "200", "8"),
    ("实时互动", "RTC-QOS", "质量洞察与全链路回溯", "月", "12", "8000", "15"),
    ("录制与转推", "REC-MIX", "云端合流录制", "千分钟", "9600", "11", "0"),
    ("录制与转推", "RLY-CDN", "转推 CDN", "GB", "86000", "0.5", "10"),
    ("录制与转推", "STO-STD", "标准存储", "TB·月", "96", "120", "0"),
    ("服务", "SUP-724", "7×24 专属支持", "月", "12", "9500", "12.5"),
    ("服务", "SVC-EVT", "开学季重保", "场", "4", "24000", "10"),
    ("服务", "SVC-INT", "接入与弱网调优", "人日", "24", "3500", "100"),
    ("实时互动", "RTC-AUD", "语音互动分钟", "千分钟", "64000", "2.8", "22"),
    ("智能媒体", "AI-ASR", "实时语音转写（中英混读）", "小时", "9600", "1.9", "22"),
    ("智能媒体", "AI-MOD", "内容安全审核（音视频）", "千分钟", "3800", "24", "10"),
    ("智能媒体", "AI-NS", "深度降噪与回声消除", "万月活", "36", "960", "28"),
    ("智能媒体", "AI-SUM", "会后纪要与要点提取", "小时", "4200", "3.2", "20"),
    ("录制与转推", "STO-ARC", "归档存储", "TB·月", "240", "33", "15"),
    ("录制与转推", "LIVE-TC", "极速高清转码（H.265）", "千分钟", "2100", "38", "22"),
    ("服务", "PS-TAM", "专属技术客户经理", "月", "6", "28000", "22"),
    ("服务", "PS-TRN", "研发与运维培训", "次", "2", "18000", "28"),
    ("实时互动", "RTC-SEA", "海外分发流量（东南亚）", "GB", "86000", "0.0325", "0"),
    ("实时互动", "RTC-LL", "快直播低延时分发", "GB", "38000", "0.31", "10"),
)


def offer(count: int = 9, *, bundle: str | None = "964000", tax_included: bool = True, **terms: Any) -> OfferTerms:
    """So many lines of the catalogue, taken round and round; every price is invented."""
    lines = []
    for i in range(count):
        group, code, name, unit, quantity, list_price, discount = CATALOGUE[i % len(CATALOGUE)]
        again = f"（第 {i // len(CATALOGUE) + 1} 期）" if i >= len(CATALOGUE) else ""
        lines.append(
            LineTerms(
                position=i + 1,
                group=group,
                product_code=code,
                description=name + again,
                unit=unit,
                quantity=Decimal(quantity),
                list_price=Decimal(list_price),
                discount=Decimal(discount),
                vat_rate=Decimal(6),
            )
        )
    values: dict[str, Any] = {
        "currency": "CNY",
        "rounding": RoundingPolicy(),
        "payment": PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, prepay_percent=Decimal(100)),
        "service": ServiceTerms(
            sla_availability=Decimal("99.9"),
            urgent_minutes=60,
            normal_minutes=240,
            support_hours=SupportHours.ROUND_THE_CLOCK,
        ),
        "term_months": 12,
        "valid_until": date(2026, 12, 24),
    } | terms
    return OfferTerms(
        lines=tuple(lines),
        form=Form.BUNDLE if bundle else Form.ITEMISED,
        bundle_price=Decimal(bundle) if bundle else None,
        tax_included=tax_included,
        **values,
    )


def proposal(terms: OfferTerms | None = None, **changes: Any) -> Proposal:
    terms = terms or offer()
    made = Proposal(
        number="BJ-2026-0382",
        version=3,
        title="大班课实时互动 10,000 路 720p",
        subtitle="高级版",
        prepared_at=AT,
        prepared_on=AT.date(),
        valid_until=terms.valid_until,
        seller=SELLER,
        buyer=BUYER,
        needs=NEEDS,
        solution=SOLUTION,
        **prices_of(price(terms)),
    )
    return replace(made, **changes)


def compared(**changes: Any) -> Compared:
    """An offer in writing that leaves the recording out."""
    values: dict[str, Any] = {
        "name": "方案 B",
        "told": Decimal("680000"),
        "tax_included": False,
        "term_months": 12,
        "priced": Decimal("720800"),
        "missing": Decimal("105600"),
        "left_out": ("云端合流录制",),
        "fewer": Decimal("57040"),
        "alike": Decimal("883440"),
        "service": ServiceTerms(sla_availability=Decimal("99.5"), urgent_minutes=240),
        "payment": PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID),
    }
    return Compared(**(values | changes))


STEPS = (
    CalendarStep(
        name="技术验证（PoC）",
        ours="陆文迪",
        theirs="周昀",
        due_on=date(2026, 12, 1),
        latest_on=date(2026, 11, 27),
        done_on=date(2026, 11, 20),
    ),
    CalendarStep(
        name="立项与预算审批",
        ours="陆文迪",
        theirs="喆堃犇",
        due_on=date(2026, 12, 9),
        latest_on=date(2026, 12, 2),
        done_on=None,
    ),
    CalendarStep(
        name="签订合同",
        ours="陆文迪",
        theirs="周昀",
        due_on=date(2026, 12, 22),
        latest_on=date(2026, 12, 18),
        done_on=None,
    ),
)


def pack(terms: OfferTerms | None = None, **changes: Any) -> Pack:
    terms = terms or offer()
    gross, start = price(terms).gross, date(2027, 1, 1)
    quarterly = PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID, credit_days=15)
    values: dict[str, Any] = {
        "offers": (compared(), compared(name="方案 C", alike=None, fewer=None, open=("他们的价格按多少用量算？",))),
        "years": years(gross, terms.term_months, Percent(Decimal(3))),
        "renewal": Decimal(3),
        "starts_on": start,
        "payments": payments(gross, quarterly, terms.term_months, start),
        "calendar": DecisionCalendar(
            steps=STEPS, freeze_on=date(2026, 12, 25), left=23, latest_start=date(2026, 12, 2)
        ),
    }
    return Pack(**(values | changes))
