"""How far a total has come towards the bounds above it: what is there, and what is planned, from nothing on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.web.charts.svg import EMPTY, Picture, breadth, cut, drawing, line, rect, text

ROW, THICK, GAP = 76, 14, 20
# Beyond the last bound a total is drawn to here.
ROOM = Decimal("1.12")


@dataclass(frozen=True, kw_only=True)
class Bound:
    value: Decimal
    words: str


@dataclass(frozen=True, kw_only=True)
class Meter:
    """`words` say the total; `done` is solid, what is `planned` on top of it pale."""

    label: str
    words: str
    done: Decimal
    planned: Decimal
    bounds: tuple[Bound, ...]

    @property
    def end(self) -> Decimal:
        return max([self.done + self.planned, *(bound.value for bound in self.bounds)]) * ROOM


def meters(rows: Sequence[Meter], *, width: float) -> Picture:
    """A row each, on a scale of its own: name and total above, the bounds as strokes with their words below."""
    if not rows:
        return EMPTY
    parts = [part for i, row in enumerate(rows) for part in _row(row, i * ROW, width)]
    told = "; ".join(
        f"{row.label} {row.words}: " + ", ".join(f"{bound.words} {bound.value:,f}" for bound in row.bounds)
        for row in rows
    )
    return drawing(width, len(rows) * ROW - GAP / 2, told, parts)


def _row(row: Meter, top: float, width: float) -> list[str]:
    def x(value: Decimal) -> float:
        return float(value / row.end) * width

    y = top + GAP
    parts = [
        text(0, top + 12, cut(row.label, width - breadth(row.words) - 12), kind="strong"),
        text(width, top + 12, row.words, anchor="end"),
        rect(0, y, width, THICK, "rest", 2),
        rect(0, y, x(row.done), THICK, "c1"),
        rect(x(row.done), y, x(row.planned), THICK, "c5"),
    ]
    for bound in row.bounds:
        at, room = x(bound.value), breadth(bound.words) / 2
        parts.append(line(max(at, 1), y - 3, max(at, 1), y + THICK + 3, "floor", 2))
        parts.append(text(min(max(at, room), width - room), y + THICK + 16, bound.words, anchor="middle"))
    return parts
