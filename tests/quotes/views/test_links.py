"""The screen on which links are made, seen and ended."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from quotes.domain.proposals import Kind, Language
from quotes.models import LinkView, ProposalExport, ProposalLink, QuoteVersion
from quotes.queries.links import words_to_send
from stakeholders.models import Contact, User
from tests.factories import links, paper
from tests.factories.haggling import approved, asked

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def offer(version: QuoteVersion, ada: User, now: datetime) -> ProposalExport:
    approved(version, by=ada)
    return paper.made(QuoteVersion.objects.get(pk=version.pk), ada, now)


def url(export: ProposalExport) -> str:
    return f"/proposals/{export.pk}/links/"


def test_a_link_is_made_shown_once_read_and_ended(
    client_of: ClientOf, offer: ProposalExport, contact: Contact, pre: User
) -> None:
    client = client_of(pre)
    answer = client.post(url(offer), {"recipient": contact.pk, "last_day": "2026-12-24"})
    address = answer.context["address"]
    assert (answer.status_code, address in answer.text, address in client.get(url(offer)).text) == (200, True, False)
    outside = Client()
    path = address.partition("/r/")[2]
    assert outside.get(f"/r/{path}", headers={"User-Agent": "Mozilla/5.0 (iPhone) Mobile"}).status_code == 200
    (row,) = client.get(url(offer)).context["screen"].links
    assert (row.reader, row.state, row.opened, row.taken) == (contact.name, "open", 1, 0)
    assert (row.reader_is, row.by_left) == (contact.title or contact.get_seat_display(), False)
    words = answer.context["words"]
    assert (contact.name in words, address in words, str(offer.version.quote.deal.customer) in words) == (
        True,
        True,
        False,
    )
    assert client.post(f"/links/{row.pk}/revoke/").status_code == 303
    assert client.get(url(offer)).context["screen"].links[0].state == "revoked"
    assert outside.get(f"/r/{path}").status_code == 404


def test_a_file_that_is_no_clean_offer_says_why_and_offers_no_form(
    client_of: ClientOf, version: QuoteVersion, pre: User, now: datetime
) -> None:
    draft = paper.made(version, pre, now)
    page = client_of(pre).get(url(draft)).text
    with translation.override("zh-hans"):
        why = gettext("Not approved yet: the mark is left out once it is.")
    assert (why in page, 'name="recipient"' in page) == (True, False)


def test_what_programs_looked_at_is_in_the_log_and_not_counted(
    client_of: ClientOf, offer: ProposalExport, contact: Contact, ada: User, now: datetime
) -> None:
    made = links.link(export=offer, recipient=contact, by=ada).link
    for device in ("program", "phone"):
        LinkView.objects.create(link=made, seen="page", device=device, at=now)
    screen = client_of(ada).get(url(offer)).context["screen"]
    assert (screen.links[0].opened, len(screen.lately)) == (1, 2)
    LinkView.objects.create(link=made, seen="file", device="computer", at=now + timedelta(hours=2))
    LinkView.objects.create(link=made, seen="page", device="program", at=now + timedelta(hours=3))
    (row,) = client_of(ada).get(url(offer)).context["screen"].links
    assert (row.opened, row.taken, row.last_at, row.last_on) == (1, 1, now + timedelta(hours=2), "computer")


def test_nobody_of_another_team_or_another_trade_makes_or_ends_one(
    client_of: ClientOf, version: QuoteVersion, contact: Contact, ada: User, dee: User, fay: User, now: datetime
) -> None:
    asked(version, points="30", by=ada)
    export = paper.made(version, ada, now)
    made = links.link(export=export, recipient=contact, by=ada).link
    for who, status in ((dee, 404), (fay, 403)):
        client = client_of(who)
        assert [client.get(url(export)).status_code, client.post(f"/links/{made.pk}/revoke/").status_code] == [
            status
        ] * 2
    assert ProposalLink.objects.get().revoked_at is None
    assert client_of(ada).get(url(export)).status_code == 200


def test_a_file_is_given_to_a_reader_from_its_own_page_unless_it_is_a_draft(
    client_of: ClientOf, version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    draft = paper.made(version, ada, now)
    client, page = client_of(ada), f"/proposals/{draft.pk}/"
    assert url(draft) not in client.get(page).text
    approved(version, by=ada)
    assert ("发给客户" in client.get(page).text, "阅读链接" in client.get(page).text) == (True, False)
    links.link(export=draft, recipient=contact, by=ada)
    assert "阅读链接" in client.get(page).text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.CHINESE, ["这是我司的方案说明材料", "云衢网络科技有限公司"]),
        (Language.ENGLISH, ["here is our material for your approval", "Yunqu Network Technology"]),
    ],
)
def test_words_for_a_chat_are_the_readers_and_name_the_company_in_the_language_of_the_file(
    version: QuoteVersion,
    contact: Contact,
    ada: User,
    now: datetime,
    settings: Any,
    language: Language,
    said: list[str],
) -> None:
    company = {"company": "云衢网络科技有限公司", "company_en": "Yunqu Network Technology"}
    settings.SELLER = settings.SELLER | company
    link = ProposalLink(
        export=ProposalExport(version=version, kind=Kind.CHAMPION, language=language),
        recipient=contact,
        last_day=now.date(),
        made_by=ada,
    )
    words = words_to_send(link, "https://desk.example/r/abc")
    assert [one in words for one in said] == [True, True]
    assert ("内部请示" in words, "their approval" in words) == (False, False)
