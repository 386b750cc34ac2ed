"""Files of a round, asked over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quotes.domain.attachments import checked
from quotes.models import Attachment, QuoteVersion, Round, RoundDraft
from stakeholders.models import Contact, User
from tests.factories.files import PDF, PNG
from tests.factories.haggling import logged
from tests.quotes.views.rounds import url

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def file(table: QuoteVersion, contact: Contact, ada: User) -> Attachment:
    page = checked("页面.html", b"<script>alert(1)</script>")
    return logged(table.quote, contact=contact, by=ada, files=[page]).attachments.get()


def chosen(*files: tuple[str, bytes]) -> dict[str, Any]:
    return {"attached": [SimpleUploadedFile(name, content) for name, content in files]}


def test_files_come_with_the_round_and_stand_in_its_card(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    client = client_of(ada)
    assert client.post(url(table.quote), typed | chosen(("纪要.pdf", PDF), ("白板.png", PNG))).status_code == 303
    page = client.get(url(table.quote, "negotiation")).text
    assert [name in page for name in ("纪要.pdf", "白板.png")] == [True, True]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("纪要.pdf", b"MZ\x90\x00")], "纪要.pdf 不是 PDF、PNG、JPEG、.xlsx、.docx 或纯文本：请另存为其中一种。"),
        ([("纪要.pdf", PDF + b"0" * (1 << 20))], "纪要.pdf 超过 1 MB：请压缩或只附其中一部分。"),
        ([("纪要.pdf", PDF), ("一.png", PNG), ("二.txt", b"2")], "最多 2 个附件，还能再加 2 个。"),
    ],
)
def test_a_file_that_is_not_right_is_told_beside_the_field_and_nothing_is_logged(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any], settings: Any,
    files: list[tuple[str, bytes]], words: str,
) -> None:  # fmt: skip
    settings.ATTACHMENT_MB, settings.ATTACHMENTS_A_ROUND = 1, 2
    answer = client_of(ada).post(url(table.quote), typed | chosen(*files))
    assert (answer.status_code, list(answer.context["form"].errors["attached"])) == (422, [words])
    assert (answer.context["form"]["said"].value(), Round.objects.count()) == (typed["said"], 0)


def test_with_something_else_wrong_the_files_are_asked_for_again(
    client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]
) -> None:
    answer = client_of(ada).post(url(table.quote), typed | {"said": ""} | chosen(("纪要.pdf", PDF)))
    assert list(answer.context["form"].errors) == ["said", "attached"]


def test_a_file_is_saved_and_never_shown(client_of: ClientOf, file: Attachment, pre: User) -> None:
    answer = client_of(pre).get(f"/rounds/files/{file.pk}/")
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200, "text/plain; charset=utf-8", "nosniff",
    )  # fmt: skip
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E9%A1%B5%E9%9D%A2.html.txt")


def test_another_team_and_those_who_see_no_rounds_get_no_file(
    client_of: ClientOf, file: Attachment, ada: User, dee: User, fay: User
) -> None:
    whom = {person.name: client_of(person).get(f"/rounds/files/{file.pk}/").status_code for person in (ada, dee, fay)}
    assert whom == {"ada": 200, "dee": 404, "fay": 404}


def test_a_file_comes_later_too_and_only_a_manager_erases_it(
    client_of: ClientOf, file: Attachment, ada: User, bo: User
) -> None:
    hers, his = client_of(ada), client_of(bo)
    pages = f"/rounds/{file.round_id}/files/"
    assert hers.post(f"{pages}new/", chosen(("白板.png", PNG))).status_code == 303
    assert hers.post(f"{pages}new/", {}).status_code == 422
    erase = f"/rounds/files/{file.pk}/erase/"
    assert [client.post(erase, {"reason": "本人要求"}).status_code for client in (hers, his)] == [403, 303]
    page = hers.get(pages).text
    assert ("白板.png" in page, "页面.html" in page, "本人要求" in page) == (True, False, True)


def test_a_draft_keeps_no_files(client_of: ClientOf, table: QuoteVersion, ada: User, typed: dict[str, Any]) -> None:
    client_of(ada).post(url(table.quote, "rounds/preview"), typed | chosen(("纪要.pdf", PDF)))
    assert "attached" not in RoundDraft.objects.get().values
