"""The bytes of an .xlsx to rows of values, after a survey of what is in them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from dealdesk.kernel.percent import Percent
from dealdesk.sheets.cells import Broken, Cell, Grid
from dealdesk.sheets.package import Caps, Part, damaged, packed, too_much, unpacked
from dealdesk.sheets.survey import Found, percent_styles, shared_texts, surveyed, walked

STYLES, TEXTS = "xl/styles.xml", "xl/sharedstrings.xml"
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
NUMBERS = (float, int)
type Raw = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class Tab:
    name: str
    part: str


def read(file: bytes, caps: Caps | None = None) -> tuple[Grid, ...]:
    """The sheets of a workbook in their order, hidden ones too; or Unreadable, with a sentence.

    A formula is read as the value that was last worked out for it. A number keeps the 15 digits a spreadsheet shows. A
    cell that shows a percentage is a Percent, and one that shows a day is a date.
    """
    caps = caps or Caps()
    parts = unpacked(file, caps)
    tabs = _tabs(parts)
    if len(tabs) > caps.sheets:
        raise too_much()
    percents = percent_styles(parts[STYLES].content) if STYLES in parts else set()
    lengths = shared_texts(parts[TEXTS].content, caps) if TEXTS in parts else []
    found = [surveyed(parts[tab.part].content, caps, percents, lengths) for tab in tabs]
    if sum(each.rows * each.columns for each in found) > caps.cells:
        raise too_much()
    if sum(each.characters for each in found) > caps.characters:
        raise too_much()
    return _opened(parts, tabs, found)


def _tabs(parts: dict[str, Part]) -> list[Tab]:
    """The worksheets by name; charts on sheets of their own are none."""
    targets: dict[str, str] = {}
    tabs: list[Tab] = []

    def relation(name: str, told: dict[str, str]) -> None:
        if name == "Relationship":
            targets[told.get("Id", "")] = told.get("Target", "")

    def sheet(name: str, told: dict[str, str]) -> None:
        if name != "sheet":
            return
        target = targets.get(next((value for key, value in told.items() if key.endswith(":id")), ""), "")
        path = (target[1:] if target.startswith("/") else f"xl/{target}").casefold()
        if path in parts:
            tabs.append(Tab(told.get("name", ""), path))
        elif "chartsheets/" not in path:
            raise damaged()

    if RELATIONS not in parts:
        raise damaged()
    walked(parts[RELATIONS].content, relation)
    walked(parts[WORKBOOK].content, sheet)
    if len({tab.part for tab in tabs}) < len(tabs) or len({tab.name for tab in tabs}) < len(tabs):
        raise damaged()
    return tabs


def _opened(parts: dict[str, Part], tabs: list[Tab], found: list[Found]) -> tuple[Grid, ...]:
    try:
        book = CalamineWorkbook.from_object(BytesIO(packed(parts)))
        known = {sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet}
        return tuple(
            _grid(tab.name, book.get_sheet_by_name(tab.name).to_python(skip_empty_area=False), each)
            for tab, each in zip(tabs, found, strict=True)
            if tab.name in known
        )
    except (CalamineError, ValueError, OverflowError, OSError):
        raise damaged() from None


def _grid(name: str, raw: Any, found: Found) -> Grid:
    if found.percents or found.errors or found.formulas:
        rows = tuple(
            tuple(_cell(value, (number, i), found) for i, value in enumerate(row)) for number, row in enumerate(raw)
        )
    else:
        rows = tuple(tuple(map(_plain, row)) for row in raw)
    return Grid(name=name, rows=rows, merged=tuple(found.merged))


def _cell(value: Raw, place: tuple[int, int], found: Found) -> Cell:
    if isinstance(value, str):
        return _text(value, place, found)
    number = _plain(value)
    return Percent.from_ratio(number) if isinstance(number, Decimal) and place in found.percents else number


def _plain(value: Raw) -> Cell:
    """A cell of a sheet with nothing odd in it."""
    if isinstance(value, NUMBERS) and not isinstance(value, bool):
        return Decimal(format(value, ".15g")) if isfinite(value) else Broken(str(value))
    return value.replace("\0", "") or None if isinstance(value, str) else value


def _text(value: str, place: tuple[int, int], found: Found) -> Cell:
    if place in found.errors:
        return Broken(found.errors[place])
    if not value and place in found.formulas and place not in found.worked_out:
        return Broken("=")
    return _plain(value)
