"""What grows by a sum a day until it meets its cap, and the bounds it passes on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

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
    shelved,
    text,
)

HIGH, HEAD, FOOT = 200, 34, 26
# Beyond the last day that is named the line runs on for a fifth.
ON = Decimal("1.2")


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A bound across, and the day on which it is met: `words` name both, `kind` is how it is drawn."""

    amount: Decimal
    day: int
    words: str
    kind: str


def accrual(
    daily: Decimal, cap: Decimal | None, passed: Sequence[Passed], *, label: str, width: float, currency: str = "CNY"
) -> Picture:
    """Nothing is drawn of a sum that grows by nothing. Without a cap the line goes on growing."""
    if daily <= 0:
        return EMPTY
    days = max([30, *(one.day for one in passed)]) * ON
    top = min(daily * days, cap) if cap is not None else daily * days
    scale = Scale([Decimal(0), *(one.amount for one in passed), top], HEAD + HIGH, HEAD)
    ticks = scale.ticks(4)
    left = max(breadth(brief(tick, currency)) for tick in ticks) + 10

    def x(day: Decimal | int) -> float:
        return left + float(Decimal(day) / days) * (width - left - 4)

    parts = []
    for tick in ticks:
        y = scale(tick)
        parts.append(line(left, y, width, y, "grid" if tick else "axis"))
        parts.append(text(left - 6, y + 4, brief(tick, currency), anchor="end"))
    knee = min(cap / daily, days) if cap is not None else days
    points = [(Decimal(0), Decimal(0)), (knee, daily * knee), (days, top)]
    path = "L".join(f"{number(x(day))} {number(scale(amount))}" for day, amount in points)
    parts.append(f'<path d="M{path}" fill="none" stroke-width="2" {paint("ours")}/>')
    for one in passed:
        parts.append(line(left, scale(one.amount), width, scale(one.amount), one.kind, 1.4))
        parts.append(line(x(one.day), scale(one.amount), x(one.day), HEAD + HIGH, "authority"))
        parts.append(circle(x(one.day), scale(one.amount), "fill-ours", 4))
    places = shelved([(x(one.day), one.words) for one in passed], left, width)
    for (middle, shelf), one in zip(places, sorted(passed, key=lambda one: (x(one.day), one.words)), strict=True):
        parts.append(text(middle, 12 + shelf * 15, one.words, kind="strong halo", anchor="middle"))
    parts.append(text(left, HEAD + HIGH + 18, "0"))
    parts.append(text(width, HEAD + HIGH + 18, int(days), anchor="end"))
    return drawing(width, HEAD + HIGH + FOOT, label, parts)
