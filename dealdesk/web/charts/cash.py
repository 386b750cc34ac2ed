"""Money by month: what comes in above the line, what goes out below it, and how much has come together by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from dealdesk.web.charts.svg import (
    EMPTY,
    PHONE,
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
    text,
)

TALL = 200
FOOT = 22
WIDEST = 40
# So few months have a point each.
POINTED = 24


@dataclass(frozen=True, kw_only=True)
class CashColumn:
    """One month; `spent` is None in all of them where nobody may know it."""

    label: str
    earned: Decimal
    spent: Decimal | None
    standing: Decimal


@dataclass(frozen=True, kw_only=True)
class CashWords:
    earned: str
    spent: str
    standing: str


def cash(
    columns: Sequence[CashColumn], words: CashWords, *, label: str = "", width: int = 920, currency: str = "CNY"
) -> Picture:
    """Columns from zero, and the sum as a line on the same scale. The table behind the picture has every figure."""
    if not columns:
        return EMPTY
    top = 30.0
    spans = [Decimal(0), *(one.earned for one in columns), *(one.standing for one in columns)]
    scale = Scale([*spans, *(-one.spent for one in columns if one.spent)], top + TALL, top, 4)
    ticks = scale.ticks(4 if width <= PHONE else 5)
    left = max(breadth(brief(tick, currency)) for tick in ticks) + 10
    drawn = _legend(columns, words)
    for tick in ticks:
        y = scale(tick)
        drawn += [line(left, y, width, y, "axis" if not tick else "grid")]
        drawn += [text(left - 8, y + 4, brief(tick, currency), anchor="end")]
    room = (width - left) / len(columns)
    drawn += _columns(columns, scale, left, room)
    drawn += _line([(left + room * (i + 0.5), scale(one.standing)) for i, one in enumerate(columns)])
    every = max(1, ceil((breadth(columns[0].label) + 8) / room))
    drawn += [
        text(left + room * (i + 0.5), top + TALL + 16, one.label, anchor="middle")
        for i, one in enumerate(columns)
        if i % every == 0
    ]
    return drawing(width, top + TALL + FOOT, label, drawn)


def narrow_cash(columns: Sequence[CashColumn], words: CashWords, *, label: str = "", currency: str = "CNY") -> Picture:
    return cash(columns, words, label=label, width=PHONE, currency=currency)


def _columns(columns: Sequence[CashColumn], scale: Scale, left: float, room: float) -> list[str]:
    thick = min(room * 0.62, WIDEST)
    drawn = []
    for i, one in enumerate(columns):
        x, zero = left + room * (i + 0.5) - thick / 2, scale(0)
        if one.earned:
            drawn.append(rect(x, scale(one.earned), thick, max(zero - scale(one.earned), 0.5), "c1"))
        if one.spent:
            drawn.append(rect(x, zero, thick, max(scale(-one.spent) - zero, 0.5), "c2"))
    return drawn


def _line(points: Sequence[tuple[float, float]]) -> list[str]:
    path = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    drawn = [f'<path d="M{path}" fill="none" stroke-width="2" stroke-linejoin="round" {paint("black")}/>']
    if len(points) <= POINTED:
        drawn += [circle(x, y, "black hollow", 3) for x, y in points]
    return drawn


def _legend(columns: Sequence[CashColumn], words: CashWords) -> list[str]:
    drawn = [rect(0, 1, 9, 9, "c1", 2), text(14, 10, words.earned)]
    x = breadth(words.earned) + 34
    if any(one.spent is not None for one in columns):
        drawn += [rect(x, 1, 9, 9, "c2", 2), text(x + 14, 10, words.spent)]
        x += breadth(words.spent) + 34
    return [*drawn, line(x, 6, x + 16, 6, "black", 2), text(x + 22, 10, words.standing)]
