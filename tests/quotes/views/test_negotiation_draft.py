"""A round that is typed and not logged, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from quotes.models import Quote, QuoteVersion, RoundDraft
from stakeholders.models import Contact, User
from tests.factories.haggling import approved

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def table(version: QuoteVersion, ada: User) -> QuoteVersion:
    """V1 at 839,600.00, submitted and within authority."""
    return approved(version, by=ada)


def url(quote: Quote, part: str = "rounds/new") -> str:
    return f"/quotes/{quote.pk}/{part}/"


@pytest.fixture
def typed(contact: Contact, ada: User) -> dict[str, Any]:
    """A round as a browser sends it, with nothing traded."""
    rows: dict[str, Any] = {"moves-TOTAL_FORMS": "4", "moves-INITIAL_FORMS": "0"}
    for index in range(4):
        rows |= row(index)
    return rows | {
        "on": "2026-11-23",
        "channel": "meeting",
        "theirs": [contact.pk],
        "ours": [ada.pk],
        "their_ask": "650,000",
        "said": "年付能不能让 5 个点？",
        "offer": "same",
        "next_step": "带同口径对比表复谈",
        "next_step_on": "2026-11-27",
    }


def row(index: int, **changed: Any) -> dict[str, Any]:
    kind, trade = ("give", "get")[index % 2], index // 2 + 1
    values = {"kind": kind, "issue": "price", "what": "", "worth": "", "trade": trade, "status": "agreed"}
    return {f"moves-{index}-{name}": value for name, value in (values | changed).items()}


def test_what_was_typed_is_there_again_after_the_page_was_lost(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any], contact: Contact
) -> None:
    said = typed | {"said": "年付能不能", "new_total": "78万多"} | row(0, what="让价 5 万", worth="50000")
    client_of(ada).post(url(table.quote, "rounds/preview"), said)
    again = client_of(ada).get(url(table.quote))
    form, moves = again.context["form"], again.context["moves"]
    assert {name: form[name].value() for name in ("said", "new_total", "theirs")} == {
        "said": "年付能不能",
        "new_total": "78万多",
        "theirs": [str(contact.pk)],
    }
    assert moves.forms[0]["what"].value() == "让价 5 万"
    assert "草稿" in again.text


def test_more_rows_than_a_new_form_has_come_back_too(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    said = typed | {"moves-TOTAL_FORMS": "6"} | row(5, what="第六行")
    client_of(ada).post(url(table.quote, "rounds/preview"), said)
    moves = client_of(ada).get(url(table.quote)).context["moves"]
    assert (len(moves.forms), moves.forms[5]["what"].value()) == (6, "第六行")


def test_a_draft_is_its_writers_alone(
    client_of: ClientOf, table: QuoteVersion, ada: User, bo: User, typed: dict[str, Any]
) -> None:
    client_of(ada).post(url(table.quote, "rounds/preview"), typed | {"said": "只给自己看"})
    pages = {person.name: client_of(person).get(url(table.quote)).text for person in (ada, bo)}
    assert {name: "只给自己看" in page for name, page in pages.items()} == {"ada": True, "bo": False}


def test_logging_the_round_or_starting_afresh_ends_the_draft(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    client = client_of(ada)
    for end in (("rounds/draft/drop", {}), ("rounds/new", typed)):
        client.post(url(table.quote, "rounds/preview"), typed)
        assert RoundDraft.objects.count() == 1
        assert client.post(url(table.quote, end[0]), end[1]).status_code == 303
        assert RoundDraft.objects.count() == 0


def test_more_than_a_form_holds_is_not_kept(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    client_of(ada).post(url(table.quote, "rounds/preview"), typed | {"said": "长" * 50_001})
    assert RoundDraft.objects.count() == 0
