"""Whether a PDF is ours, as a program is told it."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quotes.actions.proposals import hand_out
from quotes.models import ProposalExport, QuoteVersion
from stakeholders.models import User
from tests.factories import paper
from tests.factories.haggling import approved

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def offer(version: QuoteVersion, ada: User, now: datetime) -> ProposalExport:
    approved(version, by=ada)
    return paper.made(QuoteVersion.objects.get(pk=version.pk), ada, now)


def told(client: Client, content: bytes) -> dict[str, object]:
    answer = client.post("/api/proposals/check/", {"file": SimpleUploadedFile("x.pdf", content)})
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()  # type: ignore[no-any-return]


def test_what_left_us_is_told_with_its_mark_and_one_byte_more_is_unknown(
    client_of: ClientOf, offer: ProposalExport, ada: User, now: datetime
) -> None:
    copy = hand_out(export=offer, by=ada, at=now)
    number = offer.version.quote.number
    client = client_of(ada)
    assert told(client, copy.content) == {
        "verdict": "ours",
        "sha256": copy.sha256,
        "number": number,
        "version": "1",
        "kind": "proposal",
        "language": "zh-hans",
        "stands": True,
        "stamp": "clean",
        "handed_at": "2026-11-24T02:00:00+00:00",
    }
    altered = told(client, copy.content + f"{number}, V1, 0a1b2c3d".encode())
    assert (altered["verdict"], altered["claims"]) == ("altered", f"{number} V1")


def test_of_another_teams_deal_a_program_learns_nothing(
    client_of: ClientOf, offer: ProposalExport, ada: User, dee: User, now: datetime
) -> None:
    copy = hand_out(export=offer, by=ada, at=now)
    assert [told(client_of(who), copy.content)["verdict"] for who in (dee, ada)] == ["unknown", "ours"]


def test_what_is_no_pdf_is_refused_with_a_sentence(client_of: ClientOf, ada: User) -> None:
    answer = client_of(ada).post("/api/proposals/check/", {"file": SimpleUploadedFile("x.pdf", b"MZ")})
    assert (answer.status_code, answer.json()) == (422, {"errors": {"file": ["这不是 PDF 文件。"]}})
