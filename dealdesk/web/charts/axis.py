"""The negotiation as a picture: price across, rounds down; our circles and their diamonds close in on each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import MINUS, NOTHING, WAN, quantity
from dealdesk.web.charts.svg import (
    EMPTY,
    PHONE,
    Picture,
    Scale,
    breadth,
    brief,
    circle,
    diamond,
    drawing,
    line,
    number,
    paint,
    rect,
    shelved,
    text,
)

SHELF = 17


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the picture is drawn on: the axis runs from `left` to `width - right`, and a row's point lies at `point`.

    `margin` is room for a figure and its change beside the outermost point.
    """

    width: float
    left: float
    right: float
    row: float
    point: float
    margin: float

    @property
    def end(self) -> float:
        return self.width - self.right

    @property
    def is_narrow(self) -> bool:
        """There is no room beside the axis: the name of a round and its gap stand above its points."""
        return not self.left


# The work column at 1440 has names left of the axis and gaps right of it; a phone's card has them in a line above.
WIDE = Sheet(width=952, left=152, right=96, row=38, point=19, margin=84)
NARROW = Sheet(width=PHONE, left=0, right=0, row=58, point=40, margin=76)


@dataclass(frozen=True, kw_only=True)
class AxisRow:
    """One exchange: what we offered and what they asked, in one currency; a planned one has not happened yet."""

    title: str
    note: str = ""
    ours: Decimal | None = None
    theirs: Decimal | None = None
    planned: bool = False
    # Our figure was not agreed to inside yet, so the customer has not had it: drawn as not yet happened.
    waits: bool = False
    # For how many months of service our figure is; where it changes from one row to the next, a line says so.
    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class AxisLine:
    """A price across all rounds: `kind` is "floor", "target", "aspiration" or "authority"."""

    kind: str
    label: str
    value: Decimal


@dataclass(frozen=True)
class Frame:
    """Where things stand: the first row begins at `top`, the axis lies at `bottom`."""

    sheet: Sheet
    scale: Scale
    top: float
    bottom: float
    currency: str
    # Rows above which the length changes; each has a shelf for the words.
    turns: tuple[int, ...] = ()

    def head(self, index: int) -> float:
        return self.top + self.sheet.row * index + SHELF * sum(turn <= index for turn in self.turns)

    def y(self, index: int) -> float:
        return self.head(index) + self.sheet.point

    def written(self, amount: Decimal) -> str:
        return brief(amount, self.currency)


def negotiation_axis(
    rows: Sequence[AxisRow],
    *,
    lines: Sequence[AxisLine] = (),
    band: tuple[Decimal, Decimal] | None = None,
    unit: str = "",
    label: str = "",
    currency: str = "CNY",
    is_monthly: bool = False,
    sheet: Sheet = WIDE,
) -> Picture:
    """Yuan are printed in 万元, other currencies as they are, and prices a month to the whole unit.

    Leave a line out for readers who may not see it: nothing here hides anything."""
    values = [value for row in rows for value in (row.ours, row.theirs) if value is not None]
    if not values:
        return EMPTY
    scale = Scale([*values, *(mark.value for mark in lines), *(band or ())], sheet.left, sheet.end, sheet.margin)
    # Only yuan as such are told in 万元.
    frame = Frame(sheet, scale, 0, 0, "" if is_monthly else currency, _turns(rows))
    named = [(scale(mark.value), f"{mark.label} {frame.written(mark.value)}", f"{mark.kind}-word") for mark in lines]
    over = [name for name in named if name[2] != "authority-word"]
    above, shelves = _names(over, sheet, lambda level: -8 - SHELF * level)
    top = SHELF * shelves + 8
    frame = replace(frame, top=top, bottom=top + sheet.row * len(rows) + SHELF * len(frame.turns))
    under = [name for name in named if name[2] == "authority-word"] + _ends(band, frame)
    below, more = _names(under, sheet, lambda level: 36 + SHELF * level)
    parts = [*_ground(frame, band, unit), *_marks(lines, frame)]
    parts += [piece for index in range(len(rows)) for piece in _row(rows, index, frame)]
    parts += [piece for index in frame.turns for piece in _turn(rows, index, frame)]
    parts += _path(rows, "ours", frame) + _path(rows, "theirs", frame)
    parts += [piece for index in range(len(rows)) for piece in _points(rows, index, frame)]
    parts += [text(x, frame.top + y, words, kind=kind, anchor="middle") for x, y, words, kind in above]
    parts += [text(x, frame.bottom + y, words, kind=kind, anchor="middle") for x, y, words, kind in below]
    return drawing(
        sheet.width, frame.bottom + 24 + SHELF * more, label or f"{_sentence(rows, frame)} {unit}".rstrip(), parts
    )


