"""What comes in by a token: one frozen file, and nothing of the desk, whoever asks and whatever for."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from threading import Event
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from psycopg.errors import DeadlockDetected, SerializationFailure

from quotes.actions.links import Made, make_link, revoke_link
from quotes.actions.quotes import next_version, send_version, void_version
from quotes.models import LinkView, ProposalLink, QuoteVersion
from quotes.views import readers
from stakeholders.models import Contact, JournalEntry, User
from tests.factories import paper
from tests.factories.haggling import approved
from tests.factories.quotes import passed_over
from tests.factories.stakeholders import NOW
from tests.security.answers import written
from tests.threads import at_once

ClientOf = Callable[[User], Client]
PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile MicroMessenger/8.0.49"}
# Who is logged in, and what they may do.
OF_THE_DESK = {"django_session", "stakeholders_notice", "django_content_type"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def made(version: QuoteVersion, contact: Contact, ada: User, now: datetime) -> Made:
    approved(version, by=ada)
    offer = paper.made(QuoteVersion.objects.get(pk=version.pk), ada, now)
    return make_link(export=offer, recipient=contact, last_day=now.date() + timedelta(days=60), by=ada, at=now)


def read(token: str, part: str = "", client: Client | None = None, **options: Any) -> Any:
    return (client or Client()).get(f"/r/{token}/{part}", headers=PHONE, **options)


def test_a_phone_gets_the_page_its_pictures_and_the_file_with_the_readers_name(made: Made, contact: Contact) -> None:
    page, drawn, file = (read(made.token, part) for part in ("", "pages/1.jpg", "file/"))
    assert [answer.status_code for answer in (page, drawn, file)] == [200] * 3
    assert (contact.name in page.text, drawn.content[:3], file.content[:5]) == (True, b"\xff\xd8\xff", b"%PDF-")
    assert file.headers["Content-Disposition"].startswith("attachment; ")
    assert list(LinkView.objects.order_by("id").values_list("seen", "device")) == [("page", "phone"), ("file", "phone")]


def test_whatever_opens_nothing_has_the_same_answer(made: Made, ada: User, now: datetime) -> None:
    unknown = read("x" * 43)
    answers = [read("短"), read(made.token, "pages/9.jpg")]
    with time_machine.travel(now + timedelta(days=61)):
        answers.append(read(made.token))
    revoke_link(link=made.link, by=ada, at=now)
    answers += [read(made.token, part) for part in ("", "file/", "pages/1.jpg")]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, unknown.content)}
    shown = {name: value for name, value in unknown.headers.items() if name != "Content-Length"}
    assert all({n: v for n, v in answer.headers.items() if n != "Content-Length"} == shown for answer in answers)


def test_it_is_kept_by_nobody_found_by_nobody_and_runs_no_script(made: Made) -> None:
    for part in ("", "pages/1.jpg", "file/"):
        answer = read(made.token, part)
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
        assert not answer.cookies
    assert "<script" not in read(made.token).text


def card_of(page: str) -> dict[str, str]:
    """What a chat's server reads of a page: every name and what it says."""
    found = re.findall(r'<meta (?:name|property|itemprop)="([^"]+)" content="([^"]*)"', page)
    return dict(found) | {"title": re.findall("<title>([^<]*)", page)[0]}


def test_what_a_chat_shows_of_it_says_what_and_from_whom_and_neither_the_customer_nor_a_price(
    made: Made, version: QuoteVersion, contact: Contact, settings: Any
) -> None:
    settings.DESK_URL = "https://desk.example.com"
    card = card_of(read(made.token).text)
    assert card["title"] == card["og:title"] == card["name"] == "提案"
    assert card["og:description"] == card["description"] == "共 1 页，点击在线阅读"
    assert card["og:image"] == card["image"] == "https://desk.example.com/static/img/card.png"
    assert (card["robots"], card["referrer"]) == ("noindex, nofollow, noarchive", "no-referrer")
    offer = version.quote
    secrets = (str(offer.deal.customer), offer.deal.name, offer.number, contact.name, "839,600", made.token)
    assert [secret for secret in secrets if secret in " ".join(card.values())] == []


