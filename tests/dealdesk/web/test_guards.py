"""What the guard of every route sees to, whichever view stands behind it."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

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
