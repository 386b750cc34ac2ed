"""What a letter is made of: headings, lines of text with their changes, and tables of such lines."""

from dataclasses import dataclass
from enum import Enum

from dealdesk.kernel.changes import Change, Piece


class Tone(Enum):
    """How loud a line is: a colour, and whether it is bold."""

    PLAIN = "16202E", False
    STRONG = "16202E", True
    QUIET = "5F6B7A", False
    WARN = "8A5A00", False
    BAD = "B42318", True

    def __init__(self, colour: str, bold: bool) -> None:
        self.colour = colour
        self.bold = bold


@dataclass(frozen=True)
class Line:
    """Text in pieces: what is gone or new in it can be accepted and refused in Word."""

    pieces: tuple[Piece, ...]
    tone: Tone = Tone.PLAIN


def said(text: str, tone: Tone = Tone.PLAIN) -> Line:
    """A line in which nothing changed."""
    return Line((Piece(Change.SAME, text),), tone)


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    line: Line


@dataclass(frozen=True)
class Grid:
    """A table that repeats its heads on every page and breaks no row; `widths` in millimetres, a cell is some lines."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """`language` as Word names it ("zh-CN"), `reviser` whom Word names beside a change, `foot` below each page,
    `head` above it."""

    title: str
    language: str
    reviser: str
    foot: str
    blocks: tuple[Heading | Paragraph | Grid, ...]
    head: str = ""
