"""What comes in by a token: one frozen file, and nothing of the desk, whoever asks and whatever for."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from threading import Event
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from quotes.actions.links import Made, make_link, revoke_link
from quotes.actions.proposals import request_export
from quotes.actions.quotes import next_version, send_version, void_version
from quotes.domain.proposals import Language
from quotes.models import LinkView, ProposalLink, QuoteVersion
from stakeholders.models import Contact, JournalEntry, Notice, User
from tests.factories import paper
from tests.factories.haggling import approved
from tests.factories.quotes import passed_over
from tests.quotes.views.reading import PHONE, card_of, given_to, read
from tests.security.answers import written
from tests.threads import FOREVER, at_once

ClientOf = Callable[[User], Client]

OF_THE_DESK = {"django_session", "stakeholders_notice", "django_content_type"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def made(version: QuoteVersion, contact: Contact, ada: User, now: datetime) -> Made:
    return given_to(contact, version, ada, now)


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


def test_a_picture_is_two_statements_and_writes_nothing(made: Made) -> None:
    read(made.token)
    read(made.token, "pages/1.jpg")
    before = written()
    with CaptureQueriesContext(connection) as asked:
        assert read(made.token, "pages/1.jpg").status_code == 200
    assert [query["sql"].split()[0] for query in asked] == ["SELECT", "SELECT"]
    assert "FOR " not in "".join(query["sql"] for query in asked)
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
def test_readers_wait_for_nobody_who_changes_the_offer_and_nobody_for_them(
    made: Made, version: QuoteVersion, ada: User, now: datetime
) -> None:
    """Whoever ends the offer holds it, and its deal's journal, until all have their answers; no more of them than there
    are connections, so that none waits for one."""
    read(made.token)
    clean = read(made.token, "pages/1.jpg").content
    held, answered = Event(), [Event() for _ in range(5)]

    def person() -> bool:
        with transaction.atomic():
            void_version(version=QuoteVersion.objects.get(pk=version.pk), reason="客户改了需求", by=ada, at=now)
            held.set()
            return all(event.wait(timeout=FOREVER) for event in answered)

    def reader(number: int) -> Any:
        held.wait(timeout=FOREVER)
        answer = read(made.token, "" if number % 2 else "pages/1.jpg")
        answered[number].set()
        return answer.status_code, number % 2 or answer.content == clean

    outcomes = at_once(person, *[lambda number=number: reader(number) for number in range(5)])
    assert outcomes == [True, *[(200, True)] * 5]
    assert read(made.token, "pages/1.jpg").content != clean


def test_only_reading_is_possible_and_a_head_is_no_look(made: Made) -> None:
    client = Client()
    path = f"/r/{made.token}/"
    assert [getattr(client, method)(path).status_code for method in ("post", "put", "delete")] == [405] * 3
    heads = [client.head(f"{path}{part}", headers=PHONE) for part in ("", "file/", "pages/1.jpg")]
    assert [(head.status_code, head.content) for head in heads] == [(200, b"")] * 3
    assert not Notice.objects.filter(kind="link_opened").exists()
    assert heads[1].headers["Content-Length"] == read(made.token, "file/").headers["Content-Length"]
    assert list(LinkView.objects.values_list("seen", "device")) == [("file", "phone")]
    taken = JournalEntry.objects.filter(act__in=("open_link", "take_by_link"))
    assert list(taken.values_list("act", "facts__device")) == [("take_by_link", "phone")]


def test_a_file_in_english_is_shown_in_english(
    version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    approved(version, by=ada)
    order = request_export(version=QuoteVersion.objects.get(), language=Language.ENGLISH, by=ada, at=now)
    export = paper.finished(order, now)
    made = make_link(export=export, recipient=contact, last_day=now.date(), by=ada, at=now)
    page = read(made.token)
    assert (page.headers["Content-Language"], '<html lang="en">' in page.text) == ("en", True)
    assert (card_of(page.text)["og:locale"], card_of(page.text)["og:title"]) == ("en_US", "Proposal")


def test_another_link_s_token_opens_its_own_file_alone(
    made: Made, version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    english = paper.made(QuoteVersion.objects.get(), ada, now)
    other = make_link(export=english, recipient=contact, last_day=now.date(), by=ada, at=now)
    assert ProposalLink.objects.count() == 2
    revoke_link(link=other.link, by=ada, at=now)
    assert [read(token).status_code for token in (made.token, other.token)] == [200, 404]


def test_the_total_and_whom_to_call_stand_above_the_pages_each_of_which_opens_by_itself(
    version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    ours = {"company": "云渠", "contact": "陆文迪", "phone": "0571 8800 1234"}
    offer = {"seller": ours, "totals": {"gross": "839600.00"}, "currency": "CNY", "term_months": 12}
    approved(version, by=ada)
    order = request_export(version=QuoteVersion.objects.get(pk=version.pk), by=ada, at=now)
    export = paper.finished(order, now, **offer)
    made = make_link(export=export, recipient=contact, last_day=now.date(), by=ada, at=now)
    page, picture = read(made.token).text, f"/r/{made.token}/pages/1.jpg"
    assert ("839,600.00 元/年" in page, '陆文迪 · <a href="tel:057188001234">' in page) == (True, True)
    assert f'<a href="{picture}"><img src="{picture}"' in page
    void_version(version=QuoteVersion.objects.get(), reason="作废", by=ada, at=now)
    assert "839,600.00" not in read(made.token).text
