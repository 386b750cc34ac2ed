"""From rows to what a customer may read, and nothing else."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import next_version, send_version
from quotes.documents.proposal import collect, render
from quotes.documents.proposal.pack import pack_of
from quotes.documents.proposal.tree import Module, Need, quote_json, snapshot
from quotes.domain.lifecycle import Form
from quotes.domain.metering.stored import metered_json
from quotes.domain.papers import AS_USUAL
from quotes.domain.pricing.engine import price
from quotes.models import Policy, QuoteLine, QuoteVersion
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Deal, User
from tests.factories import checklists
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom

PRIVATE = ("floor", "competitor", "lost_reason", '"support"', "concern", "search_text", "password")


def test_a_version_becomes_a_proposal(version: QuoteVersion, contact: Contact, now: datetime) -> None:
    whom.seat(deal=version.quote.deal, contact=contact)
    made = collect(version, at=now)
    assert (made.number, made.version, made.title, made.subtitle) == (
        version.quote.number,
        1,
        "大班课实时互动 10,000 路 720p",
        "高级版",
    )
    assert (made.prepared_on, made.valid_until) == (date(2026, 11, 24), date(2026, 12, 24))
    assert (made.buyer.company, made.buyer.short) == ("澄湖在线教育科技（杭州）有限公司", "澄湖在线教育")
    assert (made.buyer.contact, made.buyer.contact_title) == ("周昀", "采购总监")
    assert (made.seller.contact, made.seller.email) == ("ada", "ada@yunqu.example")
    assert [(group.name, len(group.lines)) for group in made.groups] == [
        ("实时互动", 1),
        ("录制与转推", 1),
        ("服务", 1),
    ]
    assert [line.number for group in made.groups for line in group.lines] == [1, 2, 3]
    assert (made.totals.net, made.totals.tax, made.totals.gross) == (
        Decimal("792075.47"),
        Decimal("47524.53"),
        Decimal("839600.00"),
    )


def test_papers_of_an_offer_that_went_out_carry_that_day_whenever_they_are_made(
    version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    whom.seat(deal=version.quote.deal, contact=contact)
    later = now + timedelta(days=3)
    assert collect(version, at=later).prepared_on == date(2026, 11, 27)
    went = send_version(version=checklists.agreed(version, ada), by=ada, at=now)
    assert {collect(went, at=at).prepared_on for at in (now, later)} == {date(2026, 11, 24)}


def test_totals_are_set_beside_the_first_offer_s_only_where_both_are_for_the_same(
    version: QuoteVersion, ada: User, now: datetime
) -> None:
    went = send_version(version=checklists.agreed(version, ada), by=ada, at=now)
    again = next_version(version=went, by=ada, at=now)
    seen = []
    for quantity in (None, Decimal(1)):
        if quantity:
            again.lines.filter(position=1).update(quantity=quantity)
        fresh = QuoteVersion.objects.select_related("quote__deal").get(pk=again.pk)
        first = pack_of(fresh, price(fresh.terms()), AS_USUAL, now.date()).first
        seen.append(first and first.is_same_scope)
    assert seen == [True, False]


def test_a_bundle_shows_both_prices(version: QuoteVersion, now: datetime) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(
        form=Form.BUNDLE,
        bundle_price=Decimal("800000"),
        net_total=Decimal("754716.98"),
        tax_total=Decimal("45283.02"),
        gross_total=Decimal("800000.00"),
    )
    made = collect(version, at=now)
    assert made.is_bundle
    assert (made.totals.itemised, made.totals.saving, made.totals.offered) == (
        Decimal("839600.00"),
        Decimal("39600.00"),
        Decimal("800000.00"),
    )


def test_needs_and_solution_are_read_a_line_each(version: QuoteVersion, now: datetime) -> None:
    Deal.objects.filter(pk=version.quote.deal_id).update(
        needs="卡顿集中 | 晚高峰 1.2% 被投诉 | 续费受影响\n难定位：数据只留 3 天\n\n只有一句话\n",
        solution="接入与互动：10,000 路并发\n重保",
    )
    made = collect(version, at=now)
    assert made.needs == (
        Need(situation="卡顿集中", finding="晚高峰 1.2% 被投诉", effect="续费受影响"),
        Need(situation="难定位", finding="数据只留 3 天"),
        Need(situation="只有一句话"),
    )
    assert made.solution == (Module(title="接入与互动", text="10,000 路并发"), Module(title="重保"))


def test_the_addressee_is_the_buyer_s_procurement_first(version: QuoteVersion, contact: Contact, now: datetime) -> None:
    deal = version.quote.deal
    boss = whom.contact(customer=deal.customer, name="林清越", title="教学产品总监", seat=SeatKind.BUSINESS)
    whom.seat(deal=deal, contact=boss)
    assert collect(version, at=now).buyer.contact == "林清越"
    whom.seat(deal=deal, contact=contact)
    assert collect(version, at=now).buyer.contact == "周昀"


def test_private_columns_are_not_even_read(version: QuoteVersion, contact: Contact, now: datetime) -> None:
    whom.seat(deal=version.quote.deal, contact=contact, support=-3, concern="怕担责")
    with CaptureQueriesContext(connection) as statements:
        collect(version, at=now)
    assert len(statements) == 6
    assert [word for word in PRIVATE for statement in statements if word in statement["sql"]] == []


def test_it_prints_how_what_is_on_offer_is_counted(
    deal: Deal, policy: Policy, adm: User, ada: User, now: datetime
) -> None:
    book = offered.price_book(by=adm, name="按量价目", published=False)
    for code in ("RTC-HD", "SUP-724"):
        book.items.filter(product__code=code).update(meter=metered_json(offered.metered()))
    offered.publish(book, by=adm)
    draft = offered.draft(deal=deal, price_book=book, by=ada)
    with translation.override("en"):
        (meter,) = collect(draft, at=now).meters
    assert meter.products == ("720p 实时互动并发", "7×24 专属支持")
    assert meter.counts == "用户时长（按集合分辨率分档）"
    assert meter.rules == ("未看到画面的用户按audio计", "按日累计，一律进位到整分钟")
    assert [(tier.name, tier.reach) for tier in meter.tiers] == [
        ("audio", "无视频画面"),
        ("HD", "≤ 1280×720"),
        ("FHD", "≤ 1920×1080"),
        ("2K", "≤ 2560×1440"),
    ]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(render(collect(draft, at=now)).content)).pages)
    assert "计量口径" in text
    assert "≤ 1920×1080" in text
    draft.lines.filter(product_code__in=["RTC-HD", "SUP-724"]).update(product_code="")
    assert collect(draft, at=now).meters == ()


def everything_in(content: bytes) -> str:
    """All a curious customer can get out of the file: text, metadata, attachments and every stream, unpacked."""
    reader = PdfReader(BytesIO(content))
    found = [page.extract_text() for page in reader.pages] + [str(reader.metadata), str(reader.attachments)]
    with pikepdf.open(BytesIO(content)) as file:
        for part in file.objects:
            found.append(str(part))
            if isinstance(part, pikepdf.Stream):
                found.append(part.read_bytes().decode("latin-1"))
    return "\n".join(found)


def test_private_facts_reach_neither_the_tree_nor_the_file(
    version: QuoteVersion, contact: Contact, now: datetime
) -> None:
    deal = version.quote.deal
    Deal.objects.filter(pk=deal.pk).update(competitor_note="对手报 70 万", needs="卡顿：晚高峰")
    Contact.objects.filter(pk=contact.pk).update(note="爱钓鱼")
    whom.seat(deal=deal, contact=contact, support=-3, concern="怕担责")
    QuoteLine.objects.filter(version=version).update(floor_price=Decimal("41.717171"))
    QuoteVersion.objects.filter(pk=version.pk).update(floor_total=Decimal("620817.17"))
    made = collect(version, at=now)
    text = quote_json(made) + everything_in(render(made).content)
    secrets = ("41.717171", "620817.17", "对手", "钓鱼", "担责", '": -3', "floor", "cost", "margin", 'support"')
    assert [secret for secret in secrets if secret in text] == []
    assert text.count("晚高峰") >= 2


def test_totals_that_no_longer_follow_from_the_lines_are_refused(version: QuoteVersion, now: datetime) -> None:
    QuoteLine.objects.filter(version=version, product_code="RTC-HD").update(quantity=Decimal(9999))
    with pytest.raises(Refusal) as refused:
        collect(version, at=now)
    assert refused.value.params == {"stored": Decimal("839600.00"), "computed": Decimal("839538.00")}


def test_the_snapshot_is_plain_json(version: QuoteVersion, now: datetime) -> None:
    plain = snapshot(collect(version, at=now))
    assert plain["schema"] == "proposal/1"
    assert plain["totals"]["gross"] == "839600"
    assert plain["prepared_at"] == "2026-11-24T00:00:00+08:00"
    assert plain["groups"][0]["lines"][0]["quantity"] == "10000"
    assert plain["payment"] == {"plan": "quarterly_prepaid", "prepay_percent": "0", "credit_days": 0}
