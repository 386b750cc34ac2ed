"""The negotiation as a picture: price across, rounds down; our circles and their diamonds close in on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dealdesk.kernel.formats import MINUS, wan
from dealdesk.web.charts.svg import Scale, breadth, circle, diamond, drawing, line, number, paint, rect, text

WIDTH, LEFT, RIGHT, TOP, ROW = 880, 130, 110, 52, 40


@dataclass(frozen=True, kw_only=True)
class AxisRow:
    """One exchange: what we offered and what they asked, in yuan; a planned one has not happened yet."""

    title: str
    note: str = ""
    ours: Decimal | None = None
    theirs: Decimal | None = None
    planned: bool = False


@dataclass(frozen=True, kw_only=True)
class AxisLine:
    """A price across all rounds: `kind` is "floor", "target" or "authority"."""

    kind: str
    label: str
    value: Decimal


def negotiation_axis(
    rows: Sequence[AxisRow],
    *,
    lines: Sequence[AxisLine] = (),
    band: tuple[Decimal, Decimal] | None = None,
    unit: str = "",
    label: str = "",
) -> SafeString:
    """Amounts are printed in 万元. Leave a line out for readers who may not see it: nothing here hides anything."""
    values = [value for row in rows for value in (row.ours, row.theirs) if value is not None]
    values += [mark.value for mark in lines] + list(band or ())
    if not values:
        return SafeString("")
    height = TOP + ROW * len(rows) + 42
    scale = Scale(values, LEFT, WIDTH - RIGHT)
    parts = [*_ground(scale, height, band, unit), *_marks(lines, scale, height)]
    parts += [piece for i, row in enumerate(rows) for piece in _row(row, i, scale)]
    parts += _path(rows, "ours", scale) + _path(rows, "theirs", scale)
    parts += [piece for i, row in enumerate(rows) for piece in _points(rows, row, i, scale)]
    return drawing(WIDTH, height, label or _sentence(rows), parts)


def _y(index: int) -> float:
    return TOP + ROW * index + ROW / 2


def _ground(scale: Scale, height: float, band: tuple[Decimal, Decimal] | None, unit: str) -> list[str]:
    bottom = height - 36
    parts = []
    if band:
        parts.append(rect(scale(band[0]), TOP - 8, scale(band[1]) - scale(band[0]), bottom - TOP + 8, "band"))
    for tick in scale.ticks():
        x = scale(tick)
        parts += [line(x, TOP - 8, x, bottom, "grid"), text(x, bottom + 18, wan(Decimal(tick), 0), anchor="middle")]
    parts.append(line(LEFT, bottom, WIDTH - RIGHT, bottom, "axis"))
    if unit:
        parts.append(text(WIDTH - 4, bottom + 18, unit, anchor="end"))
    return parts


def _marks(lines: Sequence[AxisLine], scale: Scale, height: float) -> list[str]:
    """Names of lines that stand close together are written one above the other."""
    parts, last = [], -1e9
    level = 0
    for mark in sorted(lines, key=lambda mark: mark.value):
        x = scale(mark.value)
        words = f"{mark.label} {wan(mark.value)}"
        level = 1 - level if x - last < breadth(words) + 8 else 0
        last = x
        parts.append(line(x, TOP - 10, x, height - 36, mark.kind, 1.6))
        parts.append(text(x, TOP - 16 - 16 * level, words, kind=f"{mark.kind}-word", anchor="middle"))
    return parts


def _row(row: AxisRow, index: int, scale: Scale) -> list[str]:
    y = _y(index)
    parts = [text(4, y, row.title, kind="strong"), text(4, y + 15, row.note)]
    if row.ours is not None and row.theirs is not None:
        parts.insert(0, line(scale(row.theirs), y, scale(row.ours), y, "grid", 2))
        parts.append(text(WIDTH - 4, y + 4, _("gap %(amount)s") % {"amount": wan(row.ours - row.theirs)}, anchor="end", kind="strong"))
    return parts


def _path(rows: Sequence[AxisRow], side: str, scale: Scale) -> list[str]:
    """From one figure to the next of the same side; the step to one that has not happened is dashed."""
    found = [(i, row, getattr(row, side)) for i, row in enumerate(rows) if getattr(row, side) is not None]
    return [
        f'<path d="M{number(scale(a))} {number(_y(i))}L{number(scale(b))} {number(_y(j))}" fill="none" '
        f'stroke-width="1.6" '
        f"{paint(side + (' planned' if later.planned else ''))}/>"
        for (i, _, a), (j, later, b) in pairwise(found)
    ]


def _points(rows: Sequence[AxisRow], row: AxisRow, index: int, scale: Scale) -> list[str]:
    y, parts = _y(index), []
    # A figure is written outside of the pair, where nothing can cross it.
    swapped = row.ours is not None and row.theirs is not None and row.ours < row.theirs
    if row.theirs is not None:
        kind = "theirs hollow" if row.planned else "fill-theirs theirs"
        parts.append(diamond(scale(row.theirs), y, kind))
        parts.append(_figure(rows, index, "theirs", scale, right=swapped))
    if row.ours is not None:
        kind = "ours hollow" if row.planned else "fill-ours ours"
        parts.append(circle(scale(row.ours), y, kind))
        parts.append(_figure(rows, index, "ours", scale, right=not swapped))
    return parts


def _figure(rows: Sequence[AxisRow], index: int, side: str, scale: Scale, *, right: bool) -> str:
    value = getattr(rows[index], side)
    before = [getattr(row, side) for row in rows[:index] if getattr(row, side) is not None]
    words = wan(value)
    if before and before[-1] != value:
        step = value - before[-1]
        words += f" {'+' if step > 0 else MINUS}{wan(abs(step))}"
    x = scale(value) + (11 if right else -11)
    return text(x, _y(index) + 4, words, kind=f"fill-{side} halo", anchor="start" if right else "end")


def _sentence(rows: Sequence[AxisRow]) -> str:
    told = _("%(title)s: we %(ours)s, they %(theirs)s")
    return "; ".join(
        told % {"title": row.title, "ours": wan(row.ours), "theirs": wan(row.theirs)} for row in rows if not row.planned
    )
