"""Use over a month as a curve, hour by hour, with the lines that forms of billing draw through it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dealdesk.kernel.formats import quantity
from dealdesk.web.charts.svg import EMPTY, PHONE, Picture, Scale, breadth, drawing, line, number, paint, rect, text

# A line beyond so many times the highest point would press the curve flat: it stands at the upper edge instead.
TALLEST = Decimal("1.6")
APART = 16.0
FOOT = 26


@dataclass(frozen=True, kw_only=True)
class Level:
    """A billed quantity as a line across: `kind` is how it is drawn."""

    label: str
    value: Decimal
    kind: str = "axis"
    unit: str = ""

    @property
    def words(self) -> str:
        return f"{quantity(self.value.quantize(Decimal(1)))} {self.unit}".rstrip()


@dataclass(frozen=True)
class Frame:
    """The curve runs from `left` to `right` and from `top` down to `bottom`."""

    left: float
    right: float
    top: float
    bottom: float
    hours: int
    scale: Scale

    def x(self, hour: float) -> float:
        return self.left + (self.right - self.left) * hour / max(self.hours - 1, 1)

    def y(self, value: Decimal) -> float:
        return max(self.top, self.scale(value))


def curve(
    hours: Sequence[Decimal],
    *,
    first: date,
    levels: Sequence[Level] = (),
    shaded: Collection[date] = (),
    label: str = "",
    width: float = 952,
    height: float = 300,
) -> Picture:
    """One value an hour from midnight of the first day on; days off are shaded, lines named at the right.

    On a phone the names stand above their lines.
    """
    if not hours:
        return EMPTY
    highest = max(max(hours), Decimal(1))
    top = max([highest, *(level.value for level in levels if level.value <= highest * TALLEST)])
    beside = max((breadth(f"{level.label} {level.words}") for level in levels), default=0) + 12
    is_narrow = width <= PHONE
    frame = Frame(
        left=0 if is_narrow else breadth(quantity(top.quantize(Decimal(1)))) + 12,
        right=width if is_narrow else width - beside,
        top=18,
        bottom=height - FOOT,
        hours=len(hours),
        scale=Scale([Decimal(0), top], height - FOOT, 26),
    )
    parts = [*_shades(frame, first, shaded), *_ground(frame, first, is_narrow), _area(frame, hours)]
    parts += _levels(frame, levels, width, is_narrow)
    return drawing(width, height, label or "; ".join(f"{level.label} {level.words}" for level in levels), parts)


def _shades(frame: Frame, first: date, shaded: Collection[date]) -> list[str]:
    days = -(-frame.hours // 24)
    wide = (frame.right - frame.left) / days
    return [
        rect(frame.left + wide * number_, frame.top, wide, frame.bottom - frame.top, "band")
        for number_ in range(days)
        if first + timedelta(days=number_) in shaded
    ]


def _ground(frame: Frame, first: date, is_narrow: bool) -> list[str]:
    parts = []
    for tick in frame.scale.ticks(3 if is_narrow else 6):
        y = frame.scale(tick)
        parts.append(line(frame.left, y, frame.right, y, "axis" if not tick else "grid"))
        if not is_narrow:
            parts.append(text(frame.left - 8, y + 4, quantity(tick), anchor="end"))
    days = -(-frame.hours // 24)
    for day in range(0, days, 7 if is_narrow else 2):
        x = frame.left + (frame.right - frame.left) * (day + 0.5) / days
        parts.append(text(x, frame.bottom + 18, (first + timedelta(days=day)).day, anchor="middle"))
    return parts


def _area(frame: Frame, hours: Sequence[Decimal]) -> str:
    points = [f"{number(frame.x(hour))} {number(frame.y(value))}" for hour, value in enumerate(hours)]
    foot = number(frame.bottom)
    area = f"M{number(frame.left)} {foot}L{'L'.join(points)}L{number(frame.right)} {foot}Z"
    return (
        f'<path d="{area}" {paint("area")}/>'
        f'<path d="M{"L".join(points)}" fill="none" stroke-width="1.2" stroke-linejoin="round" {paint("ours")}/>'
    )


def _levels(frame: Frame, levels: Sequence[Level], width: float, is_narrow: bool) -> list[str]:
    """Names keep their distance from each other, each as near to its line as it may."""
    parts, taken = [], frame.top - APART
    for level in sorted(levels, key=lambda level: -level.value):
        y = frame.y(level.value)
        parts.append(line(frame.left, y, frame.right, y, level.kind, 1.5))
        above = level.value > 0 and frame.scale(level.value) < frame.top - 0.05
        words = f"{level.label} ↑" if above else level.label
        if is_narrow:
            at = max(y - 5, taken + APART)
            parts.append(text(width, at, f"{words} {level.words}", kind="strong halo", anchor="end"))
        else:
            at = max(y + 4, taken + APART)
            parts.append(text(frame.right + 8, at, words, kind="strong", after=level.words))
        taken = at
    return parts
