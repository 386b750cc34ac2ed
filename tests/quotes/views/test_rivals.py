"""Competitors' offers as they are typed, read like for like and scored, asked over HTTP."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quotes.actions.approvals import submit_version
from quotes.actions.funding import add_funding_rate
from quotes.actions.quotes import revise
from quotes.models import Policy, PriceBookVersion, QuoteVersion, RivalOffer
from quotes.queries.rivals import offers_told_by
from stakeholders.domain.people import Role
from stakeholders.models import Contact, Customer, Deal, User
from tests.factories import rivals as told
from tests.factories import stakeholders as whom
from tests.factories.files import PDF
from tests.factories.issues import invoiced
from tests.factories.quotes import draft
from tests.factories.stakeholders import NOW

ClientOf = Callable[[User], Client]
CLAIM = {
    "rival": "声网云",
    "heard_on": "2026-11-20",
    "evidence": "claimed",
    "source": "采购口头，没有书面报价",
    "claimed_percent": "30",
    "currency": "CNY",
}
# Everything that can be known of an offer of theirs beside the cast's V1: 10,000 streams, recording, support.
KNOWN = CLAIM | {
    "evidence": "document", "amount": "587,720", "tax_included": "True", "vat_rate": "6", "invoice": "ordinary",
    "term_months": "12", "payment_plan": "quarterly_prepaid",
    "sla_availability": "99.5", "support_hours": "8x5", "urgent_minutes": "240", "covered_RTC-HD": "True",
    "quantity_RTC-HD": "8000", "covered_REC-MIX": "False", "covered_SUP-724": "True", "quantity_SUP-724": "12",
    "amount_sla": "20000", "basis_sla": "99.5 % 比 99.9 % 多停 35 小时", "amount_support": "30,000",
    "basis_support": "驻场报价",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def offered(version: QuoteVersion, ada: User) -> QuoteVersion:
    return submit_version(version=version, reason="", by=ada, at=NOW).version


def text(answer: Any) -> str:
    """The page's own words, without marks."""
    main = answer.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_claim_asks_for_the_scope_and_names_everything_unknown(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User
) -> None:
    form = client_of(ada).get(f"/deals/{deal.pk}/rivals/new/").context["form"]
    answer = client_of(ada).post(
        f"/deals/{deal.pk}/rivals/new/", CLAIM | {"heard_version": form.initial["heard_version"].pk}
    )
    offer = RivalOffer.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/rivals/{offer.pk}/")
    page = text(client_of(ada).get(f"/rivals/{offer.pk}/"))
    for words in ("先问口径，不对这个数还价", "便宜 30.0 %", "由口头说法推算", "对方按多少量报价？", "未知"):
        assert words in page
    listed = text(client_of(ada).get(f"/deals/{deal.pk}/rivals/"))
    assert ("声网云" in listed, "仅口头" in listed) == (True, True)


def test_what_a_claim_makes_of_our_offer_stays_when_we_offer_less(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User, bo: User
) -> None:
    """30 points below 839,600 are 587,720 whatever we have offered since; only what is left becomes less."""
    offer = told.rival(deal=deal, by=ada)
    lower = revise(quote=offered.quote, discount=Decimal(10), by=ada, at=NOW)
    submit_version(version=lower, reason="竞争", by=ada, at=NOW)
    page = client_of(ada).get(f"/rivals/{offer.pk}/")
    found = page.context["screen"].comparison
    now = page.context["screen"].ground.priced.gross
    assert (now < Decimal(839_600), found.theirs, found.ours - found.theirs) == (True, Decimal(587_720), now - 587_720)
    assert "便宜 30.0 % 听到时对照 V1，839,600" in text(page)
    assert "听到时对照 V1，839,600" in text(client_of(ada).get(f"/deals/{deal.pk}/rivals/"))
    assert "听到时对照 V1，839,600" in text(client_of(ada).get(f"/quotes/{offered.quote_id}/negotiation/"))


