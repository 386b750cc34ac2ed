"""The lines of a table in a file, whichever it is: the first sheet of a workbook, or text with commas."""

import csv
import io
from collections.abc import Iterator, Sequence

from dealdesk.sheets.package import ZIP_MAGIC, Caps, Unreadable
from dealdesk.sheets.reading import read

type Line = tuple[int, Sequence[object]]


def lines_of(content: bytes, caps: Caps, most_text: int) -> Iterator[Line]:
    """(line, cells) of a workbook's first sheet or of text in UTF-8 or GB 18030; refuses what is neither, and text of
    more than so many bytes."""
    if content.startswith(ZIP_MAGIC):
        grids = read(content, caps)
        return enumerate(grids[0].rows if grids else (), 1)
    if len(content) > most_text:
        raise Unreadable("A file may have at most %(most)s MB: split it.", most=most_text >> 20)
    return _of_text(_decoded(content))


def _of_text(text: str) -> Iterator[Line]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        # A quote that is never closed makes a field too long to be one, and is refused as such.
        for line, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter, strict=False), 1):
            if cells:
                yield line, cells
    except csv.Error:
        raise Unreadable("This text is no table: separate its columns by a comma.") from None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("This is neither a text nor a workbook: save it as CSV or .xlsx.")
