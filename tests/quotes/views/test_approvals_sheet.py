"""The internal approval sheet: for those who see margins, and for nobody else."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quotes.actions.approvals import order_sheet
from quotes.models import ApprovalRequest, ApprovalSheet, QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.factories.haggling import asked
from tests.factories.paper import sheet

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def request_(version: QuoteVersion, ada: User) -> ApprovalRequest:
    return asked(version, by=ada)


def checked(client: Client, content: bytes) -> Any:
    return client.post("/proposals/check/", {"file": SimpleUploadedFile("x.pdf", content)}).context["found"]


def test_it_is_ordered_watched_and_taken_away_by_whoever_asked(
    client_of: ClientOf, request_: ApprovalRequest, bo: User, now: datetime
) -> None:
    client = client_of(bo)
    answer = client.post(f"/approvals/{request_.pk}/sheet/")
    ordered = ApprovalSheet.objects.get()
    address = f"/approval-sheets/{ordered.pk}/"
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert "排队中" in client.get(address).text
    assert client.get(f"{address}file/").status_code == 409
    made = sheet(request_, bo, now)
    assert made == ordered
    assert made.sha256 in client.get(address).text
    assert "hx-get" not in client.get(address, headers={"HX-Request": "true"}).text
    taken = client.get(f"{address}file/")
    assert (taken.headers["Content-Type"], sha256(taken.content).hexdigest()) == ("application/pdf", made.sha256)
    told = JournalEntry.objects.filter(act__endswith="_sheet").order_by("pk").values_list("act", "by__name")
    assert list(told) == [(act, bo.name) for act in ("order_sheet", "order_sheet", "finish_sheet", "take_sheet")]
    assert JournalEntry.objects.get(act="take_sheet").facts["sha256"] == made.sha256


def test_whoever_sees_no_margin_gets_neither_sheet_nor_button(
    client_of: ClientOf, request_: ApprovalRequest, ada: User, bo: User, dee: User
) -> None:
    address = f"/approvals/{request_.pk}/sheet/"
    assert [client_of(person).post(address).status_code for person in (ada, dee)] == [403, 404]
    shown = [address in client_of(person).get(f"/approvals/{request_.pk}/").text for person in (ada, bo)]
    assert shown == [False, True]
    assert not ApprovalSheet.objects.exists()


def test_it_is_its_readers_own_and_everybody_who_sees_costs_may_ask_whether_it_is_ours(
    client_of: ClientOf, request_: ApprovalRequest, ada: User, bo: User, cy: User, dee: User, now: datetime
) -> None:
    made = sheet(request_, bo, now)
    content = client_of(bo).get(f"/approval-sheets/{made.pk}/file/").content
    assert [client_of(one).get(f"/approval-sheets/{made.pk}/file/").status_code for one in (cy, ada)] == [404, 404]
    found = [checked(client_of(one), content) for one in (bo, cy, ada, dee)]
    assert [(one.verdict, one.sheet) for one in found] == [
        ("ours", made),
        ("ours", made),
        ("unknown", None),
        ("unknown", None),
    ]


def test_one_changed_byte_is_said_to_be_no_file_of_ours(
    client_of: ClientOf, request_: ApprovalRequest, bo: User, now: datetime
) -> None:
    sheet(request_, bo, now)
    number = request_.version.quote.number
    found = checked(client_of(bo), f"%PDF-1.7 {number}, V1, {request_.content_hash}".encode())
    assert (found.verdict, found.claims) == ("altered", f"{number} V1")


def test_one_ordered_again_is_another_file_and_the_earlier_one_stays(
    client_of: ClientOf, request_: ApprovalRequest, bo: User, now: datetime
) -> None:
    first = sheet(request_, bo, now)
    second = order_sheet(request=request_, by=bo, at=now)
    page = client_of(bo).get(f"/approval-sheets/{second.pk}/")
    assert [one.pk for one in page.context["earlier"]] == [first.pk]
    assert order_sheet(request=request_, by=bo, at=now) == second
