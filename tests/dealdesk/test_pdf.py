"""The one door to paper: what comes out, what may not come in, and what happens when a document is a bomb."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from dealdesk import pdf
from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import client, fonts, glyphs
from dealdesk.pdf.client import HOME, PRESS
from tests.dealdesk.desks import eventually
from tests.standards import broken

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def page(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="zh-CN"><head><title>页</title>{head}</head><body>{body}</body></html>'


def printed(body: str, head: str = "", **options: Any) -> pdf.Pdf:
    return pdf.render(page(body, head), css=("paper.css",), at=AT, **options)


def text_of(made: pdf.Pdf) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(made.content)).pages)


def links_of(made: pdf.Pdf) -> list[str]:
    annotations = [
        note.get_object() for sheet in PdfReader(BytesIO(made.content)).pages for note in sheet.annotations or ()
    ]
    return [note["/A"]["/URI"] for note in annotations if "/A" in note]


def faces_of(made: pdf.Pdf) -> dict[str, bool]:
    """The fonts of the first page by name, and whether each is embedded."""
    faces = {}
    for face in PdfReader(BytesIO(made.content)).pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        descendant = face.get_object()["/DescendantFonts"][0].get_object()
        faces[str(descendant["/BaseFont"]).partition("+")[2]] = "/FontFile3" in descendant["/FontDescriptor"]
    return faces


def test_a_page_is_printed_and_counted() -> None:
    made = printed("<p>第一页</p><p style='break-before: page'>第二页</p>")
    assert made.pages == 2
    assert "第一页" in text_of(made)
    assert len(made.sha256) == 64


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    files = (pdf.Attachment("quote.json", '{"a": 1}'),)
    first = printed("<p>同样的内容</p>", attachments=files)
    again = printed("<p>同样的内容</p>", attachments=files)
    PRESS.stop()
    elsewhere = printed("<p>同样的内容</p>", attachments=files)
    assert first.content == again.content == elsewhere.content


def test_a_face_of_emoji_does_not_say_when_it_was_cut() -> None:
    first = printed("<p>🚀</p>")
    time.sleep(1.1)
    assert printed("<p>🚀</p>").content == first.content


def test_every_font_is_ours_and_embedded() -> None:
    made = printed("<p>正文 <b>粗体</b> 喆堃犇骉䶮㛃𬭎</p>")
    assert faces_of(made) == {"Noto-Sans-CJK-SC": True, "Noto-Sans-CJK-SC-Bold": True}


def test_it_is_an_archive_file_with_its_attachment_dated() -> None:
    made = printed("<p>正文</p>", attachments=(pdf.Attachment("quote.json", '{"a": 1}', "figures"),))
    reader = PdfReader(BytesIO(made.content))
    assert reader.attachments == {"quote.json": [b'{"a": 1}']}
    assert b"D:20261124" in made.content or "D:20261124" in str(reader.trailer["/Root"])
    xmp = reader.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
    assert b"pdfaid:part" in xmp
    assert b'pdfaid:conformance="A"' in xmp
    assert (b'pdfuaid:part="1"' in xmp, xmp.count(b"</rdf:RDF>")) == (True, 1)
    with pikepdf.open(BytesIO(made.content)) as file:
        assert file.check_pdf_syntax() == []


SECTIONS = (
    "<h1>一</h1><p>正文</p><table><thead><tr><th>项</th><th>额</th></tr></thead>"
    "<tbody><tr><th scope='row'>甲</th><td>1</td></tr></tbody></table>"
    '<svg viewBox="0 0 9 9" width="9" height="9"><title>图</title><rect width="9" height="9"/></svg>'
)


def test_it_can_be_read_aloud_in_its_order() -> None:
    """Tagged: every page belongs to the tree, tables say their heads, and a picture what it shows."""
    with pikepdf.open(BytesIO(printed(SECTIONS).content)) as file:
        said = list(tags(file.Root.StructTreeRoot))
        assert {"/H1", "/P", "/Table", "/THead", "/TH", "/TBody", "/TD", "/Figure"} <= {kind for kind, _ in said}
        assert [alt for kind, alt in said if kind == "/Figure"] == ["图"]
        assert (bool(file.Root.MarkInfo.Marked), str(file.Root.Lang)) == (True, "zh-CN")
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert [(str(page.Tabs), "/StructParents" in page) for page in file.pages] == [("/S", True)]


def tags(node: Any) -> Iterator[tuple[str, str]]:
    """Every element below, by its kind and the words that stand for it."""
    below = node.get("/K", [])
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S), str(child.get("/Alt", ""))
            yield from tags(child)


def test_rare_characters_are_drawn() -> None:
    assert "喆堃犇骉䶮㛃𬭎" in text_of(printed("<p>喆堃犇骉䶮㛃𬭎</p>"))


def test_emoji_are_drawn_in_their_own_face_and_digits_are_not() -> None:
    made = printed("<p>上线 🚀 完成 ✅ 谢谢 👍🏽 ❤\ufe0f 2026</p>")
    assert text_of(made).replace(" ", "").startswith("上线🚀完成✅谢谢👍🏽❤\ufe0f2026")
    assert broken(made.content) == []
    assert "Noto-Color-Emoji" in faces_of(made)


def test_a_machine_without_emoji_names_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "EMOJI_PLACES", (tmp_path,))
    assert glyphs.missing("甲🚀", glyphs.covered(fonts.found(), fonts.emoji())) == ("🚀",)


def test_characters_without_a_glyph_are_named_not_printed_as_boxes() -> None:
    with pytest.raises(pdf.Unprintable) as refused:
        printed("<p>甲乙𪚥丙\x0b</p>")
    assert refused.value.params == {"characters": "U+000B, 𪚥 (U+2A6A5)"}
    assert printed("<p>甲乙丙\u200b\ufe0f</p>").pages == 1


@pytest.mark.parametrize(
    ("address", "body", "head"),
    [
        ("http://a.example/x.png", '<img src="http://a.example/x.png">', ""),
        ("https://a.example/x.png", '<object data="https://a.example/x.png"></object>', ""),
        ("ftp://a.example/x.png", '<embed src="ftp://a.example/x.png">', ""),
        ("file:///etc/passwd", '<img src="file:///etc/passwd">', ""),
        ("file:///etc/passwd", '<link rel="attachment" href="file:///etc/passwd">', ""),
        ("file:///etc/passwd", "", '<link rel="attachment" href="file:///etc/passwd">'),
        (PIXEL, f'<img src="{PIXEL}">', ""),
        ("http://a.example/x.css", "", '<link rel="stylesheet" href="http://a.example/x.css">'),
        ("http://a.example/i.css", "", "<style>@import 'http://a.example/i.css';</style>"),
        ("http://a.example/b.png", "<p>x</p>", "<style>p {background: url(http://a.example/b.png)}</style>"),
        ("http://a.example/c.png", "<p>x</p>", "<style>p::before {content: url(http://a.example/c.png)}</style>"),
        (
            "http://a.example/l.png",
            "<ul><li>x</ul>",
            "<style>ul {list-style-image: url(http://a.example/l.png)}</style>",
        ),
        (
            "http://a.example/f.ttf",
            "<p>x</p>",
            "<style>@font-face {font-family: f; src: url(http://a.example/f.ttf)} p {font-family: f}</style>",
        ),
        ("http://a.example/s.png", '<svg><image href="http://a.example/s.png" width="9" height="9"/></svg>', ""),
        ("http://a.example/base/x.png", '<img src="x.png">', '<base href="http://a.example/base/">'),
        (
            "file:///etc/passwd",
            "<p>x</p>",
            "<style>@color-profile --c {src: url(file:///etc/passwd)} p {color: color(--c 1 0 0)}</style>",
        ),
        ("asset:../../manage.py", '<img src="asset:../../manage.py">', ""),
        ("asset:/etc/passwd", '<img src="asset:/etc/passwd">', ""),
        ("asset:missing.svg", '<img src="asset:missing.svg">', ""),
    ],
)
def test_no_address_is_asked_but_our_own_files(address: str, body: str, head: str) -> None:
    with pytest.raises(pdf.Unprintable) as refused:
        printed(body, head)
    assert refused.value.params == {"address": address}


def test_a_font_of_the_machine_cannot_be_read_by_its_name() -> None:
    head = "<style>@font-face {font-family: f; src: local('DejaVu Sans')} p {font-family: f}</style>"
    assert {face.removesuffix("-Bold")[:14] for face in faces_of(printed("<p>abc</p>", head))} == {"Noto-Sans-CJK-"}


def test_a_page_with_a_hole_in_it_is_not_printed() -> None:
    with pytest.raises(pdf.Unprintable, match="cannot be drawn"):
        printed('<img src="asset:paper.css" alt="not a picture">')


def test_our_own_files_are_served() -> None:
    made = printed("<p>正文</p>", '<link rel="stylesheet" href="asset:paper.css">')
    assert made.pages == 1


def test_only_safe_links_survive() -> None:
    safe = ["https://a.example/", "mailto:a@a.example", "tel:10086"]
    unsafe = ["javascript:alert(1)", " JavaScript:alert(1)", "\tjava\nscript:alert(1)", "vbscript:x"]
    unsafe += ["file:///etc/passwd", "data:text/html,x", "http://a.example/"]
    made = printed("".join(f'<p><a href="{href}">x</a></p>' for href in [*unsafe, *safe]))
    assert links_of(made) == safe


def test_a_link_attaches_no_file_of_the_machine() -> None:
    made = printed('<p><a rel="attachment" href="file:///etc/passwd">x</a></p>')
    assert PdfReader(BytesIO(made.content)).attachments == {}


def test_progress_runs_through_its_stages_and_never_back() -> None:
    told: list[tuple[int, str]] = []
    printed("<p style='break-after: page'>页</p>" * 12, progress=lambda percent, stage: told.append((percent, stage)))
    percents = [percent for percent, _ in told]
    assert percents == sorted(set(percents))
    assert list(dict.fromkeys(stage for _, stage in told)) == ["collect", "layout", "write"]
    assert percents[-1] <= 100


BOMB = "<div style='display: flex'>" * 16 + "x"


@pytest.mark.parametrize(
    ("body", "limits", "sentence"),
    [
        (BOMB, pdf.Limits(cpu_seconds=1), "took too long"),
        (BOMB, pdf.Limits(wall_seconds=2), "took too long"),
        ("<p>" + "<b>长</b> " * 15_000, pdf.Limits(memory=310 * 1024**2), "memory|stopped"),
        ("<div>" * 900, pdf.Limits(), "stopped"),
    ],
    ids=["processor", "clock", "memory", "depth"],
)
def test_a_bomb_is_stopped_and_the_next_document_is_printed(body: str, limits: pdf.Limits, sentence: str) -> None:
    started = time.monotonic()
    with pytest.raises(pdf.PressFailure, match=sentence):
        printed(body, limits=limits)
    assert time.monotonic() - started < 30
    assert printed("<p>下一份</p>").pages == 1


@pytest.mark.parametrize(("wall_seconds", "sentence"), [(0, "took too long"), (60, "stopped")])
def test_a_child_that_is_killed_without_a_word_was_too_slow_if_its_time_was_over(
    monkeypatch: pytest.MonkeyPatch, wall_seconds: int, sentence: str
) -> None:
    @contextmanager
    def hanging_up(_: int) -> Iterator[socket.socket]:
        ours, theirs = socket.socketpair()
        theirs.close()
        with ours:
            yield ours

    monkeypatch.setattr(PRESS, "line", hanging_up)
    with pytest.raises(pdf.PressFailure, match=sentence):
        printed("<p>一</p>", limits=pdf.Limits(wall_seconds=wall_seconds))


def test_a_press_that_was_killed_is_started_again() -> None:
    printed("<p>一</p>")
    assert PRESS.pid is not None
    os.kill(PRESS.pid, 9)
    assert printed("<p>二</p>").pages == 1


def test_a_press_is_worn_by_documents_and_by_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    PRESS.stop()
    monkeypatch.setattr(client, "MOST_DOCUMENTS", 2)
    presses = [printed("<p>一</p>") and PRESS.pid for _ in range(3)]
    assert presses[0] == presses[1] != presses[2]
    monkeypatch.setattr(client, "MOST_HELD", 1024**2)
    assert printed("<p>一</p>").pages == 1
    assert PRESS.pid != presses[2]


def test_a_worn_press_finishes_what_it_has_in_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    PRESS.stop()
    monkeypatch.setattr(client, "MOST_DOCUMENTS", 1)
    with PRESS.line(pdf.Limits().wall_seconds):
        first = PRESS.pid
        # However many overlap, those that come later go to a new one.
        assert printed("<p>一</p>").pages == 1
        assert PRESS.pid != first
        os.kill(first or 0, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(first or 0, 0)


WORKER = """
import os, sys
from datetime import UTC, datetime
from dealdesk import pdf
from dealdesk.pdf.client import PRESS
pdf.render("<html lang=zh-CN><title>x</title><p>x</p>", css=(), at=datetime(2026, 11, 24, tzinfo=UTC))
print(PRESS.pid, "weasyprint" in sys.modules, "fontTools" in sys.modules, flush=True)
os.kill(os.getpid(), 9)
"""


def test_the_worker_stays_light_and_a_killed_one_leaves_no_press_behind() -> None:
    worker = subprocess.run([sys.executable, "-c", WORKER], cwd=HOME, capture_output=True, text=True, check=False)
    pid, *heavy = worker.stdout.split()
    assert heavy == ["False", "False"]
    eventually(lambda: not Path(f"/proc/{pid}").exists())


def test_the_press_is_told_no_secrets() -> None:
    printed("<p>x</p>")
    names = {line.partition("=")[0] for line in Path(f"/proc/{PRESS.pid}/environ").read_text().split("\0") if line}
    assert names <= {"PATH", "LANG", "PYTHONUTF8", "FONTCONFIG_FILE", "SOURCE_DATE_EPOCH", "LC_CTYPE"}


def test_the_font_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "数 据 & <1>"
    first = fonts.configured(folder)
    assert fonts.configured(folder) == first
    assert sorted(path.name for path in (first.parent / "fonts").iterdir()) == sorted([*fonts.FILES, fonts.EMOJI])
    answer = subprocess.run(
        ["fc-list", ":", "family"], env={"FONTCONFIG_FILE": str(first), "PATH": os.environ["PATH"]}, capture_output=True
    )
    assert b"Noto Sans CJK SC" in answer.stdout
    assert b"DejaVu" not in answer.stdout


def test_a_machine_without_the_fonts_says_which_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "PLACES", (tmp_path,))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="fonts-noto-cjk"):
        fonts.configured(tmp_path)


def test_too_many_rows_and_too_long_texts_are_refused_by_name() -> None:
    pdf.admit(pdf.Attachment(name="x" * 5000, text=""))
    with pytest.raises(pdf.Unprintable) as refused:
        pdf.admit(pdf.Attachment(name="标题" * 3000, text=""))
    assert (refused.value.field, refused.value.params) == ("name", {"most": 5000, "start": "标题" * 10})
    with pytest.raises(pdf.Unprintable) as refused:
        pdf.admit(tuple(range(2001)))
    assert refused.value.params == {"most": 2000, "rows": 2001}
