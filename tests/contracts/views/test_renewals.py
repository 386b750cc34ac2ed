"""Contracts that end, over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal as D

import pytest
import time_machine
from django.test import Client

from contracts.domain.renewals import UpliftKind, UpliftRule
from contracts.models import ContractLife, PriceReading
from contracts.queries import renewals
from dealdesk.kernel.percent import Percent
from quotes.models import PriceBookVersion, QuoteVersion
from stakeholders.models import User
from tests.factories import obligations as owed
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.triggers import resting

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def life(version: QuoteVersion, ada: User) -> ContractLife:
    """839,600.00 a year, for a year from today."""
    return owed.signed(version, ada, auto_renewal=30)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def priced(life: ContractLife, ada: User, **told: str) -> ContractLife:
    points = {name: Percent(D(value)) for name, value in told.items()}
    return owed.told(life, ada, uplift=UpliftRule(kind=UpliftKind.PRICES, **points))


def test_the_list_shows_what_ends_and_nothing_of_others(
    client_of: ClientOf, life: ContractLife, ada: User, dee: User, adm: User
) -> None:
    shown = page(client_of(ada), "/renewals/")
    assert [words in shown for words in ("2027-11-23", "839,600.00", "2027Q4", "规则未知")] == [True] * 4
    assert "还没有在履约的合同" in page(client_of(dee), "/renewals/")
    assert "没有合同在此期间到期" in page(client_of(ada), "/renewals/?open")
    owed.lookout(adm, days=400)
    assert "839,600.00" in page(client_of(ada), "/renewals/?open&quarter=2027Q4")
    assert "839,600.00" not in page(client_of(ada), "/renewals/?quarter=2027Q3&after=x")


def test_quarters_are_counted_and_not_their_currencies(
    life: ContractLife, price_book: PriceBookVersion, ada: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = whom.deal(customer=life.deal.customer, owner=ada, name="海外互动")
    owed.signed(offered.draft(deal=other, price_book=price_book, by=ada), ada)
    later = whom.deal(customer=life.deal.customer, owner=ada, name="下一年")
    last = owed.signed(offered.draft(deal=later, price_book=price_book, by=ada), ada)
    ContractLife.objects.filter(pk=last.pk).update(ends_on=date(2028, 2, 1))
    with resting("quotes.QuoteVersion:offer_is_never_edited"):
        QuoteVersion.objects.filter(quote__deal=other).update(currency="USD")
    monkeypatch.setattr(renewals, "QUARTERS", 1)
    told = renewals.renewal_list(ada, now.date(), is_open=False, quarter=None).quarters
    assert [(str(one.quarter), one.currency, one.contracts) for one in told] == [
        ("2027Q4", "CNY", 1), ("2027Q4", "USD", 1),
    ]  # fmt: skip


def test_the_price_follows_the_clause_once_finance_has_entered_prices(
    client_of: ClientOf, life: ContractLife, ada: User, fay: User
) -> None:
    priced(life, ada, points="1", cap="2.5")
    assert "财务还没有录入居民消费价格" in page(client_of(ada), f"/renewals/{life.pk}/")
    owed.prices(fay)
    shown = page(client_of(ada), f"/renewals/{life.pk}/")
    assert [words in shown for words in ("860,590.00", "2.5 %", "国家统计局")] == [True] * 3
    assert "860,590.00" in page(client_of(ada), "/renewals/")


def test_a_click_drafts_it_for_those_who_may(client_of: ClientOf, life: ContractLife, ada: User, pre: User) -> None:
    address = f"/renewals/{life.pk}/begin/"
    typed = {"name": "互动课堂续约", "points": "3", "valid_until": "2026-12-31"}
    assert client_of(pre).post(address, typed).status_code == 403
    assert client_of(ada).post(address, typed | {"points": "-1"}).status_code == 422
    answer = client_of(ada).post(address, typed)
    assert answer.status_code == 303
    made = QuoteVersion.objects.latest("pk")
    assert answer["Location"] == f"/versions/{made.pk}/"
    assert made.quote.deal.number in page(client_of(ada), "/renewals/")
    assert client_of(ada).post(address, typed).status_code == 422


def test_finance_enters_prices_and_others_read_them(client_of: ClientOf, fay: User, ada: User) -> None:
    typed = {"month": "2026-10-01", "points": "0.4", "source": "国家统计局"}
    assert client_of(ada).post("/renewals/prices/new/", typed).status_code == 403
    assert client_of(fay).post("/renewals/prices/new/", typed | {"month": "2026-12-01"}).status_code == 422
    assert client_of(fay).post("/renewals/prices/new/", typed).status_code == 303
    assert "国家统计局" in page(client_of(ada), "/renewals/prices/")
    assert PriceReading.objects.count() == 1
