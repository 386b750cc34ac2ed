"""What a file is, told by what is inside it, whatever it is called.

Signatures and structure: PDF by ISO 32000-1 7.5, PNG by the W3C's third edition 5.2 and 5.3, JPEG by ITU-T T.81 annex
B, workbooks and documents by ECMA-376 part 2 (a ZIP archive with `[Content_Types].xml`). Nothing is unpacked but that.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word


class FileKind(Word):
    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"
    XLSX = "xlsx", "Excel workbook"
    DOCX = "docx", "Word document"
    TEXT = "text", "Plain text"


# What a file of each kind may be called, the usual ending first, and how it is sent.
ENDINGS: dict[FileKind, tuple[str, ...]] = {
    FileKind.PDF: (".pdf",),
    FileKind.PNG: (".png",),
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.XLSX: (".xlsx",),
    FileKind.DOCX: (".docx",),
    FileKind.TEXT: (".txt", ".csv", ".md", ".log"),
}
SENT_AS = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.TEXT: "text/plain; charset=utf-8",
}
# The end of a long name says more than its beginning.
LONGEST_NAME = 120
# The list of an archive's parts is text of some KB; a larger one is no list.
MOST_LISTED = 1 << 20
MOST_PARTS = 10_000


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file whose content was looked at; its name ends as its kind does."""

    name: str
    kind: FileKind
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def checked(name: str, content: bytes) -> Checked:
    """Refuses what is empty, none of the kinds, damaged, or holds macros."""
    shown = name.replace("\\", "/").rpartition("/")[2].strip()[-LONGEST_NAME:]
    if not content:
        raise Refusal("%(name)s is empty: choose another file.", field="attached", name=shown)
    kind = _kind(content, shown)
    return Checked(name=_named(shown, kind), kind=kind, content=content)


def _named(name: str, kind: FileKind) -> str:
    """Ends as its kind does, so that no program is misled by it; characters that no file system keeps are left out."""
    kept = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", name) or "file"
    if kept.lower().endswith(ENDINGS[kind]):
        return kept
    ending = ENDINGS[kind][0]
    return f"{kept[: LONGEST_NAME - len(ending)]}{ending}"


def _kind(content: bytes, name: str) -> FileKind:
    for signature, look in SIGNATURES.items():
        if content.startswith(signature):
            found = look(content)
            if found is None:
                message = "%(name)s is damaged or not what it seems: open it, save it anew, and choose it again."
                raise Refusal(message, field="attached", name=name)
            return found
    if _is_text(content):
        return FileKind.TEXT
    message = "%(name)s is none of these: PDF, PNG, JPEG, .xlsx, .docx, plain text. Save it as one of them."
    raise Refusal(message, field="attached", name=name)


def _pdf(content: bytes) -> FileKind | None:
    """Ends by saying where its list of objects begins."""
    tail = content[-2048:]
    return FileKind.PDF if b"startxref" in tail and b"%%EOF" in tail else None


def _png(content: bytes) -> FileKind | None:
    """Chunks from the header to the end, each with its checksum, and nothing behind them."""
    at, kinds = 8, []
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4])
        body = content[at + 4 : at + 8 + size]
        if len(body) != size + 4 or content[at + 8 + size : at + 12 + size] != zlib.crc32(body).to_bytes(4):
            return None
        kinds.append(body[:4])
        at += 12 + size
    whole = at == len(content) and kinds[:1] == [b"IHDR"] and kinds[-1:] == [b"IEND"] and b"IDAT" in kinds
    return FileKind.PNG if whole else None


def _jpeg(content: bytes) -> FileKind | None:
    """Segments up to the first scan, a frame among them, and an end; a telephone may append more."""
    markers = list(_segments(content))
    has_frame = any(0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC} for marker in markers)
    return FileKind.JPEG if markers[-1:] == [0xDA] and has_frame and b"\xff\xd9" in content else None


def _segments(content: bytes) -> Iterator[int]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        yield content[at + 1]
        if content[at + 1] == 0xDA:
            return
        at += 2 + int.from_bytes(content[at + 2 : at + 4])


MAIN_PARTS = {
    b"spreadsheetml.sheet.main+xml": FileKind.XLSX,
    b"wordprocessingml.document.main+xml": FileKind.DOCX,
}


def _office(content: bytes) -> FileKind | None:
    """A workbook or document without macros, by the list of what is in it."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS or archive.getinfo("[Content_Types].xml").file_size > MOST_LISTED:
                return None
            listed = archive.read("[Content_Types].xml")
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError, OSError, zlib.error):
        return None
    if b"macroEnabled" in listed or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refusal("This file holds macros: save it without them, and choose it again.", field="attached")
    return next((kind for part, kind in MAIN_PARTS.items() if part in listed), None)


SIGNATURES: dict[bytes, Callable[[bytes], FileKind | None]] = {
    b"%PDF-": _pdf,
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    b"PK\x03\x04": _office,
}


def _is_text(content: bytes) -> bool:
    """UTF-8 or GB 18030, and no control characters but those that part lines and columns."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text)
    return False
