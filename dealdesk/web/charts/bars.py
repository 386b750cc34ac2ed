"""Bars: what was conceded, how list became offer, what stands in each stage, and parts of a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from dealdesk.kernel.formats import MINUS, money
from dealdesk.web.charts.svg import (
    EMPTY,
    PHONE,
    Picture,
    breadth,
    brief,
    cut,
    drawing,
    line,
    number,
    paint,
    rect,
    shelved,
    text,
)

ROW, THICK = 28, 15
# Notes take no more than this part of the width; the table behind the picture has them whole.
NOTES = 0.42
# The second hue belongs to the other side of the table: parts of our own come in the other five first.
SHARES = ("c1", "c3", "c4", "c6", "c5", "c2")


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: an amount and notes in columns at its right; `part` of it is drawn darker (a weighted share)."""

    label: str
    value: Decimal
    note: str | tuple[str, ...] = ""
    part: Decimal | None = None
    kind: str = "c1"

    @property
    def notes(self) -> tuple[str, ...]:
        return self.note if isinstance(self.note, tuple) else (self.note,)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a waterfall: a total stands on the ground, a change hangs from the one before; `kind` is its hue."""

    label: str
    value: Decimal
    is_total: bool = False
    kind: str = ""


def bars(rows: Sequence[Bar], *, label: str = "", width: int = 560, currency: str = "CNY") -> Picture:
    """Horizontal bars from zero, figures at their ends: yuan in 万元, other currencies as they are."""
    if not rows:
        return EMPTY
    left = max(breadth(row.label) for row in rows) + 20
    notes = [[cut(note, width * NOTES / len(row.notes)) for note in row.notes] for row in rows]
    columns = [max(map(breadth, column)) + 20 for column in zip(*notes, strict=True)]
    most = max(max(row.value, row.part or 0) for row in rows) or Decimal(1)
    room = width - left - sum(columns) - max(breadth(brief(row.value, currency)) for row in rows) - 12
    parts = []
    for i, row in enumerate(rows):
        y, length = i * ROW + 4, float(row.value / most) * room
        parts += [
            text(0, y + 12, row.label),
            rect(left, y, length, THICK, "c5" if row.part is not None else row.kind),
            text(left + length + 8, y + 12, brief(row.value, currency), kind="strong"),
        ]
        if row.part is not None:
            parts.append(rect(left, y, float(row.part / most) * room, THICK, "c1"))
        ends = [width - sum(columns[j + 1 :]) for j in range(len(columns))]
        parts += [text(end, y + 12, note, anchor="end") for end, note in zip(ends, notes[i], strict=True) if note]
    return drawing(width, len(rows) * ROW - 4, label or _told(rows, currency), parts)


def concession_bars(rows: Sequence[Bar], *, label: str = "", width: int = PHONE, currency: str = "CNY") -> Picture:
    """Each step we gave, so that a growing or shrinking pattern shows before it is read; as wide as a phone's card."""
    return bars(rows, label=label, width=width, currency=currency)


def stage_bars(rows: Sequence[Bar], *, label: str = "", width: int = 952, currency: str = "CNY") -> Picture:
    """As wide as the work column at 1440."""
    return bars(rows, label=label, width=width, currency=currency)


@dataclass(frozen=True)
class Fall:
    """A waterfall's measures: where its steps end, and the pixels of an amount on an axis that may be cut."""

    base: Decimal
    high: Decimal
    left: float
    right: float

    def __call__(self, value: Decimal) -> float:
        return self.left + float((value - self.base) / ((self.high - self.base) or 1)) * (self.right - self.left)


