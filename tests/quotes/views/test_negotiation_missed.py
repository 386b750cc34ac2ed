"""A get that names other terms than the version the round makes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from quotes.models import Quote, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import approved
from tests.quotes.views.rounds import row, url

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("today")


GOT = row(0, kind="get", issue="payment", what="季付改年付")


def ask(client: Client, quote: Quote, **typed: Any) -> list[tuple[str, str, str]]:
    counts = {"moves-TOTAL_FORMS": "4", "moves-INITIAL_FORMS": "0"}
    answer = client.post(url(quote, "rounds/preview"), counts | {"offer": "same"} | typed)
    assert answer.status_code == 200
    return [(miss.column, miss.value, miss.words) for miss in answer.context.get("missed", ())]


def test_is_said_with_what_to_do_and_can_be_taken_over(client_of: ClientOf, table: QuoteVersion, ada: User) -> None:
    client = client_of(ada)
    assert ask(client, table.quote, **GOT) == [
        (
            "payment_plan",
            "annual_prepaid",
            "“季付改年付”不会自动改报价，报价里仍是季付（预付）：请把报价改为年付（预付），或改写这一条。",
        )
    ]
    page = client.post(
        url(table.quote, "rounds/preview"),
        {"moves-TOTAL_FORMS": "4", "moves-INITIAL_FORMS": "0", "offer": "same"} | GOT,
    ).text
    assert 'data-take="payment_plan" data-value="annual_prepaid"' in page


def test_is_silent_once_the_offer_says_it(client_of: ClientOf, table: QuoteVersion, ada: User) -> None:
    assert ask(client_of(ada), table.quote, payment_plan="annual_prepaid", **GOT) == []


def test_is_said_beside_a_new_price_too(client_of: ClientOf, table: QuoteVersion, ada: User, bo: User) -> None:
    typed = {"offer": "total", "new_total": "800000"}
    assert [miss[0] for miss in ask(client_of(ada), table.quote, **typed, **GOT)] == ["payment_plan"]


def test_months_are_taken_over_as_months(client_of: ClientOf, table: QuoteVersion, ada: User) -> None:
    moves = row(0, kind="get", issue="term", what="签两年") | row(1, issue="free_months", what="送 3 个月")
    assert [miss[:2] for miss in ask(client_of(ada), table.quote, **moves)] == [
        ("term_months", "24"),
        ("free_months", "3"),
    ]


def test_unclear_words_ask_to_look_and_offer_nothing_to_take(
    client_of: ClientOf, table: QuoteVersion, ada: User
) -> None:
    moves = row(0, kind="get", issue="payment", what="付款再谈")
    assert [miss[:2] for miss in ask(client_of(ada), table.quote, **moves)] == [("payment_plan", "")]


def test_a_row_that_cannot_be_read_yet_is_passed_over(client_of: ClientOf, table: QuoteVersion, ada: User) -> None:
    moves = row(0, kind="get", issue="payment", what="季付改年付", worth="x")
    assert ask(client_of(ada), table.quote, **moves) == []
    assert len(ask(client_of(ada), table.quote, **GOT)) == 1


@pytest.mark.parametrize(
    ("promised", "said"), [(None, "未承诺可用性"), (Decimal("99.9"), "可用性 99.9%")], ids=["none", "another"]
)
def test_an_availability_that_was_given_is_asked_of_the_offer(
    client_of: ClientOf, version: QuoteVersion, ada: User, promised: Decimal | None, said: str
) -> None:
    version.sla_availability = promised
    version.save(update_fields=["sla_availability"])
    table, moves = approved(version, by=ada), row(0, issue="sla", what="99.95%，赔付 10%")
    words = f"“99.95%，赔付 10%”不会自动改报价，报价里仍是{said}：请把报价改为可用性 99.95%，或改写这一条。"
    assert ask(client_of(ada), table.quote, **moves) == [("sla_availability", "99.95", words)]
    assert ask(client_of(ada), table.quote, sla_availability="99.95%", **moves) == []
