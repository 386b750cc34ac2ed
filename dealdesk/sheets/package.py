"""What is looked at before a workbook is opened: what it claims to be, how much is in it, and what must not be."""

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dealdesk.kernel.refusals import Refusal

ZIP_MAGIC = b"PK\x03\x04"
# An .xls, and any Office file under a password.
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = 0x1
CHUNK = 1 << 16
MOST_PARTS = 1_000

TYPES = "[content_types].xml"
WORKBOOK = "xl/workbook.xml"
# All that rows and their values need; pictures, links, printer settings and the like stay packed.
NEEDED = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|xl/(workbook|sharedstrings|styles)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/[^/]+\.xml"
)
PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = (b"macroenabled", b"vbaproject")


@dataclass(frozen=True)
class Part:
    name: str
    content: bytes


class Unreadable(Refusal):
    """The file as a whole cannot be taken; nothing in it was read."""


@dataclass(frozen=True)
class Caps:
    """The most a workbook may hold. Bytes as uploaded and unpacked; rows and columns of a sheet, with the empty ones
    before the last that is filled; cells and characters of all sheets together; characters of one text."""

    packed: int = 5 << 20
    unpacked: int = 48 << 20
    sheets: int = 20
    rows: int = 20_000
    columns: int = 60
    cells: int = 400_000
    text: int = 2_000
    characters: int = 8_000_000


def unpacked(file: bytes, caps: Caps) -> dict[str, Part]:
    """The needed parts of an .xlsx by their name in lower case; refuses whatever is none, or is too much."""
    if len(file) > caps.packed:
        raise too_big(caps.packed)
    if file.startswith(OLE_MAGIC):
        raise Unreadable(
            "This file is an old .xls or is protected by a password: save it as an .xlsx without a password."
        )
    if not file.startswith(ZIP_MAGIC):
        raise not_a_workbook()
    try:
        with ZipFile(BytesIO(file)) as package:
            parts = _parts(package, caps)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, UnicodeError):
        raise damaged() from None
    _check_kind(parts)
    return parts


def packed(parts: dict[str, Part]) -> bytes:
    """The same parts as a package that holds nothing else and was not squeezed."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as package:
        for part in parts.values():
            package.writestr(ZipInfo(part.name), part.content)
    return out.getvalue()


def too_big(most: int) -> Unreadable:
    return Unreadable("A workbook may have at most %(most)s MB: leave out what is not needed.", most=most >> 20)


def not_a_workbook() -> Unreadable:
    return Unreadable("This is not an Excel workbook: save it as .xlsx and choose that file.")


def damaged() -> Unreadable:
    return Unreadable("This workbook is damaged: open it in the spreadsheet, save it anew as .xlsx, and try again.")


def _parts(package: ZipFile, caps: Caps) -> dict[str, Part]:
    entries = package.infolist()
    if len(entries) > MOST_PARTS:
        raise Unreadable("There are too many parts in this workbook: copy the sheets into a new one.")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Unreadable("This workbook is protected by a password: take the protection off and try again.")
    if any("vbaproject" in entry.filename.casefold() for entry in entries):
        raise macros()
    wanted = [entry for entry in entries if NEEDED.fullmatch(entry.filename.casefold())]
    names = {entry.filename.casefold() for entry in wanted}
    if len(names) != len(wanted) or any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in wanted):
        raise damaged()
    if sum(entry.file_size for entry in wanted) > caps.unpacked:
        raise too_much()
    left = caps.unpacked
    parts: dict[str, Part] = {}
    for entry in wanted:
        content = _inflated(package, entry, left)
        parts[entry.filename.casefold()] = Part(entry.filename, content)
        left -= len(content)
    return parts


def _inflated(package: ZipFile, entry: ZipInfo, left: int) -> bytes:
    """An entry may lie about its size: it is counted as it comes out."""
    chunks: list[bytes] = []
    with package.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise too_much()
            chunks.append(chunk)
    return b"".join(chunks)


def _check_kind(parts: dict[str, Part]) -> None:
    types = parts[TYPES].content.lower() if TYPES in parts else b""
    if any(word in types for word in MACROS):
        raise macros()
    if PLAIN not in types or WORKBOOK not in parts:
        raise not_a_workbook()


def too_much() -> Unreadable:
    return Unreadable("There is too much in this workbook: leave only the sheets and rows that are needed.")


def macros() -> Unreadable:
    return Unreadable("This workbook holds macros: save it as an .xlsx, which has none, and choose that file.")
