"""The shapes of characters, for what is written on a finished page: outlines of our bold face, as PDF draws them."""

from dataclasses import dataclass
from functools import cache

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTCollection

from dealdesk.pdf.fonts import FAMILY, FAMILY_NAME_ID, FontsMissing, found


@dataclass(frozen=True)
class Shape:
    """`path` in PDF's own drawing words, `advance` in thousandths of the type's size."""

    path: str
    advance: int


class _Words(BasePen):  # type: ignore[misc] # fontTools carries no types
    """Whole numbers: a thousandth of the size is finer than any printer."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.words: list[str] = []

    def _moveTo(self, point: tuple[float, float]) -> None:
        self._say("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:
        self._say("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self._say("c", *points)

    def _closePath(self) -> None:
        self._say("h")

    def _say(self, word: str, *points: tuple[float, float]) -> None:
        self.words.append(" ".join([*(str(round(value)) for point in points for value in point), word]))


def shapes(text: str) -> dict[str, Shape]:
    """The shape of every character of the text that the face has; the file is opened for new characters alone."""
    known = _known()
    if new := set(text) - known.keys():
        known |= _drawn(new)
    return {char: shape for char in sorted(set(text)) if (shape := known[char])}


@cache
def _known() -> dict[str, Shape | None]:
    """Outlines are kept and the font is not: it takes half a second and 60 MB to open."""
    return {}


def _drawn(characters: set[str]) -> dict[str, Shape | None]:
    with TTCollection(str(found()[1]), lazy=True) as collection:
        face = next((font for font in collection.fonts if font["name"].getDebugName(FAMILY_NAME_ID) == FAMILY), None)
        if face is None:
            raise FontsMissing
        names, glyphs = face.getBestCmap(), face.getGlyphSet()
        return {char: _shape(glyphs, names[ord(char)]) if ord(char) in names else None for char in characters}


def _shape(glyphs: object, name: str) -> Shape:
    pen, glyph = _Words(glyphs), glyphs[name]  # type: ignore[index]
    glyph.draw(pen)
    return Shape(" ".join(pen.words), round(glyph.width))
