"""Columns cut into parts, one beside the other: what each month costs, from zero up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.web.charts.bars import SHARES
from dealdesk.web.charts.svg import EMPTY, PHONE, Picture, Scale, breadth, brief, drawing, line, rect, text

TALL = 168
TOP = 16
# A column is no wider than this, however few there are.
WIDEST = 44


@dataclass(frozen=True, kw_only=True)
class Stack:
    """One column: its parts from the ground up, in the order of the legend."""

    label: str
    values: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        return sum(self.values, Decimal(0))


def stacks(
    columns: Sequence[Stack], parts: Sequence[str], *, label: str = "", width: int = 640, currency: str = "CNY"
) -> Picture:
    """Amounts from zero; at most six parts are told apart. The table behind the picture has every figure."""
    if not columns or not any(column.total for column in columns):
        return EMPTY
    scale = Scale([Decimal(0), max(column.total for column in columns)], 0, TALL - TOP)
    ticks = [tick for tick in scale.ticks(4) if tick >= 0]
    left = max(breadth(brief(tick, currency)) for tick in ticks) + 10
    drawn, across = _legend(parts, width)
    top = across + TOP
    for tick in ticks:
        y = top + TALL - TOP - scale(tick)
        drawn += [line(left, y, width, y, "axis" if not tick else "grid")]
        drawn += [text(left - 8, y + 4, brief(tick, currency), anchor="end")]
    room = (width - left) / len(columns)
    thick = min(room * 0.62, WIDEST)
    every = max(1, round(28 / room))
    for i, column in enumerate(columns):
        x, level = left + room * (i + 0.5) - thick / 2, Decimal(0)
        for kind, value in zip(SHARES, column.values, strict=False):
            high = scale(level + value) - scale(level)
            if value:
                drawn.append(rect(x, top + TALL - TOP - scale(level) - high, thick, max(high, 0.5), kind))
            level += value
        if i % every == 0:
            drawn.append(text(left + room * (i + 0.5), top + TALL + 2, column.label, anchor="middle"))
    told = label or "; ".join(f"{column.label} {brief(column.total, currency)}" for column in columns)
    return drawing(width, top + TALL + 8, told, drawn)


def narrow_stacks(columns: Sequence[Stack], parts: Sequence[str], *, label: str = "", currency: str = "CNY") -> Picture:
    return stacks(columns, parts, label=label, width=PHONE, currency=currency)


def _legend(parts: Sequence[str], width: float) -> tuple[list[str], float]:
    """Each part with its hue, on as many lines as it needs, and how far down that goes."""
    drawn: list[str] = []
    x, y = 0.0, 10.0
    for kind, part in zip(SHARES, parts, strict=False):
        if x and x + breadth(part) + 14 > width:
            x, y = 0.0, y + 18
        drawn += [rect(x, y - 9, 9, 9, kind, 2), text(x + 14, y, part)]
        x += breadth(part) + 34
    return drawn, y
