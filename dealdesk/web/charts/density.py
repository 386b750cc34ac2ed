"""What a customer may be able to spend, as a hill over the amounts, with prices standing in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.formats import WAN, quantity
from dealdesk.web.charts.svg import (
    EMPTY,
    Picture,
    Scale,
    breadth,
    brief,
    circle,
    drawing,
    line,
    number,
    paint,
    rect,
    shelved,
    text,
)

SHELF = 17
FOOT = 24
# The middle of the estimate is named below the axis, with its two ends.
MIDDLE = "axis"
# What we hold to ourselves: a line in its own colour, and no circle.
LINES = frozenset({"floor", "target"})


@dataclass(frozen=True, kw_only=True)
class PriceMark:
    """A price in the picture: `kind` is "ours", "planned" for one that is not offered yet, "target" or "floor"."""

    label: str
    value: Decimal
    kind: str = "ours"


@dataclass(frozen=True)
class Frame:
    width: float
    top: float
    bottom: float
    scale: Scale
    currency: str


def density(
    heights: Sequence[tuple[Decimal, Decimal]],
    *,
    spread: tuple[Decimal, Decimal, Decimal],
    marks: Sequence[PriceMark] = (),
    unit: str = "",
    label: str = "",
    currency: str = "CNY",
    width: float = 952,
    hill: float = 150,
) -> Picture:
    """`heights` are amounts and how likely each is; `spread` is P10, P50 and P90, the pale band and its middle.

    Yuan are printed in 万元. Leave a mark out for readers who may not see it: nothing here hides anything."""
    if not heights:
        return EMPTY
    amounts = [amount for amount, _height in heights]
    scale = Scale([amounts[0], amounts[-1], *(mark.value for mark in marks)], 0, width, 7)
    above, shelves = _names([(scale(mark.value), _words(mark, currency)) for mark in marks], width)
    top = SHELF * shelves + 12
    frame = Frame(width, top, top + hill, scale, currency)
    three = zip(("P10", "P50", "P90"), spread, strict=True)
    ends = [(scale(value), f"{name} {brief(value, currency)}") for name, value in three]
    below, more = _names(ends, width)
    parts = [*_ground(frame, spread, unit), *_hill(frame, heights), line(0, frame.bottom, width, frame.bottom, "axis")]
    parts.append(line(scale(spread[1]), top, scale(spread[1]), frame.bottom, MIDDLE, 1.5))
    named = [
        (mark, x, SHELF * (shelves - level) - 4)
        for mark, (x, level) in zip(sorted(marks, key=lambda mark: scale(mark.value)), above, strict=True)
    ]
    # Every stroke before every word, so that a word stands clear of the strokes behind it.
    parts += [piece for mark, _x, height in named for piece in _stroke(frame, mark, height)]
    parts += [_name(frame, mark, x, height) for mark, x, height in named]
    for (_at, words), (x, level) in zip(sorted(ends), below, strict=True):
        parts.append(text(x, frame.bottom + FOOT + 16 + SHELF * level, words, kind="strong", anchor="middle"))
    return drawing(width, frame.bottom + FOOT + 6 + SHELF * more, label, parts)


def _words(mark: PriceMark, currency: str) -> str:
    return f"{mark.label} {brief(mark.value, currency)}"


def _names(named: Sequence[tuple[float, str]], width: float) -> tuple[list[tuple[float, int]], int]:
    places = shelved(named, 0, width)
    return places, max((level for _x, level in places), default=-1) + 1


def _ground(frame: Frame, spread: tuple[Decimal, Decimal, Decimal], unit: str) -> list[str]:
    left, right = frame.scale(spread[0]), frame.scale(spread[2])
    parts = [rect(left, frame.top, right - left, frame.bottom - frame.top, "band")]
    room = frame.width - breadth(unit) - 8
    for tick in frame.scale.ticks(4 if frame.width < 400 else 8):
        x, figure = frame.scale(tick), quantity(tick / WAN if frame.currency == "CNY" else tick)
        if breadth(figure) / 2 < x and x + breadth(figure) / 2 < room:
            parts.append(line(x, frame.bottom, x, frame.bottom + 4, "axis"))
            parts.append(text(x, frame.bottom + 18, figure, anchor="middle"))
    return [*parts, text(frame.width, frame.bottom + 18, unit, anchor="end")]


def _hill(frame: Frame, heights: Sequence[tuple[Decimal, Decimal]]) -> list[str]:
    """From nought up: the highest point stands at the top."""
    highest = max(height for _amount, height in heights) or 1
    points = [
        (frame.scale(amount), frame.bottom - (frame.bottom - frame.top) * float(height / highest))
        for amount, height in heights
    ]
    drawn = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    foot = number(frame.bottom)
    return [
        f'<path d="M{number(points[0][0])} {foot}L{drawn}L{number(points[-1][0])} {foot}Z" {paint("area")}/>',
        f'<path d="M{drawn}" fill="none" stroke-width="1.2" stroke-linejoin="round" {paint("ours")}/>',
    ]


def _stroke(frame: Frame, mark: PriceMark, height: float) -> list[str]:
    """Through the hill; ours ends in a blue circle on the axis, hollow where it was not offered yet."""
    at = frame.scale(mark.value)
    if mark.kind in LINES:
        return [line(at, height + 5, at, frame.bottom, mark.kind, 1.5)]
    kind = "hollow ours planned" if mark.kind == "planned" else "fill-ours ours"
    return [line(at, height + 5, at, frame.bottom, "ours"), circle(at, frame.bottom, kind)]


def _name(frame: Frame, mark: PriceMark, x: float, height: float) -> str:
    kind = f"{mark.kind}-word halo" if mark.kind in LINES else "word-ours halo"
    return text(x, height, _words(mark, frame.currency), kind=kind, anchor="middle")
