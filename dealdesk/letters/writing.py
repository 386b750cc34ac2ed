"""A letter to the bytes of a .docx: the same input gives the same bytes, and no text becomes a field or a link."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dealdesk.kernel.changes import Change
from dealdesk.letters.blocks import Grid, Heading, Letter, Line, Paragraph, Tone, said

LATIN, CHINESE = "Calibri", "Microsoft YaHei"
BODY, SMALL = Pt(9), Pt(7.5)
MARGIN = Mm(15)
HEAD_FILL = "EEF2F7"
RULE = "D8DEE6"


def write(letter: Letter, *, at: datetime) -> bytes:
    """An A4 page on its side. `at` dates the file and its changes; nobody's name and no path is in it but `reviser`."""
    document = Document()
    _plain(document, letter, at)
    revisions = Revisions(letter.reviser, at)
    for block in letter.blocks:
        match block:
            case Heading():
                document.add_heading(_clean(block.text), block.level)
            case Paragraph():
                _fill(document.add_paragraph()._p, block.line, revisions)
            case Grid():
                _table(document, block, revisions)
    out = BytesIO()
    document.save(out)
    return _undated(out.getvalue())


class Revisions:
    """Wraps pieces as Word keeps what was put in and taken out: each with a number, whose it is, and when."""

    def __init__(self, reviser: str, at: datetime) -> None:
        self.reviser = _clean(reviser)
        self.at = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.numbers = count(1)

    def around(self, run: Any, change: Change) -> Any:
        if change is Change.SAME:
            return run
        wrapper = OxmlElement("w:ins" if change is Change.NEW else "w:del")
        wrapper.set(qn("w:id"), str(next(self.numbers)))
        wrapper.set(qn("w:author"), self.reviser)
        wrapper.set(qn("w:date"), self.at)
        wrapper.append(run)
        return wrapper


def _plain(document: Any, letter: Letter, at: datetime) -> None:
    """The page, its type and its foot; what the engine's own template says of itself goes."""
    package = document.part.package
    for name in [name for name, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[name]
    about = document.core_properties
    about.title, about.language = _clean(letter.title), letter.language
    about.author = about.comments = about.last_modified_by = about.keywords = ""
    about.created = about.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name, size in (("Normal", BODY), ("Heading 1", Pt(16)), ("Heading 2", Pt(11))):
        _typed(document.styles[name], size, letter.language)
    # Whoever goes on writing goes on in changes.
    document.settings.element.find(qn("w:defaultTabStop")).addprevious(OxmlElement("w:trackRevisions"))
    if letter.head:
        run = section.header.paragraphs[0].add_run(_clean(letter.head))
        run.bold, run.font.color.rgb = True, RGBColor.from_string(Tone.BAD.colour)
    _foot(section.footer.paragraphs[0], letter.foot)


def _typed(style: Any, size: Any, language: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = LATIN, size, RGBColor.from_string(Tone.PLAIN.colour)
    style.paragraph_format.space_after = Pt(3)
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]
    for name, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", CHINESE)):
        fonts.set(qn(f"w:{name}"), font)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US")
    spoken.set(qn("w:eastAsia"), "zh-CN" if language.startswith("zh") else language)
    properties.append(spoken)


def _foot(paragraph: Any, text: str) -> None:
    """What was said, and the page of the pages as Word counts them."""
    run = paragraph.add_run(f"{_clean(text)}　　")
    run.font.size = SMALL
    for words in ("PAGE", "/", "NUMPAGES"):
        run = paragraph.add_run(" / " if words == "/" else "")
        run.font.size = SMALL
        if words != "/":
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), words)
            paragraph._p.append(field)
            field.append(run._r)


def _table(document: Any, grid: Grid, revisions: Revisions) -> None:
    table = document.add_table(rows=0, cols=len(grid.heads))
    table.autofit = False
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width)
    _ruled(table)
    heads = tuple((said(head, Tone.STRONG),) for head in grid.heads)
    for place, cells in enumerate((heads, *grid.rows)):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, lines, width in zip(row.cells, cells, grid.widths, strict=True):
            cell.width = Mm(width)
            _cell(cell, lines, revisions)
            if place == 0:
                _shaded(cell)


def _cell(cell: Any, lines: tuple[Line, ...], revisions: Revisions) -> None:
    """A cell has a paragraph for each line, and an empty one where there is none."""
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        _fill(paragraph._p, line, revisions)


def _fill(paragraph: Any, line: Line, revisions: Revisions) -> None:
    for piece in line.pieces:
        if piece.text:
            paragraph.append(revisions.around(_run(piece.text, piece.change, line.tone), piece.change))


def _run(text: str, change: Change, tone: Tone) -> Any:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    if tone.bold:
        properties.append(OxmlElement("w:b"))
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), tone.colour)
    properties.append(colour)
    run.append(properties)
    for place, part in enumerate(_clean(text).split("\n")):
        if place:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:delText" if change is Change.GONE else "w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = part
        run.append(words)
    return run


def _ruled(table: Any) -> None:
    """A rule above and below each row, and none beside it."""
    borders = OxmlElement("w:tblBorders")
    for name in ("top", "bottom", "insideH"):
        rule = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    table._tbl.tblPr.find(qn("w:tblW")).addnext(borders)


def _shaded(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _clean(text: str) -> str:
    """Without the characters that no XML may hold; a tab is a space."""
    told = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(each for each in told if each == "\n" or _holds(ord(each)))


def _holds(code: int) -> bool:
    return 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code >= 0x10000


def _undated(package: bytes) -> bytes:
    """The same parts in the same order, without the moment in which each was packed."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in _ordered(old):
            new.writestr(ZipInfo(entry.filename), old.read(entry), ZIP_DEFLATED)
    return out.getvalue()


def _ordered(package: ZipFile) -> Iterator[ZipInfo]:
    """Content types come first, as whoever reads the file expects."""
    yield from sorted(package.infolist(), key=lambda entry: (entry.filename != "[Content_Types].xml", entry.filename))