def test_a_claim_of_nobody_knows_which_offer_makes_no_price_and_says_where_to_fill_it_in(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User, pre: User
) -> None:
    offer = told.rival(deal=deal, by=ada, heard_version=None)
    page = client_of(ada).get(f"/rivals/{offer.pk}/")
    assert (page.context["screen"].comparison, page.context["screen"].questions[0]) == (
        None,
        "对方是跟我方哪一版报价比的？",
    )
    edit = f"/rivals/{offer.pk}/edit/#id_heard_version"
    assert [edit in client_of(who).get(f"/rivals/{offer.pk}/").text for who in (ada, pre)] == [True, False]
    assert "不知道这话是对我方哪一版报价说的" in text(client_of(ada).get(f"/deals/{deal.pk}/rivals/"))


def test_like_for_like_only_what_is_left_is_price(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User, fay: User
) -> None:
    add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
    invoiced(deal, by=ada)
    answer = client_of(ada).post(f"/deals/{deal.pk}/rivals/new/", KNOWN)
    assert answer.status_code == 303
    page = client_of(ada).get(answer["Location"])
    screen = page.context["screen"]
    steps = {step.name: step.amount for step in screen.steps}
    assert steps == {
        "合同期限": Decimal("0.00"),
        "范围": Decimal("105600.00"),
        "规模": Decimal("124000.00"),
        "SLA 档": Decimal("20000.00"),
        "技术支持": Decimal("30000.00"),
        "增值税与发票": Decimal("31698.11"),
        "付款方式": Decimal("0.00"),
    }
    found = screen.comparison
    assert found.theirs + sum(filter(None, steps.values())) + found.residual == found.ours == Decimal("839600.00")
    # One difference: what is left is told in percent of ours, too.
    assert (found.residual, found.claimed_gap, screen.questions) == (Decimal("-59418.11"), Decimal("30.0000"), ())
    assert found.alike_gap == Decimal("-7.0770")
    assert "按报价看，对方便宜 30.0 %；全部折齐后，对方贵 7.1 %。" in text(page)


def test_what_yuan_cost_weighs_no_dollars(
    client_of: ClientOf, price_book: PriceBookVersion, policy: Policy, customer: Customer, ada: User, fay: User
) -> None:
    deal = whom.deal(customer=customer, owner=ada, currency="USD")
    draft(deal=deal, price_book=price_book, by=ada, currency="USD")
    add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=NOW)
    offer = KNOWN | {"currency": "USD", "payment_plan": "annual_prepaid"}
    answer = client_of(ada).post(f"/deals/{deal.pk}/rivals/new/", offer)
    page = client_of(ada).get(answer["Location"])
    assert "付款条件不折算：财务还没有录入资金成本（USD）" in text(page)
    assert {step.name: step.amount for step in page.context["screen"].steps}["付款方式"] is None


def test_nothing_to_compare_with_is_said(client_of: ClientOf, deal: Deal, ada: User) -> None:
    offer = told.rival(deal=deal, by=ada)
    assert "我方还没有该币种的报价" in text(client_of(ada).get(f"/rivals/{offer.pk}/"))
    assert "请填写" in text(client_of(ada).get(f"/deals/{deal.pk}/rivals/scores/?method=points&weight_0=100"))


def test_without_a_competitor_there_is_nobody_to_be_scored_against(client_of: ClientOf, deal: Deal, ada: User) -> None:
    assert "没有可比的对手" in text(client_of(ada).get(f"/deals/{deal.pk}/rivals/scores/"))


