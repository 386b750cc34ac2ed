from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dealdesk.home.search import Found, found
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]


@pytest.fixture
def bank(ada: User) -> Deal:
    customer = whom.customer(name="霁川银行", owner=ada, search_text="霁川银行 jichuanyinhang jcyh")
    return whom.deal(customer=customer, owner=ada, name="远程柜台")


@pytest.mark.parametrize("typed", ["霁川", "川", "jichuan", "jcyh", "JCYH"])
def test_customers_deals_and_quotes_are_found_by_chinese_pinyin_and_initials(
    bank: Deal, version: QuoteVersion, price_book: Any, ada: User, typed: str
) -> None:
    quote = offered.draft(deal=bank, price_book=price_book, by=ada).quote
    results = found(ada, typed)
    assert (results.customers, results.deals, results.quotes) == ((bank.customer,), (bank,), (quote,))


def test_a_number_finds_its_deal_or_its_quote(deal: Deal, version: QuoteVersion, ada: User) -> None:
    assert found(ada, deal.number.lower()).deals == (deal,)
    assert found(ada, version.quote.number.lower()).quotes == (version.quote,)


def test_nobody_finds_what_they_may_not_open(
    deal: Deal, version: QuoteVersion, dee: User, adm: User, fay: User, pre: User
) -> None:
    for person in (dee, adm, fay):
        for typed in ("澄湖", deal.number, version.quote.number):
            assert found(person, typed).nothing
    assert found(pre, "澄湖") == Found(text="澄湖", customers=(deal.customer,), deals=(deal,), quotes=(version.quote,))


def test_a_colleagues_deal_with_the_same_customer_stays_hidden(deal: Deal, ada: User, dee: User) -> None:
    hers = whom.deal(customer=deal.customer, owner=dee, name="dee's")
    assert found(dee, "澄湖").deals == (hers,)
    assert found(ada, "澄湖").deals == (deal,)


@pytest.mark.parametrize("typed", ["", "   ", "\0", "%", "_", "'", "a" * 5000, "（）"])
def test_whatever_is_typed_is_only_searched_for(client_of: ClientOf, deal: Deal, ada: User, typed: str) -> None:
    answer = client_of(ada).get("/search/", {"q": typed})
    assert answer.status_code == 200
    assert answer.context["found"].nothing


def test_what_was_typed_is_shown_and_never_run(client_of: ClientOf, ada: User) -> None:
    page = client_of(ada).get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_costs_the_same_for_one_and_for_three(
    client_of: ClientOf,
    deal: Deal,
    price_book: Any,
    ada: User,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for n in range(rows):
        other = whom.deal(customer=whom.customer(name=f"霁川{n}", owner=ada), owner=ada)
        offered.draft(deal=other, price_book=price_book, by=ada)
    client = client_of(ada)
    with django_assert_num_queries(5):
        results = client.get("/search/", {"q": "霁川"}).context["found"]
    assert [len(kind) for kind in (results.customers, results.deals, results.quotes)] == [rows] * 3
