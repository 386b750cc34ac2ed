"""The few SVG words every chart is written in: escaped text, classes for the screen, attributes for paper."""

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from dealdesk.kernel.formats import money, wan

# A drawing that is ready to stand in a page: everything in it went through escape().
Picture = SafeString
EMPTY = Picture("")
THOUSAND = 1000

# The inside of a card on a phone 390 wide.
PHONE = 326

# Screen colours come from the class, in light and dark; paper knows no classes and takes the attribute.
PAINT: dict[str, str] = {
    "grid": 'stroke="#e9edf1"',
    "axis": 'stroke="#b4bec9"',
    "band": 'fill="#eef3f8"',
    "area": 'fill="#d3e2f0"',
    "mean": 'stroke="#626e7c" stroke-dasharray="4 3"',
    "black": 'stroke="#18212c"',
    "promised": 'stroke="#2b857b" stroke-dasharray="6 3"',
    "chosen": 'fill="#e9f1f9"',
    "ours": 'stroke="#17599c"',
    "theirs": 'stroke="#b9711a"',
    "fill-ours": 'fill="#17599c"',
    "fill-theirs": 'fill="#b9711a"',
    "fill-target": 'fill="#17703f"',
    "word-ours": 'fill="#17599c" font-weight="600"',
    "word-theirs": 'fill="#8a5200" font-weight="600"',
    "hollow": 'fill="#ffffff"',
    "halo": 'paint-order="stroke" stroke="#ffffff" stroke-width="4" stroke-linejoin="round"',
    "floor": 'stroke="#b02a20"',
    "floor-word": 'fill="#b02a20"',
    "target": 'stroke="#17703f"',
    "target-word": 'fill="#17703f"',
    "authority": 'stroke="#626e7c" stroke-dasharray="2 3"',
    "authority-word": 'fill="#465361"',
    "warned": 'stroke="#8a5200"',
    "planned": 'stroke-dasharray="4 3"',
    "cut": 'stroke="#ffffff"',
    "rest": 'fill="#f3f5f8"',
    "c1": 'fill="#17599c"',
    "c2": 'fill="#b9711a"',
    "c3": 'fill="#5e93c4"',
    "c4": 'fill="#2b857b"',
    "c5": 'fill="#a3c0dc"',
    "c6": 'fill="#7e8a97"',
    "plain": 'fill="#465361"',
    "strong": 'fill="#18212c" font-weight="600"',
    "s-m2": 'fill="#9c4a12"',
    "s-m1": 'fill="#e5b98f"',
    "s-0": 'fill="#e3e7ec"',
    "s-p1": 'fill="#a9c9e8"',
    "s-p2": 'fill="#17599c"',
    "on-fill": 'fill="#ffffff" font-weight="600"',
    "track": 'stroke="#e9edf1"',
    "cover": 'stroke="#2b857b"',
    "informal": 'stroke="#b4bec9" stroke-dasharray="1 4" stroke-linecap="round"',
}


@cache
def paint(words: str) -> str:
    attributes = " ".join(PAINT[word] for word in words.split() if word in PAINT)
    return f'class="{escape(words)}" {attributes}' if words else ""


def number(value: Decimal | float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{float(value):.1f}"
    return text.removesuffix(".0")


def brief(amount: Decimal, currency: str = "CNY") -> str:
    """Yuan as 万元 in a picture: one decimal, and the second only where it says something. Any other currency as it
    is, to the whole unit at zero and from a thousand on."""
    if currency != "CNY":
        return money(amount, 0 if not amount or abs(amount) >= THOUSAND else 2)
    written = wan(amount)
    return written.removesuffix("0") if written.endswith("0") else written


def text(x: float, y: float, words: object, *, kind: str = "plain", anchor: str = "start", after: str = "") -> str:
    """Words in 12 px; `after` follows them in the plain hand, as a change follows a figure."""
    tail = f'<tspan {paint("plain")} font-weight="400"> {escape(after)}</tspan>' if after else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-size="12" {paint(kind)}>'
        f"{escape(str(words))}{tail}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str, width: float = 1) -> str:
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke-width="{number(width)}" {paint(kind)}/>'
    )


