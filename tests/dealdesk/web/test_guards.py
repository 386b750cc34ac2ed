"""What the guard of every route sees to, whichever view stands behind it."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from quotes.models import QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.factories import paper


def test_whoever_asks_for_the_headers_of_a_file_has_not_taken_it(
    client_of: Callable[[User], Client], version: QuoteVersion, ada: User, now: datetime
) -> None:
    """A mail scanner or a chat looks ahead; the journal must say who took a price, and nobody else."""
    address = f"/proposals/{paper.made(version, ada, now).pk}/download/"
    before = JournalEntry.objects.count()
    asked, taken = client_of(ada).head(address), client_of(ada).get(address)
    names = ("Content-Type", "Content-Disposition")
    assert [asked.headers[name] for name in names] == [taken.headers[name] for name in names]
    assert (asked.status_code, asked.content) == (200, b"")
    assert list(JournalEntry.objects.order_by("pk")[before:].values_list("act", flat=True)) == ["download_proposal"]


def test_what_a_page_has_to_tell_waits_for_whoever_opens_it(client_of: Callable[[User], Client], ada: User) -> None:
    request, answer, client = RequestFactory().get("/"), HttpResponse(), client_of(ada)
    told = CookieStorage(request)
    told.add(SUCCESS, "已保存")
    told.update(answer)
    client.cookies["messages"] = answer.cookies["messages"].value
    client.head("/")
    assert ["已保存" in client.get("/").text for _ in range(2)] == [True, False]
