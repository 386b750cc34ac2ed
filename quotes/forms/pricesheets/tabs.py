"""The sheets of a workbook by what they are for, and their rows by the titles of their columns, in any language."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from dealdesk.kernel.words import Word
from dealdesk.sheets import Cell, Grid
from quotes.domain.pricesheets import NEEDED, Head, Tab, Upper
from quotes.domain.pricing.charges import ChargeKind

# A title may carry what it is in: List price (CNY).
REMARK = re.compile(r"[(（\[【].*$", re.DOTALL)
# What people also write above a column that the export calls otherwise.
ALSO: dict[Word, tuple[str, ...]] = {
    Head.CODE: ("产品代码", "编码", "产品编码", "product code"),
    Head.NAME: ("产品名称", "名称", "product name"),
    Head.LIST_PRICE: ("列表价", "单价", "price"),
    Head.VAT_RATE: ("税率", "vat"),
    Head.PRICE: ("套餐价",),
    Head.MODE: ("模式", "mode"),
    Head.FLAT: ("固定费",),
    ChargeKind.GRADUATED: ("累进", "graduated"),
    ChargeKind.VOLUME: ("到达", "volume"),
    ChargeKind.BLOCK: ("阶梯一口价", "block"),
    Upper.INCLUSIVE: ("含", "inclusive"),
    Upper.EXCLUSIVE: ("不含", "exclusive"),
}


@dataclass(frozen=True)
class Wrong:
    """One cell, or with no row or column a whole sheet or file, and what to do about it."""

    sheet: str
    row: int | None
    column: str
    why: str


@dataclass(frozen=True)
class Group:
    """One sentence, and the rows it is said of: 2–25, 31."""

    sheet: str
    rows: str
    column: str
    why: str


def grouped(wrong: Sequence[Wrong]) -> list[Group]:
    """What is wrong, each sentence once for a column: by sheet, then by its first row, then by column."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for one in sorted(wrong, key=_in_order([one.sheet for one in wrong])):
        rows = found.setdefault((one.sheet, one.column, one.why), [])
        rows += [one.row] if one.row is not None and one.row not in rows else []
    return [Group(sheet, spans(rows), column, why) for (sheet, column, why), rows in found.items()]


def _in_order(sheets: list[str]) -> Callable[[Wrong], tuple[int, int, int, str]]:
    def place(one: Wrong) -> tuple[int, int, int, str]:
        column = one.column.partition(" ")[0]
        return sheets.index(one.sheet), one.row or 0, len(column), column

    return place


def spans(rows: Sequence[int]) -> str:
    """Rising numbers with their runs drawn together: 2, 3, 4, 7 → 2–4, 7."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


@dataclass(frozen=True)
class Row:
    """A row that is not blank, by its titles; `number` is what the spreadsheet shows beside it."""

    number: int
    cells: dict[Head, Cell]


@dataclass
class Table:
    """One sheet: its rows, and all that was found wrong with it."""

    grid: Grid
    places: dict[Head, int] = field(default_factory=dict)
    head: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        for number, cells in enumerate(self.grid.rows[self.head + 1 :], self.head + 2):
            if any(blank(cell) is False for cell in cells):
                yield Row(number, {head: cells[at] for head, at in self.places.items()})

    def say(self, row: int | None, head: Head | None, why: str) -> None:
        at = self.places.get(head) if head else None
        title = "" if head is None else _(head.label)
        column = title if at is None else f"{letters(at)} {title}"
        self.wrong.append(Wrong(self.grid.name, row, column, why))

    def take[T](self, row: Row, head: Head, read: Callable[[Cell], T]) -> T | None:
        """The value of a cell; where there is none, its sentence is noted."""
        try:
            return read(row.cells.get(head))
        except ValidationError as error:
            self.say(row.number, head, " ".join(error.messages))
            return None


def blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def letters(at: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    found = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        found = chr(65 + rest) + found
    return found


def plain(title: object) -> str:
    text = unicodedata.normalize("NFKC", str(title)).casefold()
    return "".join(REMARK.sub("", text).split())


def names_of(word: Word) -> set[str]:
    """What a word is called in every language of the desk, and what people call it beside that."""
    found = {plain(word.label), *(plain(name) for name in ALSO.get(word, ()))}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(plain(_(word.label)))
    return found


def found(grids: tuple[Grid, ...]) -> dict[Tab, Grid]:
    """Which sheet is which; a workbook of one sheet is its prices, whatever it is called."""
    tabs = {tab: names_of(tab) for tab in Tab}
    by_tab = {tab: grid for grid in grids for tab, names in tabs.items() if plain(grid.name) in names}
    if Tab.PRICES not in by_tab and len(grids) == 1:
        by_tab[Tab.PRICES] = grids[0]
    return by_tab


def table(grid: Grid, tab: Tab) -> Table:
    """The sheet with its titles found in the first row that is not blank, and what is wrong with its frame noted."""
    made = Table(grid)
    known = {name: head for head in Head for name in names_of(head)}
    filled = (number for number, cells in enumerate(grid.rows) if not all(blank(cell) for cell in cells))
    made.head = next(filled, 0)
    titles = grid.rows[made.head] if grid.rows else ()
    for at, title in enumerate(titles):
        head = known.get(plain(title)) if isinstance(title, str) else None
        if head in made.places:
            made.say(made.head + 1, head, _("This column is there twice: delete one of them."))
        elif head:
            made.places[head] = at
        elif not blank(title):
            made.unread.append(str(title)[:40])
    for head in NEEDED[tab]:
        if head not in made.places:
            told = {"title": _(head.label)}
            made.say(made.head + 1, head, _("The column “%(title)s” is missing: add it with this title.") % told)
    for first, left, last, right in grid.merged:
        told = {"area": f"{letters(left)}{first + 1}:{letters(right)}{last + 1}"}
        why = _("The cells %(area)s are merged: separate them and fill in each.") % told
        made.wrong.append(Wrong(grid.name, first + 1, letters(left), why))
    return made
