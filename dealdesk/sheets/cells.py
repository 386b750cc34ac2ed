"""What a workbook is made of: cells and their kinds, sheets that are written, grids that were read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

from django.utils.functional import Promise

from dealdesk.kernel.changes import Piece
from dealdesk.kernel.percent import Percent


@dataclass(frozen=True)
class Broken:
    """A cell in which the spreadsheet itself shows an error, such as #REF!, or a formula that was never worked out."""

    shown: str


# A text in pieces shows what was taken out and put in; it is read back as one text.
type Cell = str | Decimal | Percent | bool | date | datetime | time | timedelta | Broken | tuple[Piece, ...] | None


class Kind(Enum):
    """How a column shows its values: a number format of the spreadsheet, and how wide."""

    TEXT = "@", 24
    # Over several lines.
    PROSE = "@", 48
    NUMBER = "General", 12
    QUANTITY = "#,##0.######", 14
    MONEY = "#,##0.00", 16
    PRICE = "#,##0.00######", 16
    PERCENT = "0.########%", 10
    DAY = "yyyy-mm-dd", 12
    MOMENT = "yyyy-mm-dd hh:mm", 17

    def __init__(self, shown_as: str, width: int) -> None:
        self.shown_as = shown_as
        self.width = width


@dataclass(frozen=True)
class Column:
    """A column to be written; `width` counts half-width characters, and is the kind's own where it is not given."""

    title: str | Promise
    kind: Kind = Kind.TEXT
    width: int = 0
    # The column of a screen that it goes with, where readers choose columns; "" for what always stands.
    word: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet to be written: its tab, its columns, and rows as long as there are columns.

    A sheet of prose has no `header`: its titles are left out and nothing stays put when it is scrolled.
    """

    name: str | Promise
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell | Promise]]
    header: bool = True


@dataclass(frozen=True)
class Grid:
    """A sheet that was read: `rows[0][0]` is A1, every row is equally long, and an empty cell is None.

    `merged` holds every area of more than one cell that shows as one, as (first row, first column, last row, last
    column) counted from 0; its value stands in its first cell.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())