def rect(x: float, y: float, width: float, height: float, kind: str, radius: float = 0) -> str:
    round_ = f' rx="{number(radius)}"' if radius else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(height)}"{round_} '
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


def cut(words: str, room: float) -> str:
    """As much of the words as fits, with an ellipsis where some is missing."""
    if breadth(words) <= room:
        return words
    while words and breadth(words) + 12 > room:
        words = words[:-1]
    return f"{words.rstrip()}…"


def shelved(words: Sequence[tuple[float, str]], start: float, end: float) -> list[tuple[float, int]]:
    """Where each word goes so that none covers another: its middle, and how many shelves away from the picture."""
    places: list[tuple[float, int]] = []
    ends: list[float] = []
    for x, word in sorted(words):
        width = breadth(word)
        left = min(max(x - width / 2, start), end - width)
        level = next((i for i, taken in enumerate(ends) if taken + 8 <= left), len(ends))
        ends[level:] = [left + width, *ends[level + 1 :]]
        places.append((left + width / 2, level))
    return places


def drawing(width: float, height: float, label: str, parts: Iterable[str]) -> Picture:
    """The whole picture, named in one sentence for those who do not see it."""
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    name = escape(label)
    return mark_safe(
        f'<svg class="chart" {size} role="img" aria-label="{name}" font-family="Noto Sans CJK SC, sans-serif">'
        f"<title>{name}</title>{''.join(parts)}</svg>"
    )


def plate(width: float, height: float, label: str, parts: Iterable[str]) -> Picture:
    """A picture whose parts are links of their own: a group, because an image has nothing inside it to reach."""
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    return mark_safe(
        f'<svg class="chart" {size} role="group" aria-label="{escape(label)}" '
        f'font-family="Noto Sans CJK SC, sans-serif">{"".join(parts)}</svg>'
    )


def glyph(width: float, height: float, label: str, parts: Iterable[str]) -> Picture:
    """The same for a picture as small as a word, of which a page has hundreds."""
    size = f'width="{number(width)}" height="{number(height)}"'
    return mark_safe(f'<svg class="chart" {size} role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>')


def either(wide: Picture, narrow: Picture) -> Picture:
    """The same picture drawn for two screens, of which a reader sees and hears the one that fits."""
    if not wide:
        return EMPTY
    return mark_safe(f'<div class="phone-off">{wide}</div><div class="phone-only">{narrow}</div>')


class Scale:
    """Values to pixels along one direction: they keep `margin` pixels from both ends, the round ticks do not."""

    def __init__(self, values: Iterable[Decimal], start: float, end: float, margin: float = 0) -> None:
        found = [float(value) for value in values]
        low, high = min(found), max(found)
        spread = (high - low) or abs(high) * 0.1 or 1
        self.perunit = (end - start - 2 * margin) / spread
        self.low, self.high = low - margin / self.perunit, low + spread + margin / self.perunit
        self.start = start

    def __call__(self, value: Decimal | float) -> float:
        return self.start + (float(value) - self.low) * self.perunit

    def ticks(self, about: int = 5) -> list[Decimal]:
        step = self._step((self.high - self.low) / about)
        first = -(-self.low // float(step))
        count = int(self.high // float(step) - first) + 1
        return [step * (int(first) + i) for i in range(count)]

    @staticmethod
    def _step(raw: float) -> Decimal:
        """The next of 1, 2, 2.5, 5 and 10 times a power of ten."""
        power = Decimal(10) ** (Decimal(repr(raw)).adjusted())
        return next(power * each for each in map(Decimal, ("1", "2", "2.5", "5", "10")) if power * each >= Decimal(raw))
