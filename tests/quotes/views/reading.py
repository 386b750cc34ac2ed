"""What a reader of a link asks, and what no answer to them may hold."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from quotes.actions.links import Made, make_link
from quotes.models import QuoteVersion
from stakeholders.models import Contact, User
from tests.factories import paper
from tests.factories.haggling import approved

PHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile MicroMessenger/8.0.49"}


def given_to(reader: Contact, version: QuoteVersion, by: User, at: datetime) -> Made:
    """A link to the file of an approved offer."""
    approved(version, by=by)
    offer = paper.made(QuoteVersion.objects.get(pk=version.pk), by, at)
    return make_link(export=offer, recipient=reader, last_day=at.date() + timedelta(days=60), by=by, at=at)


def read(token: str, part: str = "", client: Client | None = None, **options: Any) -> Any:
    return (client or Client()).get(f"/r/{token}/{part}", headers=PHONE, **options)


def card_of(page: str) -> dict[str, str]:
    """What a chat's server reads of a page: every name and what it says."""
    found = re.findall(r'<meta (?:name|property|itemprop)="([^"]+)" content="([^"]*)"', page)
    return dict(found) | {"title": re.findall("<title>([^<]*)", page)[0]}


def assert_readers_own(answer: Any) -> None:
    """No way into the desk, no word of it, nothing that a chat or a search engine keeps."""
    assert 'href="/"' not in answer.text
    assert ("报价台" in answer.text, "accounts" in answer.text, "<script" in answer.text) == (False, False, False)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert (answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]) == ("no-referrer", "private, no-store")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
