"""The material that a customer's champion takes to their own house."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from dealdesk import pdf
from dealdesk.kernel.formats import money
from dealdesk.web.charts.svg import EMPTY
from quotes.documents.proposal import Proposal, collect, render
from quotes.documents.proposal.alike import respects
from quotes.documents.proposal.answers import Answer, seats
from quotes.documents.proposal.deciding import by_day
from quotes.documents.proposal.outlay import dues, picture
from quotes.documents.proposal.pack import First, Pack
from quotes.documents.proposal.page import html
from quotes.domain.invoicing import Invoice
from quotes.domain.outlay import payments, years
from quotes.domain.papers import Composition, Section
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms, ServiceTerms
from quotes.domain.proposals import Kind, Language
from quotes.domain.rivals.content import Cover
from quotes.domain.rivals.words import Evidence
from quotes.models import QuoteVersion
from quotes.queries.papers import showable_to
from stakeholders.models import Contact, Deal, User
from tests.factories import value
from tests.factories.rivals import rival
from tests.quotes.documents.reading import flat, pages_of, text_of
from tests.quotes.documents.sample import NEEDS, SOLUTION, STEPS, pack, proposal


def material(packed: Pack | None = None, **changes: object) -> Proposal:
    return proposal(kind=Kind.CHAMPION, pack=packed or pack(), **changes)


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def printed() -> pdf.Pdf:
    return render(material())


def test_the_request_is_one_page_that_can_be_signed(printed: pdf.Pdf) -> None:
    first, second = map(flat, pages_of(printed)[:2])
    for said in (
        "关于采购“大班课实时互动 10,000 路 720p”服务的请示",
        "一、采购事由",
        "¥964,000.00 人民币玖拾陆万肆仟元整",
        "预算于 2026 年 12 月 25 日冻结，距今 23 个工作日。",
        "妥否，请批示。",
        "分管领导",
    ):
        assert said in first
    assert "同口径比价" in second


def test_every_amount_of_offer_years_and_payments_is_on_paper(printed: pdf.Pdf) -> None:
    made, text = material(), text_of(printed)
    assert made.pack is not None
    amounts = [line.total for group in made.groups for line in group.lines]
    amounts += [made.totals.gross, made.totals.net, made.totals.tax]
    amounts += [year.amount for year in made.pack.years if year.amount is not None]
    amounts += [one.amount for one in made.pack.payments]
    assert [amount for amount in amounts if money(amount) not in text] == []


@pytest.mark.usefixtures("english")
def test_others_stand_beside_ours_like_for_like_and_what_they_do_not_say_is_to_be_asked() -> None:
    rows = {row.name: (row.ours, *row.theirs) for row in respects(material(), pack())}
    assert rows["Like-for-like total"] == ("¥964,000.00", "¥883,440.00", "to be confirmed")
    assert rows["Compared with ours"] == ("—", "¥80,560.00 lower", "to be confirmed")
    assert rows["Missing items, at our prices"][1] == "¥105,600.00\n云端合流录制"
    assert rows["Service availability"] == ("99.9%", "99.5%", "99.5%")


def test_without_others_there_are_columns_to_fill_in() -> None:
    said = html(material(pack(offers=())))
    assert ("空白列供填写其他方案" in said, "方案 C" in said) == (True, True)


@pytest.mark.usefixtures("english")
def test_each_department_finds_its_questions_answered() -> None:
    found = {seat.name: [answer.title for answer in seat.answers] for seat in seats(material(), pack())}
    assert found == {
        "Business": ["What do we get?", "How long is it for?"],
        "Finance": [
            "What does it cost in all?",
            "And over three years?",
            "What is due when?",
            "Which invoice, at what rate?",
        ],
        "Technical": ["What is delivered?", "How reliable is it?"],
        "Procurement": [
            "How is the price made up?",
            "What does the comparison say?",
            "How long is the offer valid?",
            "Who is the supplier?",
        ],
    }


def answered(title: str, made: Proposal) -> Answer:
    assert made.pack is not None
    return next(one for seat in seats(made, made.pack) for one in seat.answers if one.title == title)


@pytest.mark.usefixtures("english")
def test_business_reads_what_is_done_about_each_trouble_that_the_solution_names() -> None:
    solution = (replace(SOLUTION[2], answers=NEEDS[1].situation), SOLUTION[0])
    made = material(solution=solution)
    found = next(seat for seat in seats(made, pack()) if seat.name == "Business").answers
    assert [one.title for one in found] == ["出了问题难定位", "How long is it for?"]
    assert found[0].points == ("What is done: 质量洞察: 逐路质量看板，30 天回溯，晚高峰按班级告警。",)


@pytest.mark.usefixtures("english")
def test_finance_is_told_three_years_only_with_what_is_assumed_of_them() -> None:
    assumed = answered("And over three years?", material()).text
    assert assumed == "¥2,979,627.60, if renewals are 3% above the previous year; that is an assumption and no offer."
    fallen = material(pack(renewal=Decimal(-5)))
    assert "if renewals are 5% below the previous year" in answered("And over three years?", fallen).text
    page = html(fallen)
    assert ("续约价比上一年低 5%" in page, "上一年高" in page) == (True, False)
    bare = material(pack(years=years(Decimal(964_000), 12), renewal=None))
    silent = answered("And over three years?", bare).text
    assert silent == "This offer covers 12 months; what follows is quoted at renewal and is not counted here."
    page = html(bare)
    assert ("期满后的费用在续约时另行报价" in page, "第 2 年" in page, "三年费用" in page) == (True, False, False)


@pytest.mark.usefixtures("english")
def test_finance_reads_the_kind_of_invoice_and_its_rate() -> None:
    said = answered("Which invoice, at what rate?", material(pack(invoice=Invoice.SPECIAL))).text
    assert said.startswith("Special VAT invoice. ")
    assert "VAT at 6%" in said


@pytest.mark.usefixtures("english")
def test_procurement_reads_what_came_of_the_comparison() -> None:
    first, second = answered("What does the comparison say?", material()).points
    assert first == (
        "方案 B: quoted at ¥680,000.00 (before tax), like for like ¥883,440.00; compared with ours: ¥80,560.00 lower."
    )
    assert "not comparable before what is open is clarified" in second
    assert first in html(replace(material(), language=Language.ENGLISH)).split("2. Scope and price")[1]


@pytest.mark.usefixtures("english")
def test_procurement_reads_what_each_side_gave_since_the_first_offer() -> None:
    before = First(
        called="1",
        sent_on=date(2026, 11, 3),
        gross=Decimal(1_000_000),
        payment=PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID, credit_days=30),
        service=ServiceTerms(sla_availability=Decimal("99.5"), urgent_minutes=60),
        term_months=12,
        free_months=0,
        is_same_scope=True,
    )
    found = answered("What was given for what?", material(pack(first=before)))
    paid = "payment Quarterly, in advance → Annual, in advance; credit period 30 days → 0 days"
    assert found.points == (
        "The seller gave: total with tax ¥1,000,000.00 → ¥964,000.00; availability 99.5% → 99.9%",
        f"The buyer gave: {paid}",
    )
    # Fewer seats at the same price is no price that was given.
    less = replace(before, is_same_scope=False, payment=replace(material().payment, prepay_percent=Decimal(30)))
    found = answered("What was given for what?", material(pack(first=less)))
    assert found.points == (
        "The seller gave: availability 99.5% → 99.9%",
        "The buyer gave: prepayment 30% → 100%",
    )


def test_the_pack_tells_what_was_acknowledged_before_its_prices_and_on_its_first_page(
    version: QuoteVersion, deal: Deal, contact: Contact, ada: User, now: datetime
) -> None:
    bare = html(collect(version, at=now, kind=Kind.CHAMPION))
    value.acknowledged(value.driver(deal=deal, by=ada), contact, ada)
    told = html(collect(version, at=now, kind=Kind.CHAMPION))
    assert ("预期收益" in bare, "带来多少收益？" in bare) == (False, False)
    first, rest = told.split("二、采购内容与金额")
    assert "已确认的收益按置信度折减后为 ¥259,200.00（12 个月）" in first
    assert rest.index('class="opens worth"') < rest.index("分项报价")
    assert "¥324,000.00 × 置信度 80% = ¥259,200.00" in rest.split("各部门关注的问题")[1]
    left_out = Composition(sections=(Section.REQUEST, Section.ANSWERS, Section.PRICES))
    assert "259,200" not in html(collect(version, at=now, kind=Kind.CHAMPION, composition=left_out))


@pytest.mark.usefixtures("english")
def test_many_payments_are_told_a_year_at_a_time() -> None:
    monthly = PaymentTerms(plan=PaymentPlan.MONTHLY_ARREARS)
    told = dues(payments(Decimal("2400"), monthly, 24, date(2027, 1, 1)))
    assert [(due.when, due.what, due.amount) for due in told] == [
        ("1 February 2027 – 1 January 2028", "12 payments", Decimal("1200.00")),
        ("1 February 2028 – 1 January 2029", "12 payments", Decimal("1200.00")),
    ]


@pytest.mark.usefixtures("english")
def test_the_steps_of_a_decision_stand_in_the_order_of_their_days() -> None:
    late, done, soon = replace(STEPS[2], due_on=None), STEPS[0], STEPS[1]
    bare = replace(STEPS[1], name="启动会", due_on=None, latest_on=None)
    assert [(step.name, when) for step, when in by_day((bare, late, soon, done))] == [
        ("技术验证（PoC）", "Done on 20 November 2026"),
        ("立项与预算审批", "start by 2 December 2026; done by 9 December 2026"),
        ("签订合同", "start by 18 December 2026"),
        ("启动会", ""),
    ]


def test_in_english_its_own_words_are_english() -> None:
    english = html(replace(material(), language=Language.ENGLISH))
    assert ("1. Reasons for the purchase" in english, "Calendar of payments" in english, "妥否" in english) == (
        True,
        True,
        False,
    )


def test_only_offers_in_writing_that_were_chosen_are_shown_and_never_by_name(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    deal = version.quote.deal
    covers = {
        code: Cover(is_covered=code != "RLY-CDN") for code in version.lines.values_list("product_code", flat=True)
    }
    written = {"evidence": Evidence.DOCUMENT, "claimed_percent": None, "heard_version": None}
    shown = rival(deal=deal, by=ada, amount=Decimal(500_000), covers=covers, **written)
    other = rival(deal=deal, by=ada, amount=Decimal(610_000), rival="又一家", **written)
    rumour = rival(deal=deal, by=ada, amount=Decimal(450_000), rival="传闻")
    chosen = Composition(rivals=(shown.pk, rumour.pk))
    made = collect(version, at=now, kind=Kind.CHAMPION, composition=chosen)
    assert made.pack is not None
    assert [(offer.name, offer.told) for offer in made.pack.offers] == [("方案 B", Decimal("500000.00"))]
    said = html(made)
    assert [word for word in (shown.rival, other.rival, rumour.rival, shown.source) if word in said] == []
    nothing = collect(version, at=now, kind=Kind.CHAMPION)
    assert nothing.pack is not None
    assert nothing.pack.offers == ()


def test_an_offer_is_laid_beside_those_in_its_own_currency_alone(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    deal, written = version.quote.deal, {"evidence": Evidence.DOCUMENT, "claimed_percent": None, "heard_version": None}
    yuan = rival(deal=deal, by=ada, amount=Decimal(700_000), **written)
    dollars = rival(
        deal=deal,
        by=ada,
        amount=Decimal(100_000),
        currency="USD",
        fx_rate=Decimal(7),
        fx_source="中国银行",
        rival="又一家",
        **written,
    )
    version.currency = "USD"
    version.save(update_fields=["currency"])
    made = collect(version, at=now, kind=Kind.CHAMPION, composition=Composition(rivals=(yuan.pk, dollars.pk)))
    assert made.pack is not None
    assert [offer.told for offer in made.pack.offers] == [Decimal("100000.00")]
    assert (showable_to(ada, deal, "USD"), showable_to(ada, deal, "CNY")) == ((dollars,), (yuan,))


def test_what_costs_nothing_has_no_picture_of_its_payments() -> None:
    free = payments(Decimal(0), PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID), 12)
    assert (len(free), picture(free, 12)) == (4, EMPTY)