def test_the_picture_of_the_card_is_everybodys_square_and_the_first_of_the_page(made: Made) -> None:
    (first, *rest) = re.findall(r'<img src="([^"]+)"', read(made.token).text)
    assert (first, made.token in first, len(rest)) == ("/static/img/card.png", False, 1)
    answer = Client().get(first)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer.headers["Content-Type"], Image.open(BytesIO(content)).size) == ("image/png", (600, 600))
    assert "Set-Cookie" not in answer.headers


def test_a_page_names_no_address_but_its_own_and_its_token_in_none_that_leaves(made: Made) -> None:
    page = read(made.token).text
    named = set(re.findall(r'(?:href|src)="([^"]+)"', page))
    assert {address for address in named if not address.startswith(("/static/", f"/r/{made.token}/"))} == set()
    assert "og:url" not in page


def test_no_session_is_read_and_being_logged_in_makes_no_difference(
    made: Made, client_of: ClientOf, ada: User, bo: User
) -> None:
    read(made.token)
    with CaptureQueriesContext(connection) as asked:
        mine = read(made.token, client=client_of(bo))
    reading = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert [sql for sql in reading if any(f'FROM "{table}"' in sql for table in OF_THE_DESK)] == []
    assert mine.content == read(made.token).content
    assert JournalEntry.objects.filter(act="open_link").get().by is None


def test_an_offer_that_stands_no_more_says_so_and_is_marked(made: Made, ada: User, now: datetime) -> None:
    late = now + timedelta(days=40)
    with time_machine.travel(late):
        assert "已过有效期" in read(made.token).text
        clean = read(made.token, "file/").content
        void_version(version=QuoteVersion.objects.get(), reason="客户改了需求", by=ada, at=late)
        assert "不再有效" in read(made.token).text
        assert read(made.token, "file/").content != clean


def test_that_a_newer_offer_was_sent_since_stands_above_the_one_before(made: Made, ada: User, now: datetime) -> None:
    first = QuoteVersion.objects.get()
    told = "此后已向您发出新的报价"
    assert told not in read(made.token).text
    later = approved(next_version(version=first, by=ada, at=now), by=ada)
    assert told not in read(made.token).text
    passed_over(version=later, by=ada)
    send_version(version=later, by=ada, at=now)
    assert told in read(made.token).text


def test_too_often_is_a_sentence_and_nothing_more(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_A_LINK", 2)
    answers = [read(made.token) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2].headers["Retry-After"], "一分钟后再试" in answers[2].text) == ("60", True)
    with time_machine.travel(NOW + timedelta(minutes=1)):
        assert read(made.token).status_code == 200


def test_a_picture_is_two_statements_and_writes_nothing_as_does_a_head_of_anything(made: Made) -> None:
    read(made.token)
    read(made.token, "pages/1.jpg")
    before = written()
    with CaptureQueriesContext(connection) as asked:
        assert read(made.token, "pages/1.jpg").status_code == 200
    assert [query["sql"].split()[0] for query in asked] == ["SELECT", "SELECT"]
    assert "FOR " not in "".join(query["sql"] for query in asked)
    for part in ("", "pages/1.jpg", "file/"):
        assert Client().head(f"/r/{made.token}/{part}", headers=PHONE).status_code == 200
    assert written() == before