def test_sellers_write_presales_read_and_others_do_neither(
    client_of: ClientOf, deal: Deal, ada: User, pre: User, lin: User, dee: User
) -> None:
    offer = told.rival(deal=deal, by=ada)
    whom.signer(deal=deal, role=Role.LEGAL)
    reads = {who.name: client_of(who).get(f"/rivals/{offer.pk}/").status_code for who in (ada, pre, lin, dee)}
    writes = {who.name: client_of(who).post(f"/rivals/{offer.pk}/edit/", {}).status_code for who in (ada, pre, dee)}
    assert reads == {"ada": 200, "pre": 200, "lin": 403, "dee": 404}
    assert writes == {"ada": 422, "pre": 403, "dee": 404}


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User
) -> None:
    wrong = KNOWN | {"amount": "七十万", "vat_rate": "106", "amount_sla": "", "quantity_RTC-HD": "-1"}
    answer = client_of(ada).post(f"/deals/{deal.pk}/rivals/new/", wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"amount", "vat_rate", "amount_sla", "quantity_RTC-HD"}
    page = answer.content.decode()
    assert ("七十万" in page, "99.5 % 比 99.9 % 多停 35 小时" in page) == (True, True)


def test_whoever_saves_second_sees_what_is_stored_beside_what_they_typed(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User
) -> None:
    offer = told.rival(deal=deal, by=ada)
    address = f"/rivals/{offer.pk}/edit/"
    saved = client_of(ada).post(address, KNOWN | {"edition": "1"})
    assert saved.status_code == 303
    second = client_of(ada).post(address, CLAIM | {"edition": "1", "source": "另一个说法", "covered_REC-MIX": "True"})
    assert second.status_code == 422
    assert {"edition", "source", "evidence", "covered_REC-MIX", "amount_sla"} <= set(second.context["form"].errors)
    shown = client_of(ada).get(address).content.decode()
    assert ("99.5 % 比 99.9 % 多停 35 小时" in shown, 'value="8000"' in shown) == (True, True)


def test_another_currency_comes_at_the_rate_that_was_typed(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User
) -> None:
    abroad = CLAIM | {"amount": "$90,000", "currency": "USD", "claimed_percent": "", "evidence": "document"}
    assert client_of(ada).post(f"/deals/{deal.pk}/rivals/new/", abroad).context["form"].errors.keys() == {"fx_rate"}
    answer = client_of(ada).post(f"/deals/{deal.pk}/rivals/new/", abroad | {"fx_rate": "7.2", "fx_source": "中间价"})
    screen = client_of(ada).get(answer["Location"]).context["screen"]
    assert screen.comparison.theirs == Decimal("648000.00")


def test_one_off_the_list_is_found_no_more(client_of: ClientOf, deal: Deal, ada: User) -> None:
    offer = told.rival(deal=deal, by=ada)
    assert client_of(ada).post(f"/rivals/{offer.pk}/drop/").status_code == 303
    assert client_of(ada).get(f"/rivals/{offer.pk}/").status_code == 404


SCORES = {
    "method": "per_point", "name_0": "技术", "weight_0": "70", "score_0_us": "90", "weight_1": "30", "score_1_us": "80",
    "price_us": "100",
}  # fmt: skip


def test_the_buyers_scores_say_who_wins_and_where_it_turns(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User
) -> None:
    key = told.rival(deal=deal, by=ada).pk
    address = f"/deals/{deal.pk}/rivals/scores/"
    asked = SCORES | {f"score_0_{key}": "60", f"score_1_{key}": "50", f"price_{key}": "70"}
    screen = client_of(ada).get(address, asked).context["screen"]
    assert [(one.bidder.name, one.place) for one in screen.standings] == [("我方报价", 1), ("声网云", 2)]
    assert (screen.even.price, [one.wanted for one in screen.wanted]) == (
        Decimal("106.84"),
        [Decimal("82.1"), Decimal("61.5")],
    )


