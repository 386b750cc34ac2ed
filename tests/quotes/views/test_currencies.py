"""Every screen of an offer says its currency, its unit and its tax basis; only yuan are 元 and 万元."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from quotes.actions.quotes import next_version
from quotes.models import ApprovalRequest, Policy, PriceBook, PriceBookVersion, QuoteVersion
from stakeholders.models import Contact, Deal, User
from tests.factories import quotes as offered
from tests.factories.haggling import approved, asked, discounted, get, give, logged

ClientOf = Callable[[User], Client]
# 美元 and 港元 are names of currencies, 元素 and the like are words; a figure followed by one of these is not.
YUAN = re.compile(r"万元|(?<=[\d（ ])元|¥|人民币")


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def on_the_table(deal: Deal, price_book: PriceBookVersion, ada: User, contact: Contact, **fields: Any) -> QuoteVersion:
    """V1 agreed and talked about, V2 18 points off and waiting for a manager."""
    first = approved(offered.draft(deal=deal, price_book=price_book, by=ada, **fields), by=ada)
    logged(first.quote, contact=contact, by=ada, moves=[give(trade=1), get(trade=1)])
    draft = next_version(version=first, by=ada, at=first.created_at)
    return asked(draft, by=ada).version


@pytest.fixture
def dollars(
    deal: Deal, price_book: PriceBookVersion, policy: Policy, ada: User, bo: User, contact: Contact
) -> QuoteVersion:
    PriceBook.objects.update(currency="USD")
    Deal.objects.update(currency="USD")
    return on_the_table(deal, price_book, ada, contact, currency="USD")


@pytest.fixture
def before_tax(
    deal: Deal, price_book: PriceBookVersion, policy: Policy, ada: User, bo: User, contact: Contact
) -> QuoteVersion:
    """839,600.00 before tax is 889,976.00 with it."""
    totals = {"net_total": Decimal("839600.00"), "tax_total": Decimal("50376.00"), "gross_total": Decimal("889976.00")}
    return on_the_table(deal, price_book, ada, contact, tax_included=False, **totals)


def screens(version: QuoteVersion) -> dict[str, str]:
    quote, request = version.quote_id, ApprovalRequest.objects.get(version=version)
    return {
        "version": f"/versions/{version.pk}/",
        "compare": f"/quotes/{quote}/compare/",
        "negotiation": f"/quotes/{quote}/negotiation/",
        "compose": f"/quotes/{quote}/rounds/new/",
        "approval": f"/approvals/{request.pk}/",
        "proposals": f"/quotes/{quote}/proposals/",
    }


def text_of(html: str) -> str:
    """What is read on the page, and what is read out: no tags, no code, no blanks in a row."""
    main = html.partition("<main")[2] or html
    spoken = " ".join(re.findall(r'(?:aria-label|placeholder|title|data-label)="([^"]*)"', main))
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()) + spoken


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return text_of(answer.text)


@pytest.mark.parametrize("screen", ["version", "compare", "negotiation", "compose", "approval", "proposals"])
def test_an_offer_in_dollars_never_speaks_of_yuan(
    client_of: ClientOf, dollars: QuoteVersion, bo: User, screen: str
) -> None:
    page = read(client_of(bo), screens(dollars)[screen])
    assert ([page[max(0, m.start() - 14) : m.end() + 6] for m in YUAN.finditer(page)], "USD" in page) == ([], True)


@pytest.mark.parametrize("screen", ["version", "compare", "negotiation", "approval"])
def test_one_in_yuan_does(client_of: ClientOf, before_tax: QuoteVersion, bo: User, screen: str) -> None:
    page = read(client_of(bo), screens(before_tax)[screen])
    assert "万元" in page


def test_a_draft_in_dollars_and_its_submission_do_not_either(
    client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, policy: Policy, ada: User, bo: User
) -> None:
    draft = discounted(offered.draft(deal=deal, price_book=price_book, by=ada, currency="USD"), "18", by=ada)
    for part in ("", "submit/"):
        page = read(client_of(ada), f"/versions/{draft.pk}/{part}")
        assert (YUAN.findall(page), "688,472.00 USD" in page, "大写" in page) == ([], True, False)


@pytest.mark.parametrize("address", ["/", "/deals/", "/approvals/?tab=all"])
def test_among_yuan_it_brings_its_sign(
    client_of: ClientOf, dollars: QuoteVersion, deal: Deal, bo: User, address: str
) -> None:
    for one in (address, f"/deals/{deal.pk}/"):
        page = read(client_of(bo), one)
        assert ("US$688,472.00" in page, "68.85" in page) == (True, False)


def test_the_list_of_quotes_names_the_quotes_own_currency_whatever_the_deals_is_now(
    client_of: ClientOf, dollars: QuoteVersion, ada: User
) -> None:
    Deal.objects.update(currency="CNY")
    page = client_of(ada).get("/quotes/").text
    assert '688,472.00 <span class="tag">USD</span>' in page


def test_an_offer_before_tax_says_so_beside_its_lines_and_with_tax_beside_its_totals(
    client_of: ClientOf, before_tax: QuoteVersion, bo: User
) -> None:
    client = client_of(bo)
    page = read(client, screens(before_tax)["version"])
    # 839,600 less 18 % is 688,472 before tax, and 729,780.32 with it; the floor is in the lines' own basis.
    for words in ("元/年，不含税", "688,472.00", "729,780.32", "底价（不含税）", "万元/年，不含税", "万元/年，含税"):
        assert words in page


def test_an_approver_reads_every_figure_of_it_with_tax(client_of: ClientOf, before_tax: QuoteVersion, bo: User) -> None:
    client = client_of(bo)
    page = read(client, screens(before_tax)["approval"])
    # 151,128 given before tax are 160,195.68 with it; a floor of 620,800 is 658,048.
    for words in ("72.98 万元/年，含税", "16.02", "65.80 万元"):
        assert words in page
    assert "16.02" in read(client, "/approvals/?tab=all")
