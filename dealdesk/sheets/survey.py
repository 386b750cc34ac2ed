"""A walk through a workbook's parts before anything is built from them: how far a sheet reaches, and what is odd in it.

The engine reserves a place for every cell between the first and the last that is filled, and a copy of a text for
every cell that shows it: both are counted here first. Document types and foreign encodings are refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NoReturn
from xml.parsers import expat

from dealdesk.sheets.package import Caps, Unreadable, damaged, too_much

CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# Formats of the standard that show a ratio as a percentage.
PERCENT_FORMATS = {"9", "10"}
VALUES = {"v", "is", "f"}
# As letters of three can name; which of them a file uses is its own affair.
COLUMNS: dict[str, int] = {}
MOST_NAMES = 256
type Place = tuple[int, int]


@dataclass
class Found:
    """What the survey of one sheet found; places are (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    percents: set[Place] = field(default_factory=set)
    formulas: set[Place] = field(default_factory=set)
    worked_out: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    characters: int = 0


def walked(
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls back for every element of an XML part, by its local name."""
    parser = _parser()
    parser.StartElementHandler = lambda name, told: start(LOCAL[name], told)
    if end:
        parser.EndElementHandler = lambda name: end(LOCAL[name])
    if text:
        parser.CharacterDataHandler = text
    _parse(parser, part)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise damaged() from None


def _refuse(*declared: object) -> NoReturn:
    raise Unreadable("This workbook declares a document type, which no spreadsheet does: save it anew as .xlsx.")


def percent_styles(part: bytes) -> set[str]:
    """The numbers of the cell styles that show a percentage."""
    formats = set(PERCENT_FORMATS)
    styles: list[str] = []
    inside: list[str] = []

    def start(name: str, told: dict[str, str]) -> None:
        inside.append(name)
        if name == "numFmt" and "%" in told.get("formatCode", ""):
            formats.add(told.get("numFmtId", ""))
        if name == "xf" and "cellXfs" in inside:
            styles.append(told.get("numFmtId", ""))

    def end(name: str) -> None:
        inside.pop()

    walked(part, start, end)
    return {str(number) for number, shown_as in enumerate(styles) if shown_as in formats}


def shared_texts(part: bytes, caps: Caps) -> list[int]:
    """How long each shared text is; refuses one that is too long."""
    lengths: list[int] = []

    def start(name: str, told: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def text(said: str) -> None:
        if lengths:
            lengths[-1] += len(said)
            if lengths[-1] > caps.text:
                raise too_long(said, caps)

    walked(part, start, text=text)
    return lengths


def too_long(said: str, caps: Caps) -> Unreadable:
    return Unreadable(
        "A text in this workbook has more than %(most)s characters: shorten the one with “%(start)s”.",
        most=caps.text,
        start=said.strip()[:20],
    )


class SheetWalk:
    """One sheet's part, cell by cell. A year of readings is half a million elements, so what comes most often is asked
    first, and ends are listened for only inside a value."""

    def __init__(self, caps: Caps, percents: set[str], lengths: list[int]) -> None:
        self.caps, self.percent_styles, self.lengths = caps, percents, lengths
        self.found = Found()
        self.row = self.column = -1
        # How the number of this row is written at the end of a cell's name, and how many digits it has.
        self.number, self.digits = "", 0
        self.told: dict[str, str] = {}
        self.said: list[str] | None = None
        self.size = 0
        self.parser = _parser()
        self.parser.StartElementHandler = self.start
        self.parser.CharacterDataHandler = self.text

    def survey(self, part: bytes) -> Found:
        _parse(self.parser, part)
        return self.found

    def start(self, name: str, told: dict[str, str]) -> None:
        name = LOCAL[name]
        if name == "c":
            self.told, self.size, self.said = told, 0, None
            self._place(told.get("r", ""))
        elif name in VALUES:
            self._count(name)
        elif name == "row":
            number = told.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() and len(number) < 9 else self.row + 1
            self.column = -1
            self.number = str(self.row + 1)
            self.digits = len(self.number)
        elif name == "mergeCell":
            self._merge(told.get("ref", ""))

    def end(self, name: str) -> None:
        if LOCAL[name] != "v":
            return
        self.parser.EndElementHandler = None
        said, kind = self.said or [], self.told.get("t")
        self.said = None
        if kind == "s":
            number = "".join(said)
            if number.isdecimal() and int(number[:9]) < len(self.lengths):
                self.found.characters += self.lengths[int(number[:9])]
                self._check()
        elif said and self.found.formulas and (place := (self.row, self.column)) in self.found.formulas:
            self.found.worked_out.add(place)
        if kind == "e":
            self.found.errors[self.row, self.column] = "".join(said)

    def text(self, said: str) -> None:
        if self.said is not None:
            self.said.append(said)
        if self.told.get("t") != "s":
            self.size += len(said)
            self.found.characters += len(said)
            if self.size > self.caps.text:
                raise too_long(said, self.caps)
            if self.found.characters > self.caps.characters:
                raise too_much()

    def _check(self) -> None:
        if self.found.characters > self.caps.characters:
            raise too_much()

    def _place(self, written: str) -> None:
        """A cell of the row it stands in, in a column whose letters were met before, is read without an expression."""
        if self.digits and written[-self.digits :] == self.number and written[: -self.digits] in COLUMNS:
            self.column = COLUMNS[written[: -self.digits]]
            return
        at = CELL.fullmatch(written)
        if at:
            self.row, self.column = int(at[2]) - 1, column_number(at[1])
            COLUMNS[at[1]] = self.column
        elif written:
            raise damaged()
        else:
            self.column += 1

    def _count(self, name: str) -> None:
        """A cell with something in it: the sheet reaches at least as far."""
        found, caps = self.found, self.caps
        if self.row >= found.rows:
            found.rows = self.row + 1
            if found.rows > caps.rows:
                raise Unreadable("A sheet may have at most %(most)s rows: split the file.", most=caps.rows)
        if self.column >= found.columns:
            found.columns = self.column + 1
            if found.columns > caps.columns:
                raise Unreadable(
                    "A sheet may have at most %(most)s columns: delete those not needed.", most=caps.columns
                )
        if name == "v":
            self.said = []
            self.parser.EndElementHandler = self.end
        elif name == "f":
            found.formulas.add((self.row, self.column))
        if self.percent_styles and self.told.get("s") in self.percent_styles:
            found.percents.add((self.row, self.column))

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        one, other = CELL.fullmatch(first), CELL.fullmatch(last)
        if one and other:
            self.found.merged.append(
                (int(one[2]) - 1, column_number(one[1]), int(other[2]) - 1, column_number(other[1]))
            )


def surveyed(part: bytes, caps: Caps, percents: set[str], lengths: list[int]) -> Found:
    return SheetWalk(caps, percents, lengths).survey(part)


class _Local(dict[str, str]):
    """Names of elements without their prefix, as they are met; a workbook has some dozens of them."""

    def __missing__(self, name: str) -> str:
        found = name.rpartition(":")[2]
        if len(self) < MOST_NAMES:
            self[name] = found
        return found


LOCAL = _Local()


@cache
def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