def test_the_prices_to_be_scored_are_with_tax_and_for_our_months_or_empty_with_what_has_to_be_asked(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User
) -> None:
    """300,000 before 6 % for half a year are 636,000 with tax for ours; of a claim alone neither is known."""
    known = {"tax_included": False, "vat_rate": Decimal(6), "term_months": 6}
    told.rival(deal=deal, by=ada)
    told.rival(deal=deal, by=ada, rival="即构云", amount=Decimal(300_000), **known)
    answer = client_of(ada).get(f"/deals/{deal.pk}/rivals/scores/")
    assert {one.name: one.price for one in answer.context["form"].entrants} == {
        "我方报价": Decimal("839600.00"),
        "即构云": Decimal("636000.00"),
        "声网云": None,
    }
    page = text(answer)
    assert "未填入声网云的价格：对方价格含几个月？ 对方价格含税吗？" in page
    assert ("均按含税、与我方报价相同的服务月数" in page, "未填入即构云" in page) == (True, False)


def test_weights_that_do_not_come_to_100_and_missing_scores_are_asked_for(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User
) -> None:
    key = told.rival(deal=deal, by=ada).pk
    address = f"/deals/{deal.pk}/rivals/scores/"
    missing = client_of(ada).get(address, SCORES)
    assert (missing.status_code, {f"score_0_{key}", f"score_1_{key}"} <= set(missing.context["form"].errors)) == (
        422,
        True,
    )
    full = SCORES | {f"score_0_{key}": "60", f"score_1_{key}": "50", f"price_{key}": "70", "weight_1": "20"}
    assert "weight_1" in client_of(ada).get(address, full).context["form"].errors


def test_who_told_us_is_among_what_is_held_about_them(
    client_of: ClientOf, deal: Deal, contact: Contact, ada: User
) -> None:
    told.rival(deal=deal, by=ada, teller=contact)
    assert [(fact.what, fact.value) for fact in offers_told_by(contact)] == [("声网云", "采购口头，没有书面报价")]


def test_the_claim_stands_beside_the_talk_about_our_price(
    client_of: ClientOf, deal: Deal, offered: QuoteVersion, ada: User
) -> None:
    address = f"/quotes/{offered.quote_id}/negotiation/"
    assert "先问口径" not in text(client_of(ada).get(address))
    told.rival(deal=deal, by=ada)
    page = text(client_of(ada).get(address))
    assert "声网云 · 便宜 30.0 % 仅口头 听到时对照 V1，839,600 先问口径，不对这个数还价。" in page


def test_a_document_stands_on_the_page_and_is_taken_by_whoever_sees_competitors(
    client_of: ClientOf, deal: Deal, ada: User, bo: User, dee: User, fay: User
) -> None:
    offer = told.rival(deal=deal, by=ada, amount=Decimal(500_000))
    page = f"/rivals/{offer.pk}/"
    sent = {"attached": [SimpleUploadedFile("对手报价.pdf", PDF)]}
    assert client_of(ada).post(f"{page}files/new/", sent).status_code == 303
    document = offer.attachments.get()
    shown = text(client_of(ada).get(page))
    assert ("对手报价.pdf" in shown, "仅口头" in shown) == (True, False)
    address = f"/rivals/files/{document.pk}/"
    assert {who.name: client_of(who).get(address).status_code for who in (ada, bo, dee, fay)} == {
        "ada": 200,
        "bo": 200,
        "dee": 404,
        "fay": 404,
    }
    assert client_of(ada).post(f"{address}erase/", {"reason": "本人要求"}).status_code == 403
    assert client_of(bo).post(f"{address}erase/", {"reason": ""}).status_code == 422
    assert client_of(bo).post(f"{address}erase/", {"reason": "本人要求"}).status_code == 303
    assert "本人要求" in text(client_of(ada).get(page))


def test_a_file_that_is_not_right_is_told_beside_the_field(client_of: ClientOf, deal: Deal, ada: User) -> None:
    offer = told.rival(deal=deal, by=ada, amount=Decimal(500_000))
    bad = {"attached": [SimpleUploadedFile("对手报价.pdf", b"MZ\x90\x00")]}
    answer = client_of(ada).post(f"/rivals/{offer.pk}/files/new/", bad)
    assert (answer.status_code, "请另存为其中一种" in answer.text) == (422, True)
