"""The few SVG words every chart is written in: escaped text, classes for the screen, attributes for paper."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

# Screen colours come from the class, in light and dark; paper knows no classes and takes the attribute.
PAINT: dict[str, str] = {
    "grid": 'stroke="#e4e8ed"',
    "axis": 'stroke="#b4bec9"',
    "band": 'fill="#eef3f8"',
    "ours": 'stroke="#17599c"',
    "theirs": 'stroke="#b9711a"',
    "fill-ours": 'fill="#17599c"',
    "fill-theirs": 'fill="#b9711a"',
    "hollow": 'fill="#ffffff"',
    "floor": 'stroke="#b02a20"',
    "floor-word": 'fill="#b02a20"',
    "target": 'stroke="#17703f"',
    "target-word": 'fill="#17703f"',
    "authority": 'stroke="#626e7c" stroke-dasharray="2 3"',
    "planned": 'stroke-dasharray="4 4"',
    "rest": 'fill="#f3f5f8"',
    "c1": 'fill="#17599c"',
    "c2": 'fill="#b9711a"',
    "c3": 'fill="#5e93c4"',
    "c4": 'fill="#2b857b"',
    "c5": 'fill="#a3c0dc"',
    "c6": 'fill="#7e8a97"',
    "strong": 'font-weight="600" fill="#18212c"',
}


def paint(words: str) -> str:
    attributes = " ".join(PAINT[word] for word in words.split() if word in PAINT)
    return f'class="{escape(words)}" {attributes}' if words else ""


def number(value: Decimal | float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{float(value):.1f}"
    return text.removesuffix(".0")


def text(x: float, y: float, words: object, *, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-size="12" {paint(kind)}>'
        f"{escape(str(words))}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str, width: float = 1) -> str:
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke-width="{number(width)}" {paint(kind)}/>'
    )


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(height)}" '
        f"{paint(kind)}/>"
    )


def circle(x: float, y: float, kind: str, radius: float = 5) -> str:
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" stroke-width="1.6" {paint(kind)}/>'


def diamond(x: float, y: float, kind: str, radius: float = 6) -> str:
    points = f"{number(x)},{number(y - radius)} {number(x + radius)},{number(y)} "
    points += f"{number(x)},{number(y + radius)} {number(x - radius)},{number(y)}"
    return f'<polygon points="{points}" stroke-width="1.6" {paint(kind)}/>'


def breadth(words: object) -> float:
    """About how wide 12-px text is: a Chinese character is an em, a Latin one a little over half."""
    return sum(12 if unicodedata.east_asian_width(char) in "WF" else 6.8 for char in str(words))


def drawing(width: float, height: float, label: str, parts: Iterable[str]) -> SafeString:
    """The whole picture, named in one sentence for those who do not see it."""
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    name = escape(label)
    return mark_safe(
        f'<svg class="chart" {size} role="img" aria-label="{name}" font-family="Noto Sans CJK SC, sans-serif">'
        f"<title>{name}</title>{''.join(parts)}</svg>"
    )


class Scale:
    """Values to pixels along one direction, with round ticks."""

    def __init__(self, values: Iterable[Decimal], start: float, end: float, room: float = 0.08) -> None:
        found = [float(value) for value in values]
        low, high = min(found), max(found)
        spread = (high - low) or abs(high) * 0.1 or 1
        self.low, self.high = low - spread * room, high + spread * room
        self.start, self.end = start, end

    def __call__(self, value: Decimal | float) -> float:
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, about: int = 5) -> list[float]:
        step = self._step((self.high - self.low) / about)
        first = -(-self.low // step) * step
        return [first + i * step for i in range(int((self.high - first) // step) + 1)]

    @staticmethod
    def _step(raw: float) -> float:
        scale = 1.0
        while raw >= 10:
            raw, scale = raw / 10, scale * 10
        while raw < 1:
            raw, scale = raw * 10, scale / 10
        return next(step for step in (1, 2, 2.5, 5, 10) if step >= raw - 1e-9) * scale
