"""Whatever a reader's address refuses, counts, forgets or fails at: nothing of the desk or of a token gets out."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg.errors import DeadlockDetected, SerializationFailure

from quotes.actions.links import Made, revoke_link
from quotes.models import QuoteVersion
from quotes.views import readers
from stakeholders.actions.privacy import erase_contact
from stakeholders.models import Contact, User
from tests.factories.stakeholders import NOW
from tests.quotes.views.reading import PHONE, assert_readers_own, given_to, read

ClientOf = Callable[[User], Client]

PARTS = ("", "pages/1.jpg", "file/")


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def made(version: QuoteVersion, contact: Contact, ada: User, now: datetime) -> Made:
    return given_to(contact, version, ada, now)


def undone(*times: type[Exception]) -> Callable[..., None]:
    """An act that the database undoes, each time for its reason, and lets through afterwards."""
    left = list(times)

    def act(*_args: Any, **_told: Any) -> None:
        if left:
            raise OperationalError("undone") from left.pop(0)()

    return act


@pytest.mark.parametrize("reason", [DeadlockDetected, SerializationFailure])
def test_what_the_database_undid_is_tried_once_more_and_then_a_page_of_the_readers_own(
    made: Made, monkeypatch: pytest.MonkeyPatch, reason: type[Exception]
) -> None:
    opening = readers.actions.open_link
    for times, status in ((1, 200), (2, 503)):
        fails = undone(*[reason] * times)

        def act(fails: Callable[..., None] = fails, **told: Any) -> Any:
            fails()
            return opening(**told)

        monkeypatch.setattr(readers.actions, "open_link", act)
        answer = read(made.token)
        assert answer.status_code == status
        assert_readers_own(answer)
    assert (answer.headers["Retry-After"], "几秒后重新打开" in answer.text) == ("5", True)


def test_a_fault_of_ours_and_an_address_that_is_none_are_pages_of_the_readers_own(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = read("x" * 43)
    strange = [read(made.token, part) for part in ("pages/x.jpg", "quotes/", "../../deals/1/", "file/more/")]
    assert {(answer.status_code, answer.content) for answer in strange} == {(404, unknown.content)}
    monkeypatch.setattr(readers.queries, "reader_page", undone(TypeError))
    wrong = read(made.token, client=Client(raise_request_exception=False))
    assert (wrong.status_code, "我们这边出了问题" in wrong.text, "The fault is ours" in wrong.text) == (500, True, True)
    for answer in (unknown, wrong, *strange):
        assert_readers_own(answer)


def test_what_stands_for_no_document_is_said_in_both_languages_whatever_the_browser_was_set_to(made: Made) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    unknown = read("x" * 43, client=client)
    assert (unknown.content, unknown.headers["Content-Language"]) == (read("y" * 43).content, "zh-hans")
    assert ("链接无法打开" in unknown.text, "This link no longer opens" in unknown.text) == (True, True)


def test_too_often_is_a_sentence_and_nothing_more(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_A_LINK", 2)
    answers = [read(made.token) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2].headers["Retry-After"], "一分钟后再试" in answers[2].text) == ("60", True)
    with time_machine.travel(NOW + timedelta(minutes=1)):
        assert read(made.token).status_code == 200


def wrongly(email: str) -> str:
    """What the log-in says to somebody who guesses a password."""
    answer = Client().post("/accounts/login/", {"login": email, "password": "wrong"})
    return str(answer.context["form"].errors)


def test_a_flood_of_made_up_links_lifts_no_lock_out_of_the_log_in(
    ada: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches["default"].clear()
    for kept in caches.all(initialized_only=True):
        monkeypatch.setattr(kept, "_max_entries", 20)
    for _ in range(5):
        wrongly(ada.email)
    assert "输错次数太多" in wrongly(ada.email)
    for number in range(40):
        assert client.get(f"/r/{number}/", REMOTE_ADDR=f"203.0.113.{number}").status_code == 404
    assert "输错次数太多" in wrongly(ada.email)


def test_an_address_that_asks_too_often_is_one_entry_whatever_it_makes_up(
    made: Made, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "MOST_AN_ADDRESS", 3)
    answers = [client.get(f"/r/{number}/").status_code for number in range(20)]
    counts = caches["callers"]
    assert isinstance(counts, LocMemCache)
    assert (answers, len(counts._cache)) == ([404] * 3 + [429] * 17, 1)
    assert read(made.token).status_code == 429
    assert client.get(f"/r/{made.token}/", REMOTE_ADDR="203.0.113.7").status_code == 200
    with time_machine.travel(NOW + timedelta(minutes=1)):
        assert read(made.token).status_code == 200


@pytest.mark.parametrize("method", ["options", "post", "put", "patch", "delete", "trace"])
def test_what_is_refused_is_as_little_found_and_embedded_as_what_is_shown(made: Made, method: str) -> None:
    for part in PARTS:
        answer = getattr(Client(), method)(f"/r/{made.token}/{part}")
        assert (answer.status_code, answer.content, answer.headers["Allow"]) == (405, b"", "GET, HEAD")
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert (answer.headers["Referrer-Policy"], answer.headers["X-Frame-Options"]) == ("no-referrer", "DENY")
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert ("no-store" in answer.headers["Cache-Control"], dict(answer.cookies)) == (True, {})


def test_a_file_is_taken_whole_whatever_part_of_it_is_asked_for(made: Made) -> None:
    whole = read(made.token, "file/")
    part = Client().get(f"/r/{made.token}/file/", headers={**PHONE, "Range": "bytes=0-9"})
    assert (part.status_code, part.content == whole.content, part.headers["Accept-Ranges"]) == (200, True, "none")


def test_a_name_that_is_no_ascii_is_told_in_full_and_never_as_a_header_of_its_own(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = QuoteVersion.objects.get().quote.number
    told = []
    for mark in ("5·A", '5"\r\nSet-Cookie: a=b'):
        monkeypatch.setattr(QuoteVersion, "mark", mark)
        told.append(read(made.token, "file/"))
    assert told[0].headers["Content-Disposition"] == f"attachment; filename*=utf-8''{number}-V5%C2%B7A.pdf"
    assert ("\n" in told[1].headers["Content-Disposition"], "Set-Cookie" in told[1].headers) == (False, False)


def test_what_opens_nothing_costs_one_statement_whichever_the_reason(made: Made, ada: User, now: datetime) -> None:
    """So that no clock tells a token that was once one from a token that never was."""

    def statements(token: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert read(token).status_code == 404
        return len(asked)

    costs = [statements("x" * 43)]
    with time_machine.travel(now + timedelta(days=61)):
        costs.append(statements(made.token))
    revoke_link(link=made.link, by=ada, at=now)
    assert [*costs, statements(made.token)] == [1, 1, 1]


def test_a_page_that_is_not_there_is_neither_read_nor_drawn(made: Made) -> None:
    for page in (0, 2, 10**18):
        with CaptureQueriesContext(connection) as asked:
            assert read(made.token, f"pages/{page}.jpg").status_code == 404
        assert "quotes_paper" not in "".join(query["sql"] for query in asked)
    assert read(made.token, f"pages/{'9' * 5000}.jpg").status_code == 404


def test_with_an_erased_reader_page_pictures_and_file_are_gone(made: Made, bo: User, now: datetime) -> None:
    assert [read(made.token, part).status_code for part in PARTS] == [200] * 3
    erase_contact(made.link.recipient, reason="本人要求", by=bo, at=now)
    assert [read(made.token, part).status_code for part in PARTS] == [404] * 3


def test_a_link_is_counted_wherever_it_is_opened(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_A_LINK", 2)
    path = f"/r/{made.token}/"
    answers = [Client().get(path, headers=PHONE, REMOTE_ADDR=f"203.0.113.{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_without_a_database_or_a_known_address_a_reader_still_gets_a_page_of_their_own(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    answers = [client.get(f"/r/{made.token}/", headers=PHONE, REMOTE_ADDR="")]

    def fails(*_args: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(readers, "link_by_token", fails)
    answers.append(read(made.token, client=client))
    assert [answer.status_code for answer in answers] == [404, 500]
    for answer in answers:
        assert_readers_own(answer)


def test_no_token_gets_into_the_log_and_no_other_address_is_told_it(
    made: Made, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="django.request")
    (console,) = (each for each in logging.getLogger().handlers if each.get_name() == "console")
    written = StringIO()
    monkeypatch.setattr(console, "stream", written)
    monkeypatch.setattr(readers, "MOST_A_LINK", 2)
    strict = Client(enforce_csrf_checks=True)
    answers = [read(made.token, "pages/999.jpg"), read(made.token), read(made.token), read("x" * 43, "file/")]
    answers += [each.post(f"/r/{made.token}/") for each in (Client(), strict)]
    answers.append(Client().get(f"/R/{made.token}/"))
    assert [answer.status_code for answer in answers] == [404, 200, 429, 404, 405, 404, 404]
    assert made.token not in written.getvalue()
    assert answers[1].headers["Referrer-Policy"] == "no-referrer"
    assert re.findall(r"\S*/r/\S*", written.getvalue()) == [
        "/r/…/pages/999.jpg",
        "/r/…/",
        "/r/…/file/",
        "/r/…/",
        "/r/…/",
    ]
