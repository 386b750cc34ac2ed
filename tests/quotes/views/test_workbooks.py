"""The lists as workbooks: what the screen shows under its filters, row by row, and nothing besides."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client

from dealdesk.sheets import read
from quotes.documents import lists
from quotes.models import PriceBookVersion, Quote, QuoteVersion
from stakeholders.models import Customer, Deal, JournalEntry, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]
FORMULA = '=HYPERLINK("http://evil.example","click")'


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def sheet(client: Client, address: str) -> list[dict[Any, Any]]:
    """Each row by the heads of its columns."""
    answer = client.get(address)
    assert answer.status_code == 200
    (grid,) = read(answer.content)
    head, *rows = grid.rows
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_quote_is_told_in_figures_that_can_be_reckoned_with(
    client_of: ClientOf, version: QuoteVersion, ada: User
) -> None:
    (row,) = sheet(client_of(ada), "/quotes/workbook/")
    assert [row[name] for name in ("客户", "报价", "编号", "版本", "含税总价", "币种", "负责人")] == [
        version.quote.customer.short_name,
        "高级版",
        version.quote.number,
        "V1",
        Decimal("839600"),
        "CNY",
        "ada",
    ]


@pytest.mark.parametrize(
    ("address", "heads"),
    [
        ("/quotes/workbook/?col=state&col=total", {"客户", "报价", "状态", "含税总价", "币种", "合同期（月）"}),
        ("/deals/workbook/?col=owner&col=floor", {"客户", "商机", "负责人"}),
        ("/customers/workbook/?col=city", {"客户", "简称", "城市"}),
    ],
)
def test_a_workbook_has_the_columns_that_are_shown(
    client_of: ClientOf, version: QuoteVersion, ada: User, address: str, heads: set[str]
) -> None:
    (row,) = sheet(client_of(ada), address)
    assert row.keys() == heads


def test_a_deal_is_told_with_its_latest_offer_and_its_dates(
    client_of: ClientOf, version: QuoteVersion, deal: Deal, ada: User
) -> None:
    (row,) = sheet(client_of(ada), "/deals/workbook/")
    assert [row[name] for name in ("商机", "含税总价", "预算冻结", "下一步")] == [
        deal.name,
        Decimal("839600"),
        deal.budget_freeze_on,
        "周昀复谈",
    ]


def test_a_customer_is_told_with_the_deals_its_reader_may_open(
    client_of: ClientOf, customer: Customer, deal: Deal, ada: User
) -> None:
    (row,) = sheet(client_of(ada), "/customers/workbook/")
    assert [row[name] for name in ("客户", "城市", "在谈商机", "负责人")] == [customer.name, "杭州", Decimal(1), "ada"]


@pytest.mark.parametrize("name", ["quotes", "deals", "customers"])
def test_it_holds_what_the_list_shows_to_its_reader_and_not_one_row_more(
    client_of: ClientOf, version: QuoteVersion, ada: User, dee: User, name: str
) -> None:
    whom.deal(customer=whom.customer(name="别家", owner=dee), owner=dee, name="别人的商机")
    mine, theirs = (sheet(client_of(person), f"/{name}/workbook/") for person in (ada, dee))
    assert len(mine) == 1
    assert mine[0] not in theirs


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/quotes/workbook/?state=draft", 1),
        ("/quotes/workbook/?state=sent", 0),
        ("/quotes/workbook/?q=zzzz", 0),
        ("/deals/workbook/?stage=negotiation", 1),
        ("/deals/workbook/?closed=1", 0),
        ("/customers/workbook/?industry=education&sort=name", 1),
        ("/customers/workbook/?industry=finance", 0),
        # A place in the list is no filter: the file begins at the first row.
        ("/quotes/workbook/?after=x", 1),
    ],
)
def test_it_follows_the_filters_of_the_address(
    client_of: ClientOf, version: QuoteVersion, ada: User, address: str, found: int
) -> None:
    assert len(sheet(client_of(ada), address)) == found


def test_no_text_of_it_is_a_formula(client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
    Quote.objects.update(title=FORMULA)
    content = client_of(ada).get("/quotes/workbook/").content
    (grid,) = read(content)
    assert FORMULA in grid.rows[1]
    with ZipFile(BytesIO(content)) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
    assert ("<c " in cells, "<f>" in cells) == (True, False)


def test_a_list_that_is_too_long_says_so_in_its_last_row(
    client_of: ClientOf,
    version: QuoteVersion,
    deal: Deal,
    price_book: PriceBookVersion,
    ada: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered.draft(deal=deal, price_book=price_book, by=ada)
    whole = sheet(client_of(ada), "/quotes/workbook/")
    monkeypatch.setattr(lists, "MOST", 1)
    cut = sheet(client_of(ada), "/quotes/workbook/")
    assert (cut[0], len(whole)) == (whole[0], 2)
    assert cut[1]["客户"] == "这里只有前 5,000 行：请用筛选缩小范围后再导出。"


def test_nothing_that_only_some_may_see_is_in_it(client_of: ClientOf, version: QuoteVersion, bo: User) -> None:
    """Nor for those who may see it on the quote's own page: a file goes further than its reader."""
    told = [
        str(value)
        for name in ("quotes", "deals")
        for row in sheet(client_of(bo), f"/{name}/workbook/")
        for value in row.values()
    ]
    assert [value for value in told if "620800" in value.replace(",", "")] == []


def test_the_list_offers_the_file_of_what_it_shows(client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
    client = client_of(ada)
    assert 'href="/quotes/workbook/?state=draft"' in client.get("/quotes/?state=draft").text
    answer = client.get("/quotes/workbook/?state=draft")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")


@pytest.mark.parametrize(
    ("address", "listing", "wanted"),
    [
        ("/quotes/workbook/?q=%E6%BE%84%E6%B9%96&mine=1", "quotes", {"text": "澄湖", "mine": True}),
        ("/deals/workbook/?stage=diagnosis&sort=", "deals", {"stage": "diagnosis"}),
        ("/customers/workbook/", "customers", {}),
    ],
)
def test_whoever_takes_a_list_away_is_named_with_what_was_asked_for_and_how_much_came(
    client_of: ClientOf, version: QuoteVersion, ada: User, address: str, listing: str, wanted: Any
) -> None:
    rows = sheet(client_of(ada), address)
    entry = JournalEntry.objects.get(act="export_list")
    assert (entry.by, entry.stream) == (ada, "desk")
    assert entry.facts == {"list": listing, "wanted": wanted, "rows": len(rows)}


def test_looking_at_a_list_leaves_no_row(client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
    for address in ("/quotes/", "/deals/", "/customers/"):
        assert client_of(ada).get(address).status_code == 200
    assert not JournalEntry.objects.filter(act="export_list").exists()
