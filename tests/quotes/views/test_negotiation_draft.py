"""A round that is typed and not logged, asked over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from quotes.models import QuoteVersion, RoundDraft
from stakeholders.models import Contact, User
from tests.factories.coach import set_as_it_comes
from tests.quotes.views.rounds import row, url

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("today")


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


@pytest.mark.parametrize("end", ["rounds/draft/drop", "rounds/new"])
def test_logging_the_round_or_starting_afresh_ends_the_draft(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any], end: str
) -> None:
    client = client_of(ada)
    client.post(url(table.quote, "rounds/preview"), typed)
    assert kept() == [typed["said"]]
    assert client.post(url(table.quote, end), typed).status_code == 303
    assert kept() == []
    assert "草稿" not in client.get(url(table.quote)).text


@pytest.mark.parametrize("end", ["rounds/draft/drop", "rounds/new"])
def test_what_was_still_on_its_way_brings_no_ended_draft_back(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any], end: str
) -> None:
    client = client_of(ada)
    client.post(url(table.quote, end), typed)
    assert client.post(url(table.quote, "rounds/preview"), typed).status_code == 200
    assert kept() == []
    again = client.get(url(table.quote)).context["form"]
    client.post(url(table.quote, "rounds/preview"), typed | {"draft": again["draft"].value(), "said": "下一轮"})
    assert kept() == ["下一轮"]


def test_more_than_a_form_holds_is_not_kept(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    client_of(ada).post(url(table.quote, "rounds/preview"), typed | {"said": "长" * 50_001})
    assert kept() == []


def test_hints_that_were_ticked_away_are_still_ticked_after_the_page_was_lost(
    client_of: ClientOf, table: QuoteVersion, ada: User, bo: User, typed: dict[str, Any]
) -> None:
    set_as_it_comes()
    said = typed | {"offer": "total", "new_total": "800000", "dismissed": ["untraded"], "dismissed_because": "试探"}
    client = client_of(ada)
    client.post(url(table.quote, "rounds/preview"), said)
    page = client.get(url(table.quote))
    assert {said.hint: said.is_dismissed for said in page.context["coach"].hints}["untraded"] is True
    assert page.context["form"]["dismissed_because"].value() == "试探"
    assert 'value="untraded" id="dismiss-untraded" checked' in page.text


def test_nor_are_they_forgotten_while_the_price_cannot_be_read_yet(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    half = typed | {"offer": "total", "new_total": "80万多", "dismissed": ["untraded"]}
    page = client_of(ada).post(url(table.quote, "rounds/preview"), half).text
    assert '<input type="hidden" name="dismissed" value="untraded">' in page


def kept() -> list[str]:
    """What is said in drafts in which something is typed."""
    return [draft.values["said"][-1] for draft in RoundDraft.objects.order_by("pk") if draft.values]
