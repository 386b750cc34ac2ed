"""The one door to Word: changes that can be accepted and rejected, texts that stay texts, bytes that do not vary."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.changes import changes
from dealdesk.letters import Grid, Heading, Letter, Line, Paragraph, said, write

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BEFORE, AFTER = "乙方在 30 日内付款 <&> PAGE", "甲方在 90 日内付款\n=1+1"


def made(*blocks: Heading | Paragraph | Grid, title: str = "核对表") -> bytes:
    return write(Letter(title=title, language="zh-CN", reviser="合同写法", foot="内部", blocks=blocks), at=AT)


def parts(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def told(body: str, *, left_out: str) -> str:
    """The words of a body in which one kind of change was dropped."""
    kept = re.sub(rf"<w:{left_out} .*?</w:{left_out}>", "", body)
    found = re.findall(r"<w:(?:t|delText) [^>]*>([^<]*)<|(<w:br/>)", kept)
    text = "".join("\n" if is_break else words for words, is_break in found)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(st.text("甲乙 ab1\n<&=", max_size=12), st.text("甲乙 ab1\n<&=", max_size=12))
@settings(max_examples=15)
def test_accepting_gives_the_one_wording_and_rejecting_the_other(before: str, after: str) -> None:
    body = parts(made(Paragraph(Line(changes(before, after)))))["word/document.xml"]
    assert [told(body, left_out="ins"), told(body, left_out="del")] == [before, after]


def test_a_change_says_whose_it_is_and_when() -> None:
    body = parts(made(Paragraph(Line(changes(BEFORE, AFTER)))))["word/document.xml"]
    assert set(re.findall(r'w:author="([^"]*)" w:date="([^"]*)"', body)) == {("合同写法", "2026-11-24T02:00:00Z")}
    numbers = re.findall(r'<w:(?:ins|del) w:id="(\d+)"', body)
    assert len(numbers) == len(set(numbers)) > 1


def test_word_opens_what_was_written() -> None:
    grid = Grid(("条款", "写法"), (40, 200), (((said("账期"),), (said(AFTER), said("第二段"))),))
    document = Document(BytesIO(made(Heading("核对"), grid)))
    assert [paragraph.text for paragraph in document.paragraphs] == ["核对"]
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == [
        "条款", "写法", "账期", f"{AFTER}\n第二段",
    ]  # fmt: skip
    assert document.sections[0].page_width > document.sections[0].page_height


def test_no_text_becomes_a_field_or_a_link() -> None:
    body = parts(made(Heading("{ PAGE }"), Paragraph(said("HYPERLINK https://example.com =cmd()"))))
    assert re.findall(r"instr|hyperlink", body["word/document.xml"]) == []


def test_characters_that_no_file_may_hold_are_left_out() -> None:
    body = parts(made(Paragraph(said("九\x00十\x0b日\ufffe\ud83d内\t付")), title="标\x01题"))
    assert told(body["word/document.xml"], left_out="del") == "九十日内 付"
    assert "<dc:title>标题</dc:title>" in body["docProps/core.xml"]


def test_the_same_letter_gives_the_same_bytes_and_names_nobody() -> None:
    one = made(Heading("核对"), Paragraph(said("文字")))
    assert one == made(Heading("核对"), Paragraph(said("文字")))
    about = parts(one)["docProps/core.xml"]
    assert [words in about for words in ("python-docx", "2026-11-24T02:00:00Z")] == [False, True]
    assert not any("thumbnail" in name for name in parts(one))


def test_whoever_goes_on_writing_goes_on_in_changes() -> None:
    assert "<w:trackRevisions/>" in parts(made(Heading("核对")))["word/settings.xml"]
