"""WeasyPrint, tamed: our own files only, our own fonts only, safe links only, and the same bytes every time."""

import hashlib
import logging
import mimetypes
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from pydyf import PDF
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.html import UA, UA_COUNTER_STYLE
from weasyprint.logger import LOGGER, PROGRESS_LOGGER
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from dealdesk.pdf import glyphs, shortcuts
from dealdesk.pdf.accessible import accessible, finished
from dealdesk.pdf.fonts import all_found, emoji, found
from dealdesk.pdf.sheets import assets, sheet_text
from dealdesk.pdf.writing import written_once

SCHEME = "asset:"
NOTES = re.compile(r"^::(?:footnote|note)-.*\n", re.MULTILINE)
MARKERS = "::marker {", "li::marker {"
CRISP = ":root { image-rendering: crisp-edges }"
SAFE_LINKS = ("https:", "mailto:", "tel:", "#")
# Fonts embedded, text extractable, files attached: what an archive asks for; and tagged, so that it can be read aloud.
VARIANT = "pdf/a-3a"
# Larger than what is cut out of a face for one document.
PART_OF_A_FACE = 4 * 1024**2
MOST_NAMED = 20
LONGEST_NAMED = 200

type Tell = Callable[[int, str], None]


class Refused(Exception):
    """The document cannot be printed as it is, for a reason the worker has a sentence for."""

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


@dataclass(frozen=True)
class Typeset:
    content: bytes
    pages: int
    complaints: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    css: CSS
    complaints: tuple[str, ...]


class OwnFiles(URLFetcher):  # type: ignore[misc] # WeasyPrint carries no types
    """Serves asset:<name> from static/documents and nothing else; any other address ends the job."""

    def __init__(self) -> None:
        super().__init__()
        # Kept as well as raised: WeasyPrint swallows whatever is raised while it draws an SVG.
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        file = assets().get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if file is None:
            self.refused.append(url)
            raise FatalURLFetchingError(url)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})


class Page(HTML):  # type: ignore[misc]
    """HTML without the rules for footnotes and notes, which we have none of, and for markers of what is no list: each
    costs a style for every element."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [browser_sheet()]


class Steps(logging.Handler):
    """WeasyPrint's own progress lines as percent and stage; how many pages will come is not known beforehand."""

    # fmt: off
    SHARES = {"1": (5, "collect"), "2": (8, "collect"), "3": (12, "collect"), "4": (20, "layout"),
              "5": (25, "layout"), "6": (75, "write"), "7": (95, "write")}
    # fmt: on
    LAYOUT_SHARE = 50
    HALF_WAY_PAGE = 8

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell
        self._told = 0
        self._pages = 0

    def emit(self, record: logging.LogRecord) -> None:
        step = record.getMessage().split()[1]
        percent, stage = self.SHARES.get(step, (0, ""))
        if step == "5":
            self._pages += 1
            percent += self.LAYOUT_SHARE * self._pages // (self._pages + self.HALF_WAY_PAGE)
        if percent > self._told:
            self._told = percent
            self._tell(percent, stage)


