"""Bars: what was conceded, how list became offer, what stands in each stage, and parts of a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dealdesk.kernel.formats import MINUS, wan
from dealdesk.web.charts.svg import breadth, drawing, line, rect, text

ROW = 28


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: an amount in yuan, a note at its right; `part` of it is drawn darker (a weighted share)."""

    label: str
    value: Decimal
    note: str = ""
    part: Decimal | None = None
    kind: str = "c1"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a waterfall: a total stands on the ground, a change hangs from the one before."""

    label: str
    value: Decimal
    is_total: bool = False


def bars(rows: Sequence[Bar], *, label: str, width: int = 560, note_width: int = 150) -> SafeString:
    """Horizontal bars from zero, figures in 万元 at their ends."""
    if not rows:
        return SafeString("")
    left = max(breadth(row.label) for row in rows) + 16
    most = max((row.value for row in rows), default=Decimal(0)) or Decimal(1)
    room = width - left - note_width - 64
    parts = []
    for i, row in enumerate(rows):
        y = i * ROW + 4
        length = float(row.value / most) * room
        parts.append(text(0, y + 14, row.label))
        parts.append(rect(left, y, length, 18, "c5" if row.part is not None else row.kind))
        if row.part is not None:
            parts.append(rect(left, y, float(row.part / most) * room, 18, "c1"))
        parts.append(text(left + length + 8, y + 14, wan(row.value), kind="strong"))
        parts.append(text(width - 2, y + 14, row.note, anchor="end"))
    return drawing(width, len(rows) * ROW + 4, label, parts)


def concession_bars(rows: Sequence[Bar], *, label: str = "") -> SafeString:
    """Each step we gave, so that a growing or shrinking pattern is seen before it is read."""
    return bars(rows, label=label or "; ".join(f"{row.label} {wan(row.value)}" for row in rows))


def stage_bars(rows: Sequence[Bar], *, label: str = "") -> SafeString:
    return bars(rows, label=label or "; ".join(f"{row.label} {wan(row.value)}" for row in rows), width=820)


def waterfall(
    steps: Sequence[Step], *, floor: Decimal | None = None, authority: Decimal | None = None, label: str = ""
) -> SafeString:
    """From list price to today's offer. The axis is cut near the smallest figure, and the cut is drawn."""
    if not steps:
        return SafeString("")
    ends = _ends(steps)
    figures = [value for pair in ends for value in pair if value] + [mark for mark in (floor, authority) if mark]
    low, high = min(figures), max(figures)
    base = max(Decimal(0), low - (high - low) * Decimal("0.35")) if high > low else Decimal(0)
    left, width, top = max(breadth(step.label) for step in steps) + 14, 340, 30
    room = width - left - 66

    def x(value: Decimal) -> float:
        return left + float((value - base) / ((high - base) or 1)) * room

    parts = _lines(floor, authority, x, top + len(steps) * ROW, width)
    for i, (step, (start, end)) in enumerate(zip(steps, ends, strict=True)):
        y = top + i * ROW
        a, b = (left, x(end)) if step.is_total else (x(min(start, end)), x(max(start, end)))
        parts.append(text(0, y + 13, step.label, kind="strong" if step.is_total else ""))
        parts.append(rect(a, y, max(b - a, 1.5), 17, "c1" if step.is_total else "c2" if i > 1 else "c3"))
        if step.is_total and base:
            parts.append(f'<path d="M{left + 10:.0f} {y - 2}l-6 21h5l6-21z" {_cut()}/>')
        words = wan(step.value) if step.is_total else f"{MINUS if step.value < 0 else '+'}{wan(abs(step.value))}"
        parts.append(text(width - 2, y + 13, words, anchor="end", kind="strong" if step.is_total else ""))
    sentence = label or "; ".join(f"{step.label} {wan(step.value)}" for step in steps)
    return drawing(width, top + len(steps) * ROW + 4, sentence, parts)


def _cut() -> str:
    return 'class="hollow" fill="#ffffff"'


def _ends(steps: Sequence[Step]) -> list[tuple[Decimal, Decimal]]:
    level, ends = Decimal(0), []
    for step in steps:
        start = Decimal(0) if step.is_total else level
        level = step.value if step.is_total else level + step.value
        ends.append((start, level))
    return ends


def _lines(floor: Decimal | None, authority: Decimal | None, x: object, bottom: float, width: float) -> list[str]:
    parts = []
    for kind, name, value, anchor in (("floor", _("Floor"), floor, "end"), ("authority", _("Authority"), authority, "start")):
        if value is None or not callable(x):
            continue
        at = x(value)
        parts += [line(at, 20, at, bottom, kind, 1.4)]
        near = min(max(at, 40), width - 60)
        parts += [text(near, 14, f"{name} {wan(value)}", kind=f"{kind}-word", anchor=anchor)]
    return parts


def share_bar(parts_of: Sequence[Bar], *, label: str = "", width: int = 640) -> SafeString:
    """One bar cut into shares, with a legend that names each and its percentage."""
    whole = sum((part.value for part in parts_of), Decimal(0))
    if not whole:
        return SafeString("")
    parts, x, legend = [], 0.0, 0.0
    for i, part in enumerate(parts_of):
        kind = f"c{i % 6 + 1}"
        length = float(part.value / whole) * width
        parts.append(rect(x, 0, max(length - 1, 0.5), 16, kind))
        words = f"{part.label} {part.value / whole * 100:.1f}%"
        parts += [rect(legend, 27, 8, 8, kind), text(legend + 13, 35, words)]
        x, legend = x + length, legend + breadth(words) + 32
    sentence = label or "; ".join(f"{part.label} {part.value / whole * 100:.1f}%" for part in parts_of)
    return drawing(width, 42, sentence, parts)
