"""Where two texts differ: Chinese by the character, everything else by the word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from dealdesk.kernel.words import Word

# A word, a figure with its decimals, a run of spaces, or one character of anything else.
PIECES = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)


class Change(Word):
    SAME = "same"
    GONE = "gone", "Taken out"
    NEW = "new", "Put in"


@dataclass(frozen=True)
class Piece:
    change: Change
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """Pieces in the order of reading: those that are the same or gone put together are `before`, those that are the
    same or new are `after`. Method: Ratcliff and Obershelp, as Python's difflib has it.
    """
    one, other = PIECES.findall(before), PIECES.findall(after)
    found = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return tuple(
        piece
        for tag, start, end, start_after, end_after in found
        for piece in _pieces(tag, "".join(one[start:end]), "".join(other[start_after:end_after]))
    )


def _pieces(tag: str, gone: str, new: str) -> Iterator[Piece]:
    if tag == "equal":
        yield Piece(Change.SAME, gone)
        return
    if gone:
        yield Piece(Change.GONE, gone)
    if new:
        yield Piece(Change.NEW, new)
