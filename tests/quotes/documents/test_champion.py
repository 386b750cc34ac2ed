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
from quotes.documents.proposal.answers import seats
from quotes.documents.proposal.outlay import dues, picture
from quotes.documents.proposal.pack import Pack
from quotes.documents.proposal.page import html
from quotes.domain.outlay import payments
from quotes.domain.papers import Composition
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms
from quotes.domain.proposals import Kind, Language
from quotes.domain.rivals.content import Cover
from quotes.domain.rivals.words import Evidence
from quotes.models import QuoteVersion
from quotes.queries.papers import showable_to
from stakeholders.models import User
from tests.factories.rivals import rival
from tests.quotes.documents.reading import flat, pages_of, text_of
from tests.quotes.documents.sample import pack, proposal


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
    assert found["Procurement"] == [
        "How is the price made up?",
        "Is it compared like for like?",
        "How long is the offer valid?",
        "Who is the supplier?",
    ]
    assert list(found) == ["Technical", "Procurement", "Business", "Finance"]


@pytest.mark.usefixtures("english")
def test_many_payments_are_told_a_year_at_a_time() -> None:
    monthly = PaymentTerms(plan=PaymentPlan.MONTHLY_ARREARS)
    told = dues(payments(Decimal("2400"), monthly, 24, date(2027, 1, 1)))
    assert [(due.when, due.what, due.amount) for due in told] == [
        ("1 February 2027 – 1 January 2028", "12 payments", Decimal("1200.00")),
        ("1 February 2028 – 1 January 2029", "12 payments", Decimal("1200.00")),
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
