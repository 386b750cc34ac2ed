"""Rows of values to the bytes of a workbook: the same input gives the same bytes, and no text becomes a formula."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from xlsxwriter import Workbook

from dealdesk.kernel.changes import Change, Piece
from dealdesk.kernel.percent import Percent
from dealdesk.sheets.cells import Cell, Column, Kind, Sheet

# Neither Excel nor anybody else lets a cell hold more.
LONGEST = 32_767
# What a spreadsheet would take for the beginning of a formula if somebody typed it.
FORMULA = tuple("=+-@＝＋－＠\t\r")
SAFELY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
HEADER = {"bold": True, "bg_color": "#EEF2F7", "font_color": "#1F2937", "bottom": 1, "bottom_color": "#94A3B8"}
CALM = {"font_size": 11, "valign": "vcenter"}
# Known apart without their colours.
CHANGED = {
    Change.GONE: {"font_size": 11, "font_strikeout": True, "font_color": "#B42318"},
    Change.NEW: {"font_size": 11, "underline": 1, "font_color": "#1A7F37"},
}


def write(sheets: Sequence[Sheet], *, at: datetime, title: str | Promise = "", head: str = "") -> bytes:
    """The bytes of an .xlsx with these sheets. `at` is its date of making; nobody's name and no path is in it. `head`
    stands above every printed page.

    A number that a spreadsheet cannot hold exactly (more than 15 digits) is written as text, so that none is changed.
    """
    out = BytesIO()
    book = Workbook(out, dict(SAFELY))
    book.set_properties({"title": str(title), "created": _naive(at)})
    styles = Styles(book)
    for sheet in sheets:
        page = book.add_worksheet(str(sheet.name))
        if head:
            # An ampersand begins an order to the printer.
            page.set_header(f"&C{head.replace('&', '&&')}")
        _fill(page, sheet, styles)
    book.close()
    return out.getvalue()


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, bool], Any] = {}
        self.header = book.add_format({**CALM, **HEADER, "text_wrap": True})
        self.changed = {change: book.add_format(told) for change, told in CHANGED.items()}

    def of(self, shown_as: str, *, quoted: bool = False, wrapped: bool = False) -> Any:
        """`quoted` keeps a text that looks like a formula a text, even after somebody edits its cell."""
        key = (f"{shown_as}{wrapped}", quoted)
        if key not in self.made:
            told = {**CALM, "num_format": shown_as, "quote_prefix": quoted, "text_wrap": wrapped}
            self.made[key] = self.book.add_format(told)
        return self.made[key]


def _fill(page: Any, sheet: Sheet, styles: Styles) -> None:
    first = 1 if sheet.header else 0
    for i, column in enumerate(sheet.columns):
        page.set_column(i, i, column.width or column.kind.width, styles.of(column.kind.shown_as))
        if sheet.header:
            page.write_string(0, i, str(column.title), styles.header)
    if sheet.header:
        page.freeze_panes(1, 0)
    for number, row in enumerate(sheet.rows, first):
        for i, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            wrapped = not sheet.header or column.kind is Kind.PROSE
            _put(page, number, i, column, value, styles, wrapped=wrapped)


def _put(page: Any, row: int, at: int, column: Column, value: Cell | Promise, styles: Styles, *, wrapped: bool) -> None:
    style = styles.of(column.kind.shown_as)
    match value:
        case None:
            return
        case bool():
            page.write_boolean(row, at, value, style)
        case Percent():
            page.write_number(row, at, float(value.ratio), styles.of(Kind.PERCENT.shown_as))
        case Decimal() | int():
            if (number := exactly(Decimal(value))) is None:
                page.write_string(row, at, format(Decimal(value), "f"), styles.of(Kind.TEXT.shown_as))
            else:
                page.write_number(row, at, number, style)
        case datetime():
            page.write_datetime(row, at, _naive(value), style)
        case date():
            page.write_datetime(row, at, value, style)
        case tuple() if len(pieces := [piece for piece in value if piece.text]) > 1:
            quoted = pieces[0].text.startswith(FORMULA)
            page.write_rich_string(
                row, at, *_rich(pieces, styles), styles.of(Kind.TEXT.shown_as, quoted=quoted, wrapped=wrapped)
            )
        case _:
            text = "".join(piece.text for piece in value) if isinstance(value, tuple) else str(value)
            text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
            quoted = text.startswith(FORMULA)
            page.write_string(row, at, text, styles.of(Kind.TEXT.shown_as, quoted=quoted, wrapped=wrapped))


def _rich(pieces: Sequence[Piece], styles: Styles) -> list[Any]:
    """What is the same stands without a format, everything else behind its own."""
    return [part for piece in pieces for part in (styles.changed.get(piece.change), piece.text) if part is not None]


def exactly(value: Decimal) -> float | None:
    """The binary fraction a spreadsheet shows as this number; None where its 15 digits do not suffice."""
    number = float(value)
    return number if Decimal(format(number, ".15g")) == value else None


def _naive(at: datetime) -> datetime:
    """A spreadsheet knows no time zones: the moment as the desk's clocks show it."""
    return (timezone.make_naive(at) if timezone.is_aware(at) else at).replace(microsecond=0)