def _ends(band: tuple[Decimal, Decimal] | None, frame: Frame) -> list[tuple[float, str, str]]:
    ends = zip(("P10", "P90"), band or (), strict=False)
    return [(frame.scale(value), f"{name} {frame.written(value)}", "plain") for name, value in ends]


def _names(
    named: Sequence[tuple[float, str, str]], sheet: Sheet, height: Callable[[int], float]
) -> tuple[list[tuple[float, float, str, str]], int]:
    """Where the names of lines stand, and how many shelves they take."""
    named = sorted(named)
    places = shelved([(x, words) for x, words, _kind in named], sheet.left, sheet.end)
    stand = [(x, height(level), words, kind) for (x, level), (_x, words, kind) in zip(places, named, strict=True)]
    return stand, max((level for _x, level in places), default=-1) + 1


def _marks(lines: Sequence[AxisLine], frame: Frame) -> list[str]:
    drawn = []
    for mark in lines:
        x = frame.scale(mark.value)
        top, bottom = (0, 4) if mark.kind == "authority" else (-4, 0)
        drawn.append(line(x, frame.top + top, x, frame.bottom + bottom, mark.kind, 1.5))
    return drawn


def _ground(frame: Frame, band: tuple[Decimal, Decimal] | None, unit: str) -> list[str]:
    sheet, scale, parts = frame.sheet, frame.scale, []
    if band:
        left, right = scale(band[0]), scale(band[1])
        parts.append(rect(left, frame.top, right - left, frame.bottom - frame.top, "band"))
    # The unit stands at the end of the figures; a figure it would cover gives way.
    room = sheet.width - breadth(unit) - 8
    for tick in scale.ticks(3 if sheet.is_narrow else 5):
        x, figure = scale(tick), quantity(tick / WAN if frame.currency == "CNY" else tick)
        parts.append(line(x, frame.top, x, frame.bottom, "grid"))
        if x + breadth(figure) / 2 < room:
            parts.append(text(x, frame.bottom + 18, figure, anchor="middle"))
    parts.append(line(sheet.left, frame.bottom, sheet.end, frame.bottom, "axis"))
    if unit:
        parts.append(text(sheet.width, frame.bottom + 18, unit, anchor="end"))
    return parts


def _row(rows: Sequence[AxisRow], index: int, frame: Frame) -> list[str]:
    row, sheet, y = rows[index], frame.sheet, frame.y(index)
    head, foot = frame.head(index), frame.head(index + 1)
    beside = sheet.width if sheet.is_narrow else sheet.left - 12
    parts = [rect(0, head + 1, beside, sheet.row - 2, "chosen", 4)] if row.planned else []
    parts += [line(0, foot, beside, foot, "grid")] if index < len(rows) - 1 else []
    parts += _title(row, head, y, sheet)
    if row.ours is not None and row.theirs is not None:
        stands = index == max((i for i, each in enumerate(rows) if not each.planned), default=-1)
        parts.append(line(frame.scale(row.theirs), y, frame.scale(row.ours), y, "axis"))
        words = _("gap %(amount)s") % {"amount": frame.written(row.ours - row.theirs)}
        at = head + 18 if sheet.is_narrow else y + 4
        parts.append(text(sheet.width, at, words, anchor="end", kind="strong" if stands else "plain"))
    return parts


