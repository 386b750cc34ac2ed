"""Day by day over many months: one stroke a day, with the lines that matter named at the right."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from dealdesk.kernel.formats import quantity
from dealdesk.web.charts.curve import APART, Level
from dealdesk.web.charts.svg import EMPTY, PHONE, Picture, Scale, breadth, drawing, line, number, paint, text

FOOT, HEAD = 26, 18
# Months are named as far apart as this, in pixels.
ROOM = 46


def daily(
    days: Sequence[Decimal],
    *,
    first: date,
    levels: Sequence[Level] = (),
    label: str = "",
    width: float = 952,
    height: float = 220,
) -> Picture:
    """One value a day from `first` on. On a phone the names stand above their lines."""
    if not days:
        return EMPTY
    highest = max([*days, *(level.value for level in levels), Decimal(1)])
    narrow = width <= PHONE
    beside = max((breadth(f"{level.label} {level.words}") for level in levels), default=0) + 12
    left = 0 if narrow else breadth(quantity(highest.quantize(Decimal(1)))) + 12
    right, bottom = width if narrow else width - beside, height - FOOT
    scale = Scale([Decimal(0), highest], bottom, HEAD)
    wide = (right - left) / len(days)
    parts = list(_ground(scale, left, right, narrow=narrow))
    parts += _months(first, len(days), left, wide, bottom)
    strokes = "".join(
        f"M{number(left + wide * (day + 0.5))} {number(bottom)}V{number(scale(value))}"
        for day, value in enumerate(days)
        if value
    )
    parts.append(f'<path d="{strokes}" stroke-width="{number(max(wide * 0.7, 0.6))}" {paint("ours")}/>')
    parts += _levels(levels, scale, left, right, width, narrow=narrow)
    return drawing(width, height, label or "; ".join(f"{level.label} {level.words}" for level in levels), parts)


def _ground(scale: Scale, left: float, right: float, *, narrow: bool) -> Iterator[str]:
    for tick in scale.ticks(3 if narrow else 5):
        y = scale(tick)
        yield line(left, y, right, y, "axis" if not tick else "grid")
        if not narrow:
            yield text(left - 8, y + 4, quantity(tick), anchor="end")


def _months(first: date, days: int, left: float, wide: float, bottom: float) -> Iterator[str]:
    """The name of a month under its first day, and the year with January; none so near that they touch."""
    last = left - ROOM
    for number_ in range(days):
        today = first + timedelta(days=number_)
        x = left + wide * number_
        if today.day == 1 and x >= last + ROOM:
            yield line(x, bottom, x, bottom + 4, "axis")
            yield text(x, bottom + 18, f"{today:%Y-%m}" if today.month == 1 or last < left else f"{today:%m}")
            last = x


def _levels(
    levels: Sequence[Level], scale: Scale, left: float, right: float, width: float, *, narrow: bool
) -> Iterator[str]:
    taken = HEAD - APART
    for level in sorted(levels, key=lambda level: -level.value):
        y = scale(level.value)
        yield line(left, y, right, y, level.kind, 1.5)
        at = max(y - 5 if narrow else y + 4, taken + APART)
        if narrow:
            yield text(width, at, f"{level.label} {level.words}", kind="strong halo", anchor="end")
        else:
            yield text(right + 8, at, level.label, kind="strong", after=level.words)
        taken = at
