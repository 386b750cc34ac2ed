"""The internal approval sheet: for those who see margins, and for nobody else."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from quotes.models import QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.factories.haggling import asked
from tests.quotes.documents.reading import flat

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def test_it_says_what_is_given_who_agrees_to_which_hash_and_that_it_stays_inside(
    client_of: ClientOf, version: QuoteVersion, ada: User, bo: User
) -> None:
    request = asked(version, by=ada)
    answer = client_of(bo).post(f"/approvals/{request.pk}/sheet/")
    pages = PdfReader(BytesIO(answer.content)).pages
    text = flat(" ".join(page.extract_text() for page in pages))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    for said in ("内部审批单", "不得外传", "毛利", "审批链", request.content_hash[:32]):
        assert said in text
    assert ["INTERNAL" in page.extract_text() for page in pages] == [True] * len(pages)
    entry = JournalEntry.objects.get(act="take_sheet")
    assert (entry.by, len(entry.facts["sha256"])) == (bo, 64)


def test_whoever_sees_no_margin_gets_neither_sheet_nor_button(
    client_of: ClientOf, version: QuoteVersion, ada: User, bo: User, dee: User
) -> None:
    request = asked(version, by=ada)
    address = f"/approvals/{request.pk}/sheet/"
    assert [client_of(person).post(address).status_code for person in (ada, dee)] == [403, 404]
    shown = [address in client_of(person).get(f"/approvals/{request.pk}/").text for person in (ada, bo)]
    assert shown == [False, True]
    assert not JournalEntry.objects.filter(act="take_sheet").exists()
