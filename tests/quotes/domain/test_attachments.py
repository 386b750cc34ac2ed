"""What a file is, by what is inside it."""

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.attachments import FileKind, checked
from tests.factories.files import DOCUMENT, JPEG, PDF, PNG, SHEET, chunk, office

GOOD = [
    ("纪要.pdf", PDF, FileKind.PDF),
    ("白板.png", PNG, FileKind.PNG),
    ("白板.JPG", JPEG, FileKind.JPEG),
    ("报价.xlsx", office(SHEET), FileKind.XLSX),
    ("合同.docx", office(DOCUMENT), FileKind.DOCX),
    ("邮件.txt", "再让一点？\n".encode(), FileKind.TEXT),
    ("记录.csv", "再让一点".encode("gb18030"), FileKind.TEXT),
]


@pytest.mark.parametrize(("name", "content", "kind"), GOOD)
def test_each_kind_is_known_by_its_content_and_keeps_its_name(name: str, content: bytes, kind: FileKind) -> None:
    found = checked(name, content)
    assert (found.name, found.kind, found.content) == (name, kind, content)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("photo.exe", PNG, "photo.exe.png"),
        ("page.html", b"<script>alert(1)</script>", "page.html.txt"),
        ("C:\\Users\\ada\\纪要.pdf", PDF, "纪要.pdf"),
        ("../../etc/passwd", b"root", "passwd.txt"),
        ("gpj.\u202eexe", PDF, "gpj.exe.pdf"),
        ("长" * 200 + ".pdf", PDF, "长" * 116 + ".pdf"),
        ("", PDF, "file.pdf"),
    ],
)
def test_a_name_ends_as_the_content_does_and_leads_nowhere(name: str, content: bytes, kept: str) -> None:
    assert checked(name, content).name == kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"GIF89a\x01\x00\x01\x00",
        PDF[:20],
        PNG[:-1],
        PNG + b"<script>",
        PNG.replace(b"y", b"z"),
        PNG[:8] + chunk(b"IEND"),
        JPEG[:12],
        JPEG.replace(b"\xff\xd9", b""),
        b"PK\x03\x04 and nothing else",
        office("application/zip"),
        office(SHEET)[:-10],
        office(SHEET.replace("sheet.main", "sheet.macroEnabled.main")),
        office(SHEET, **{"xl/vbaProject.bin": b""}),
        "文".encode("utf-16"),
    ],
)
def test_what_is_damaged_disguised_or_of_no_known_kind_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        checked("文件", content)
    assert refused.value.field == "attached"