def _turns(rows: Sequence[AxisRow]) -> tuple[int, ...]:
    """Where our figure is for another length than the last one."""
    known = [(index, row.months) for index, row in enumerate(rows) if row.months is not None]
    return tuple(index for (_, before), (index, now) in pairwise(known) if before != now)


def _turn(rows: Sequence[AxisRow], index: int, frame: Frame) -> list[str]:
    """A dashed line across, with the lengths before and after it."""
    before = next(row.months for row in reversed(rows[:index]) if row.months is not None)
    words = _("term %(before)s → %(after)s months") % {"before": before, "after": rows[index].months}
    y, left = frame.head(index) - SHELF / 2, 0 if frame.sheet.is_narrow else 8
    return [
        line(left + breadth(words) + 8, y, frame.sheet.width, y, "turn"),
        text(left, y + 4, words, kind="strong"),
    ]


def _title(row: AxisRow, head: float, y: float, sheet: Sheet) -> list[str]:
    if sheet.is_narrow:
        return [text(0, head + 18, row.title, kind="strong", after=row.note)]
    return [text(8, y - (2 if row.note else -4), row.title, kind="strong"), text(8, y + 13, row.note)]


def _path(rows: Sequence[AxisRow], side: str, frame: Frame) -> list[str]:
    """From one figure to the next of the same side; the step to one that has not happened is dashed."""
    found = [(i, row, getattr(row, side)) for i, row in enumerate(rows) if getattr(row, side) is not None]
    return [
        f'<path d="M{number(frame.scale(a))} {number(frame.y(i))}L{number(frame.scale(b))} {number(frame.y(j))}" '
        f'fill="none" stroke-width="1.6" {paint(side + (" planned" if _ahead(later, side) else ""))}/>'
        for (i, _row_, a), (j, later, b) in pairwise(found)
    ]


def _ahead(row: AxisRow, side: str) -> bool:
    return row.planned or (row.waits and side == "ours")


def _points(rows: Sequence[AxisRow], index: int, frame: Frame) -> list[str]:
    row, y, parts = rows[index], frame.y(index), []
    # A figure is written outside of the pair, where nothing can cross it.
    swapped = row.ours is not None and row.theirs is not None and row.ours < row.theirs
    if row.theirs is not None:
        kind = "hollow theirs" if row.planned else "fill-theirs theirs"
        parts += [diamond(frame.scale(row.theirs), y, kind), _figure(rows, index, "theirs", frame, right=swapped)]
    if row.ours is not None:
        kind = "hollow ours" if _ahead(row, "ours") else "fill-ours ours"
        parts += [circle(frame.scale(row.ours), y, kind), _figure(rows, index, "ours", frame, right=not swapped)]
    return parts


def _figure(rows: Sequence[AxisRow], index: int, side: str, frame: Frame, *, right: bool) -> str:
    value = getattr(rows[index], side)
    before = [getattr(row, side) for row in rows[:index] if getattr(row, side) is not None]
    step = value - before[-1] if before else Decimal(0)
    change = f"{'+' if step > 0 else MINUS}{frame.written(abs(step))}" if step else ""
    x = frame.scale(value) + (11 if right else -11)
    anchor = "start" if right else "end"
    return text(x, frame.y(index) + 4, frame.written(value), kind=f"word-{side} halo", anchor=anchor, after=change)


def _sentence(rows: Sequence[AxisRow], frame: Frame) -> str:
    """What has happened, round by round."""
    told = _("%(title)s: we %(ours)s, they %(theirs)s")
    return "; ".join(
        told % {"title": row.title, "ours": _said(row.ours, frame), "theirs": _said(row.theirs, frame)}
        for row in rows
        if not row.planned
    )


def _said(value: Decimal | None, frame: Frame) -> str:
    return NOTHING if value is None else frame.written(value)