def waterfall(
    steps: Sequence[Step],
    *,
    floor: Decimal | None = None,
    authority: Decimal | None = None,
    label: str = "",
    width: int = 288,
    currency: str = "CNY",
) -> Picture:
    """From list price to today's offer, as wide as the rail. An axis that does not begin at zero shows its cut."""
    if not steps:
        return EMPTY
    ends = _ends(steps)
    marks = [(kind, name, value) for kind, name, value in _marked(floor, authority) if value is not None]
    figures = [value for pair in ends for value in pair if value] + [value for _kind, _name, value in marks]
    low, high = min(figures, default=Decimal(0)), max(figures, default=Decimal(1))
    cut = max(Decimal(0), low - (high - low) * Decimal("0.4")) if high > low else Decimal(0)
    # Below zero nothing is cut off: what is lost is seen from zero down.
    base = min(low, Decimal(0)) if low < 0 else cut
    left = max(breadth(step.label) for step in steps) + 14
    fall = Fall(base, high, left, width - max(breadth(_figure(step, currency)) for step in steps) - 12)
    places = shelved([(fall(value), f"{name} {brief(value, currency)}") for _kind, name, value in marks], left, width)
    top = 17.0 * (max((level for _x, level in places), default=-1) + 1) + 5
    parts = _steps(steps, ends, fall, top, width, currency)
    if fall.base < 0:
        parts.insert(0, line(fall(Decimal(0)), top - 4, fall(Decimal(0)), top + ROW * len(steps) - 6, "axis"))
    for (kind, name, value), (x, level) in zip(sorted(marks, key=lambda mark: mark[2]), places, strict=True):
        parts.append(line(fall(value), top - 4, fall(value), top + ROW * len(steps) - 6, kind, 1.4))
        parts.append(
            text(x, top - 9 - 17 * level, f"{name} {brief(value, currency)}", kind=f"{kind}-word", anchor="middle")
        )
    sentence = label or "; ".join(f"{step.label} {_figure(step, currency)}" for step in steps)
    return drawing(width, top + len(steps) * ROW - 6, sentence, parts)


def _marked(floor: Decimal | None, authority: Decimal | None) -> tuple[tuple[str, str, Decimal | None], ...]:
    return ("floor", _("Floor"), floor), ("authority", _("Authority"), authority)


def _ends(steps: Sequence[Step]) -> list[tuple[Decimal, Decimal]]:
    """Where each step begins and where it leads."""
    level, ends = Decimal(0), []
    for step in steps:
        start = Decimal(0) if step.is_total else level
        level = step.value if step.is_total else level + step.value
        ends.append((start, level))
    return ends


def _steps(
    steps: Sequence[Step],
    ends: Sequence[tuple[Decimal, Decimal]],
    fall: Fall,
    top: float,
    width: float,
    currency: str,
) -> list[str]:
    parts = [
        line(fall(end), top + ROW * i + THICK, fall(end), top + ROW * (i + 1), "axis")
        for i, ((_start, end), _next) in enumerate(pairwise(ends))
    ]
    for i, (step, (start, end)) in enumerate(zip(steps, ends, strict=True)):
        y, strong = top + i * ROW, "strong" if step.is_total else "plain"
        ground = fall(max(fall.base, Decimal(0))) if step.is_total else fall(start)
        a, b = sorted((ground, fall(end)))
        # The bundle is the first change; what follows was conceded at the table.
        hue = step.kind or ("c1" if step.is_total else "c3" if i == 1 else "c2")
        parts.append(rect(a, y, max(b - a, 2), THICK, hue))
        if step.is_total and fall.base > 0:
            path = f"M{number(fall.left + 8)} {number(y - 2)}l5 {THICK + 4}"
            parts.append(f'<path d="{path}" fill="none" stroke-width="3" {paint("cut")}/>')
        parts.append(text(0, y + 12, step.label, kind=strong))
        parts.append(text(width, y + 12, _figure(step, currency), anchor="end", kind=strong))
    return parts


def _figure(step: Step, currency: str) -> str:
    sign = "" if step.is_total else MINUS if step.value < 0 else "+"
    return f"{sign}{brief(step.value if step.is_total else abs(step.value), currency)}"


def share_bar(parts_of: Sequence[Bar], *, label: str = "", width: int = 640) -> Picture:
    """One bar cut into shares, with a legend that names each and its percentage, on as many lines as it needs."""
    whole = sum((part.value for part in parts_of), Decimal(0))
    if not whole:
        return EMPTY
    parts, x, across, y = [], 0.0, 0.0, 34.0
    shares = [f"{part.label} {money(part.value / whole * 100, 1)}%" for part in parts_of]
    for i, (part, words) in enumerate(zip(parts_of, shares, strict=True)):
        kind, length = SHARES[i % len(SHARES)], float(part.value / whole) * width
        parts.append(rect(x, 0, max(length - 1, 0.5), 16, kind))
        if across and across + breadth(words) + 13 > width:
            across, y = 0.0, y + 18
        parts += [rect(across, y - 9, 9, 9, kind, 2), text(across + 14, y, words)]
        x, across = x + length, across + breadth(words) + 34
    return drawing(width, y + 6, label or "; ".join(shares), parts)


def _told(rows: Sequence[Bar], currency: str) -> str:
    return "; ".join(f"{row.label} {brief(row.value, currency)}" for row in rows)
