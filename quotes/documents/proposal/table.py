"""The table of prices as text, its columns as wide as their figures: a number that breaks over lines is misread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import NOTHING, money, percent, quantity, unit_price
from dealdesk.web.templatetags.paper import off as written_off
from quotes.documents.proposal.tree import Group, Line, Proposal

# Millimetres: number, name, unit, then the five figures; together the width of the page.
PAGE = 168
USUAL = (9, 52, 15, 19, 19, 13, 18, 23)
LEAST = (12, 14, 12, 14, 19)
NARROWEST_NAME, NARROWEST_UNIT, WIDEST_UNIT = 34, 11, 22
# Points; the smaller type is for tables whose figures leave no room for names.
TYPE, FINE = 7.9, 6.9
MM = 25.4 / 72
PADDING = 2.8
# Advance widths of the document's bold face, the wider of the two, in thousandths of the type's size.
ADVANCES = {",": 325, ".": 325, "%": 963, " ": 230, "·": 1000}
DIGIT, CHINESE = 590, 1000


@dataclass(frozen=True)
class Row:
    """One line as it is printed; `note` says how a price model makes its price, `figures` stand in five columns."""

    line: Line
    note: str
    figures: tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Part:
    """One group with its rows."""

    group: Group
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """`widths` of the eight columns in millimetres; `is_fine` where the type is smaller than usual."""

    parts: tuple[Part, ...]
    widths: tuple[int, ...]
    is_fine: bool


def table(proposal: Proposal) -> Table:
    parts = tuple(Part(group, tuple(map(_row, group.lines))) for group in proposal.groups)
    rows = [row for part in parts for row in part.rows]
    columns = list(zip(*(row.figures for row in rows), strict=True))
    columns[-1] = (*columns[-1], *(money(group.total) for group in proposal.groups))
    units = [row.line.unit for row in rows]
    widths, is_fine = _widths(columns, units)
    return Table(parts, widths, is_fine)


def _row(line: Line) -> Row:
    amounts = (NOTHING, NOTHING, NOTHING) if line.is_relative else _prices(line)
    return Row(line, _note(line), (quantity(line.quantity), *amounts, money(line.total)))


def _prices(line: Line) -> tuple[str, str, str]:
    """List price, what is taken off it, and what is left."""
    off = f"+{percent(line.surcharge)}" if line.surcharge else written_off(line.discount)
    return unit_price(line.list_price), off, unit_price(line.unit_price)


def _note(line: Line) -> str:
    if not line.model:
        return ""
    said = _("Billed as: %(model)s") if line.is_relative else _("Billed as: %(model)s (the price is an average)")
    return said % {"model": line.model}


def _widths(columns: Sequence[Iterable[str]], units: Sequence[str]) -> tuple[tuple[int, ...], bool]:
    needed = [_width(column, TYPE) for column in columns]
    if all(need <= usual for need, usual in zip(needed, USUAL[3:], strict=True)):
        # English units are longer, and names give them room.
        wider = min(max(_width(units, TYPE) - USUAL[2], 0), WIDEST_UNIT - USUAL[2])
        return (USUAL[0], USUAL[1] - wider, USUAL[2] + wider, *USUAL[3:]), False
    for size in (TYPE, FINE):
        unit = min(max(_width(units, size), NARROWEST_UNIT), WIDEST_UNIT)
        figures = [max(_width(column, size), least) for column, least in zip(columns, LEAST, strict=True)]
        name = PAGE - USUAL[0] - unit - sum(figures)
        if name >= NARROWEST_NAME:
            break
    return (USUAL[0], max(name, NARROWEST_NAME), unit, *figures), size == FINE


def _width(texts: Iterable[str], size: float) -> int:
    """Whole millimetres that the longest of the texts needs on one line, with the cell's padding."""
    return ceil(max(map(_thousandths, texts)) * size / 1000 * MM + PADDING)


def _thousandths(text: str) -> int:
    return sum(ADVANCES.get(char, CHINESE if ord(char) > 0x2E7F else DIGIT) for char in text)
