"""Which characters the document's fonts can draw, so that a customer never finds an empty box."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from dealdesk.pdf.fonts import FAMILY, FAMILY_NAME_ID, FontsMissing


def covered(weights: Iterable[Path], emoji: Path | None) -> frozenset[int]:
    """Code points that every weight can draw, and those that stand in for all of them."""
    shared = set.intersection(*(_characters(file) for file in weights))
    return frozenset(shared | _emoji(emoji) if emoji else shared)


def missing(text: str, drawable: frozenset[int]) -> tuple[str, ...]:
    """Characters of the text that would print as an empty box, in order of code point."""
    return tuple(char for char in sorted(set(text)) if ord(char) not in drawable and not _invisible(char))


def named(characters: Iterable[str]) -> str:
    """Characters as a reader can find them, whatever his own screen can draw: 𪚥 (U+2A6A5)."""
    return ", ".join(
        f"{char} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}" for char in characters
    )


def _characters(file: Path) -> set[int]:
    with TTCollection(str(file), lazy=True) as collection:
        for font in collection.fonts:
            if font["name"].getDebugName(FAMILY_NAME_ID) == FAMILY:
                return set(font.getBestCmap())
    raise FontsMissing


def _emoji(file: Path) -> set[int]:
    with TTFont(str(file), lazy=True) as font:
        return set(font.getBestCmap())


def _invisible(char: str) -> bool:
    """Line ends, joiners and variation selectors draw nothing of their own."""
    return char in "\n\r\t" or unicodedata.category(char) in {"Cf", "Zl", "Zp"} or "\ufe00" <= char <= "\ufe0f"