def test_a_page_that_was_drawn_before_stops_with_its_link_and_changes_with_its_offer(
    made: Made, ada: User, now: datetime
) -> None:
    clean = read(made.token, "pages/1.jpg").content
    with time_machine.travel(now + timedelta(days=40)):
        expired = read(made.token, "pages/1.jpg").content
    with time_machine.travel(now + timedelta(days=61)):
        assert read(made.token, "pages/1.jpg").status_code == 404
    assert read(made.token, "pages/1.jpg").content == clean
    void_version(version=QuoteVersion.objects.get(), reason="客户改了需求", by=ada, at=now)
    void = read(made.token, "pages/1.jpg").content
    assert len({clean, expired, void}) == 3
    revoke_link(link=made.link, by=ada, at=now)
    assert read(made.token, "pages/1.jpg").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_ten_readers_wait_for_nobody_who_changes_the_offer_and_nobody_for_them(
    made: Made, version: QuoteVersion, ada: User, now: datetime
) -> None:
    """Whoever ends the offer holds it, and its deal's journal, until all ten have their answers."""
    read(made.token)
    clean = read(made.token, "pages/1.jpg").content
    held, answered = Event(), [Event() for _ in range(10)]

    def person() -> bool:
        with transaction.atomic():
            void_version(version=QuoteVersion.objects.get(pk=version.pk), reason="客户改了需求", by=ada, at=now)
            held.set()
            return all(event.wait(timeout=20) for event in answered)

    def reader(number: int) -> Any:
        held.wait(timeout=20)
        answer = read(made.token, "" if number % 2 else "pages/1.jpg")
        answered[number].set()
        return answer.status_code, number % 2 or answer.content == clean

    outcomes = at_once(person, *[lambda number=number: reader(number) for number in range(10)])
    assert outcomes == [True, *[(200, True)] * 10]
    assert read(made.token, "pages/1.jpg").content != clean


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


def assert_readers_own(answer: Any) -> None:
    """No way into the desk, no word of it, nothing that a chat or a search engine keeps."""
    assert 'href="/"' not in answer.text
    assert ("报价台" in answer.text, "accounts" in answer.text, "<script" in answer.text) == (False, False, False)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "private, no-store")
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_what_stands_for_no_document_is_said_in_both_languages_whatever_the_browser_was_set_to(made: Made) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    unknown = read("x" * 43, client=client)
    assert (unknown.content, unknown.headers["Content-Language"]) == (read("y" * 43).content, "zh-hans")
    assert ("链接无法打开" in unknown.text, "Nothing to read here" in unknown.text) == (True, True)


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


def test_only_reading_is_possible_and_a_head_is_no_look(made: Made) -> None:
    client = Client()
    path = f"/r/{made.token}/"
    assert [getattr(client, method)(path).status_code for method in ("post", "put", "delete")] == [405] * 3
    heads = [client.head(f"{path}{part}", headers=PHONE) for part in ("", "file/", "pages/1.jpg")]
    assert [(head.status_code, head.content) for head in heads] == [(200, b"")] * 3
    assert heads[1].headers["Content-Length"] == read(made.token, "file/").headers["Content-Length"]
    assert list(LinkView.objects.values_list("seen", "device")) == [("file", "phone")]
    taken = JournalEntry.objects.filter(act__in=("open_link", "take_by_link"))
    assert list(taken.values_list("act", "facts__device")) == [("take_by_link", "phone")]


def test_no_token_gets_into_the_log_and_no_other_address_is_told_it(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    (console,) = (each for each in logging.getLogger().handlers if each.get_name() == "console")
    written = StringIO()
    monkeypatch.setattr(console, "stream", written)
    monkeypatch.setattr(readers, "MOST_A_LINK", 2)
    strict = Client(enforce_csrf_checks=True)
    answers = [read(made.token, "pages/999.jpg"), read(made.token), read(made.token), read("x" * 43, "file/")]
    answers += [each.post(f"/r/{made.token}/") for each in (Client(), strict)]
    assert [answer.status_code for answer in answers] == [404, 200, 429, 404, 405, 403]
    assert answers[1].headers["Referrer-Policy"] == "no-referrer"
    assert re.findall(r"\S*/r/\S*", written.getvalue()) == [
        "/r/…/pages/999.jpg",
        "/r/…/",
        "/r/…/file/",
        "/r/…/",
        "/r/…/",
    ]


def test_another_link_s_token_opens_its_own_file_alone(
    made: Made, version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    english = paper.made(QuoteVersion.objects.get(), ada, now)
    other = make_link(export=english, recipient=contact, last_day=now.date(), by=ada, at=now)
    assert ProposalLink.objects.count() == 2
    revoke_link(link=other.link, by=ada, at=now)
    assert [read(token).status_code for token in (made.token, other.token)] == [200, 404]
