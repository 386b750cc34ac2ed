"""A round that was written beside something that is not there any more, asked over HTTP."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from quotes.domain.pricing.revised import Revision
from quotes.models import QuoteVersion, Round
from stakeholders.models import Contact, User
from tests.factories.haggling import logged
from tests.factories.quotes import passed_over
from tests.quotes.views.rounds import url

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("today")
ROUND = "11-24 10:00 bo 登记了第 1 轮：我方报 78.96 万元，对方要 72.00 万元。"
TABLE = "现在桌上的是 V2，78.96 万元，含税。"


@pytest.fixture
def overtaken(table: QuoteVersion, contact: Contact, ada: User, bo: User, typed: dict[str, Any]) -> QuoteVersion:
    """While Ada was typing, Bo logged a round that put V2 on the table."""
    logged(table.quote, contact=contact, by=bo, new_offer=Revision(bundle_price=Decimal(789_600)))
    return table


def test_it_is_refused_with_what_came_in_between_and_nothing_typed_is_lost(
    client_of: ClientOf, overtaken: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    client = client_of(ada)
    answer = client.post(url(overtaken.quote), typed)
    form = answer.context["form"]
    assert (answer.status_code, answer.context["between"], Round.objects.count()) == (422, (ROUND, TABLE), 1)
    assert [str(error) for error in form.non_field_errors()] == [
        "在你填写期间谈判有了新进展，已填的内容都还在：请先看期间发生了什么，改掉不再合适的地方，再登记这一轮。"
    ]
    assert {name: form[name].value() for name in ("said", "their_ask", "next_step")} == {
        name: typed[name] for name in ("said", "their_ask", "next_step")
    }
    passed_over(version=overtaken.quote.versions.on_the_table()[0], by=ada)
    seen = client.post(url(overtaken.quote), typed | {"beside": form["beside"].value()})
    assert (seen.status_code, Round.objects.latest("number").said) == (303, typed["said"])


def test_it_is_said_while_it_is_typed_and_when_the_draft_is_opened_again(
    client_of: ClientOf, table: QuoteVersion, ada: User, bo: User, contact: Contact, typed: dict[str, Any]
) -> None:
    client = client_of(ada)
    assert client.post(url(table.quote, "rounds/preview"), typed).context["meanwhile"] == ()
    logged(table.quote, contact=contact, by=bo, new_offer=Revision(bundle_price=Decimal(789_600)))
    assert client.get(url(table.quote)).context["between"] == (ROUND, TABLE)
    assert client.post(url(table.quote, "rounds/preview"), typed).context["meanwhile"] == (ROUND, TABLE)


def test_a_round_that_left_the_offer_alone_is_said_alone(
    client_of: ClientOf, table: QuoteVersion, ada: User, bo: User, contact: Contact, typed: dict[str, Any]
) -> None:
    logged(table.quote, contact=contact, by=bo, their_ask=None)
    assert client_of(ada).post(url(table.quote), typed).context["between"] == (
        "11-24 10:00 bo 登记了第 1 轮：我方报 83.96 万元，对方没有出价。",
    )


def test_sending_a_form_twice_logs_it_once(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    client = client_of(ada)
    assert [client.post(url(table.quote), typed).status_code for _ in range(2)] == [303, 422]
    assert Round.objects.count() == 1


@pytest.mark.parametrize("beside", ["", "x", "1", "9" * 40 + ".0", "-1.0"])
def test_a_form_that_does_not_say_what_it_was_written_beside_is_refused(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any], beside: str
) -> None:
    client, tries = client_of(ada), (typed | {"beside": beside}, typed)
    assert [client.post(url(table.quote), sent).status_code for sent in tries] == [422, 303]
