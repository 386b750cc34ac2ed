"""Marks on a finished page: read back, the same for the same words, and nothing that was there is lost."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from dealdesk import pdf
from dealdesk.pdf import stamping
from dealdesk.pdf.stamping import Marks, marked, stamped

DRAFT = Marks(("草稿 · 未经审批", "DRAFT　草稿不盖章"), "仅供周昀参阅")
BODY = "<h1>一</h1><p>正文</p><p style='break-before: page'>下一页</p>"


@pytest.fixture(scope="module")
def made() -> pdf.Pdf:
    html = f'<!DOCTYPE html><html lang="zh-CN"><head><title>页</title></head><body>{BODY}</body></html>'
    files = (pdf.Attachment("quote.json", '{"a": 1}'),)
    return pdf.render(html, css=("paper.css",), at=datetime(2026, 11, 24, tzinfo=UTC), attachments=files)


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_every_page_carries_the_words_and_keeps_its_own(made: pdf.Pdf) -> None:
    clean, marked = texts(made.content), texts(stamped(made.content, DRAFT))
    assert [page.startswith(before) for page, before in zip(marked, clean, strict=True)] == [True, True]
    added = [page.removeprefix(before).replace("\n", "") for page, before in zip(marked, clean, strict=True)]
    assert added == ["草稿 · 未经审批DRAFT　草稿不盖章仅供周昀参阅"] * 2


def test_the_same_words_give_the_same_bytes_and_others_give_others(made: pdf.Pdf) -> None:
    copies = [stamped(made.content, marks) for marks in (DRAFT, DRAFT, Marks(DRAFT.across, "仅供林清越参阅"))]
    assert [copy == copies[0] for copy in copies] == [True, True, False]


def test_what_was_drawn_lately_is_not_drawn_again(made: pdf.Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Marks] = []

    def draws(content: bytes, marks: Marks) -> bytes:
        drawn.append(marks)
        return marks.edge.encode()

    monkeypatch.setattr(stamping, "stamped", draws)
    names = [Marks(edge=f"第 {number} 位") for number in range(20)]
    found = [marked(made.content, marks) for marks in (*names, names[-1], names[0])]
    assert found[-2:] == [names[-1].edge.encode(), names[0].edge.encode()]
    assert drawn == [*names, names[0]]


def test_a_name_at_the_foot_leaves_the_files_in_and_a_mark_takes_them_out_and_stands_in_the_title(
    made: pdf.Pdf,
) -> None:
    """Or whoever takes the figures out of a draft has them without its mark."""
    named, marked = (PdfReader(BytesIO(stamped(made.content, marks))) for marks in (Marks(edge="仅供周昀参阅"), DRAFT))
    assert (named.attachments, dict(marked.attachments)) == ({"quote.json": [b'{"a": 1}']}, {})
    assert [reader.metadata.title for reader in (named, marked)] == ["页", "草稿 · 未经审批 · 页"]  # type: ignore[union-attr]
    with pikepdf.open(BytesIO(stamped(made.content, DRAFT))) as file:
        parts = [part.read_bytes() for part in file.objects if isinstance(part, pikepdf.Stream)]
    assert b'{"a": 1}' not in b"".join(parts)


def test_the_archive_keeps_its_form_and_its_language(made: pdf.Pdf) -> None:
    copy = stamped(made.content, DRAFT)
    reader = PdfReader(BytesIO(copy))
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    assert b"pdfaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
    with pikepdf.open(BytesIO(copy)) as file:
        assert file.check_pdf_syntax() == []
        shared = {page.resources.XObject["/DeskStamp"].objgen for page in file.pages}
        last = [page.Contents[-1].read_bytes() for page in file.pages]
    assert (len(shared), [b"/Artifact" in part for part in last]) == (1, [True, True])


def test_a_name_that_cannot_be_drawn_is_refused_and_no_copy_made(made: pdf.Pdf) -> None:
    with pytest.raises(pdf.Unprintable, match=r"🚀 \(U\+1F680\)"):
        stamped(made.content, Marks(("草稿",), "仅供🚀参阅"))


def test_what_is_no_document_is_never_handed_on_without_its_mark() -> None:
    with pytest.raises(pikepdf.PdfError):
        stamped(b"%PDF-1.7 half a file", DRAFT)