class Complaints(logging.Handler):
    """What WeasyPrint could not make sense of, and among it what it left out of the page."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.holes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        if record.levelno >= logging.ERROR:
            self.holes.append(record.getMessage())


def warm() -> None:
    """Loads what every document needs, so that the children find it done."""
    shortcuts.take()
    remember_faces()
    drawable()
    for name in assets():
        if name.endswith(".css"):
            sheet(sheet_text(name))
    # In the two faces of our sheets: another one would be opened, and each child would copy these once more.
    sheets = [sheet(sheet_text("paper.css")).css]
    page = Page(string="<html lang=zh-CN><h1>温</h1><p>热", url_fetcher=fetcher())
    page.write_pdf(font_config=font_configuration(), pdf_variant=VARIANT, stylesheets=sheets)


def typeset(order: dict[str, Any], tell: Tell) -> Typeset:
    """Refuses what cannot be drawn or may not be asked for: never a page with a hole in it."""
    texts = [sheet_text(name) for name in order["css"]]
    if lost := glyphs.missing(order["html"] + "".join(texts), drawable()):
        raise Refused("glyphs", characters=glyphs.named(lost[:MOST_NAMED]))
    try:
        with _listening(LOGGER, Complaints()) as complaints, _listening(PROGRESS_LOGGER, Steps(tell)):
            sheets = [sheet(text) for text in texts]
            content, pages = _written(order, [parsed.css for parsed in sheets])
    finally:
        if fetcher().refused:
            raise Refused("address", address=fetcher().refused[0][:LONGEST_NAMED])
    if complaints.holes:
        raise Refused("hole", part=complaints.holes[0][:LONGEST_NAMED])
    mistakes = [line for parsed in sheets for line in parsed.complaints]
    return Typeset(content=content, pages=pages, complaints=(*mistakes, *complaints.lines))


@cache
def software() -> str:
    """Whatever else the bytes depend on: the programs by version, the fonts by what is in them."""
    programs = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "tinycss2", "fonttools", "pillow")]
    faces = [hashlib.sha256(file.read_bytes()).hexdigest() for file in all_found()]
    return ", ".join([*programs, f"pango {pango.pango_version()}", *_libraries(), VARIANT, *faces])


def _libraries() -> list[str]:
    """What shapes and subsets, by the names of the files that are loaded, where the system tells."""
    maps = Path("/proc/self/maps")
    loaded = maps.read_text().split() if maps.exists() else []
    return sorted({Path(word).name for word in loaded if "harfbuzz" in word or "freetype" in word})


def _written(order: dict[str, Any], sheets: list[CSS]) -> tuple[bytes, int]:
    page = Page(string=order["html"], url_fetcher=fetcher())
    _drop_unsafe_links(page)
    options = {"pdf_variant": VARIANT, "stylesheets": sheets}
    document = page.render(font_config=font_configuration(), **options)
    document.metadata.generate_rdf_metadata = partial(accessible, document.metadata.generate_rdf_metadata)
    options["attachments"] = [_attachment(order["at"], **attachment) for attachment in order["attachments"]]
    with written_once() as stands:

        def finisher(document: Document, file: PDF) -> None:
            finished(file)
            stands()

        return document.write_pdf(finisher=finisher, **options), len(document.pages)


@cache
def fetcher() -> OwnFiles:
    """One for all: each URLFetcher opens the machine's certificates, which takes 20 ms and is never used here."""
    return OwnFiles()


def remember_faces() -> None:
    """WeasyPrint copies the whole file of each face that a document uses, 16 MB, before it takes a part of it. Faces of
    the one font configuration stay where they are for as long as the press lives, so that one copy will do."""
    read, kept = fonts.get_hb_object_data, dict[int, bytes]()

    def remembered(face: Any) -> bytes:
        place = int(ffi.cast("uintptr_t", face))
        content: bytes = kept.get(place) or read(face)
        if len(content) > PART_OF_A_FACE:
            kept[place] = content
        return content

    fonts.get_hb_object_data = remembered


@cache
def font_configuration() -> FontConfiguration:
    """One for all children, which find the faces open: no sheet of ours adds a face of its own to it."""
    return FontConfiguration()


@cache
def browser_sheet() -> CSS:
    """What every element looks like before our own sheets: as WeasyPrint has it, but for what is never used here, and
    for pictures, which an archive file may not ask readers to smooth (ISO 19005-3, 6.2.8)."""
    return CSS(string=NOTES.sub("", UA).replace(*MARKERS) + CRISP, counter_style=UA_COUNTER_STYLE)


@cache
def drawable() -> frozenset[int]:
    return glyphs.covered(found(), emoji())


@cache
def sheet(text: str) -> Sheet:
    """Parsed once for each text: ours has no @font-face, so it is not tied to one font configuration."""
    with _listening(LOGGER, Complaints()) as complaints:
        return Sheet(CSS(string=text, url_fetcher=fetcher()), tuple(complaints.lines))


def _attachment(at: str, name: str, text: str, description: str, packed: str) -> Attachment:
    moment = datetime.fromisoformat(at)
    return Attachment(
        string=b64decode(packed) if packed else text,
        name=name,
        description=description or None,
        created=moment,
        modified=moment,
        relationship="Data",
        url_fetcher=fetcher(),
    )


def _drop_unsafe_links(page: HTML) -> None:
    """A reader's click may open the web, a mail or a phone call, never a script or a file."""
    for element in chain(page.etree_element.iter("a"), page.etree_element.iter("area")):
        if not element.get("href", "").strip().lower().startswith(SAFE_LINKS):
            element.attrib.pop("href", None)


@contextmanager
def _listening[H: logging.Handler](logger: logging.Logger, handler: H) -> Iterator[H]:
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
