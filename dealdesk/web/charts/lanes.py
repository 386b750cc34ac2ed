"""Single cases on one scale, in a lane for each way they ended: a dot is a case."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.web.charts.svg import EMPTY, Picture, Scale, breadth, circle, drawing, line, number, text

DOT = 4
LANE, FOOT = 64, 26
# Dots at one place stand one above the other, no higher than the lane; beyond that they cover each other.
HIGHEST = LANE // (2 * DOT + 1)
KINDS = ("fill-ours", "fill-theirs")


@dataclass(frozen=True, kw_only=True)
class Dot:
    lane: int
    value: Decimal


def lanes(
    names: Sequence[str],
    dots: Sequence[Dot],
    *,
    write: Callable[[Decimal], str],
    label: str,
    width: float = 560,
) -> Picture:
    """`write` says a value on the axis. A lane without dots stands empty; nothing where there are none at all."""
    if not dots:
        return EMPTY
    left = max(map(breadth, names)) + 16
    scale = Scale([Decimal(0), *(dot.value for dot in dots)], left, width, 14)
    bottom = LANE * len(names)
    parts = [line(scale(tick), 4, scale(tick), bottom, "grid") for tick in scale.ticks()]
    for place, name in enumerate(names):
        ground = LANE * (place + 1) - 8
        parts += [text(0, ground, name, kind="strong"), line(left, ground + 4, width, ground + 4, "axis")]
    parts += _stood(dots, scale)
    parts += [text(scale(tick), bottom + 16, write(tick), anchor="middle") for tick in scale.ticks()]
    return drawing(width, bottom + FOOT, label, parts)


def _stood(dots: Sequence[Dot], scale: Scale) -> list[str]:
    taken: Counter[tuple[int, str]] = Counter()
    parts = []
    for dot in sorted(dots, key=lambda one: (one.lane, one.value)):
        x = round(scale(dot.value) / (2 * DOT)) * 2 * DOT
        height = min(taken[dot.lane, number(x)], HIGHEST - 1)
        taken[dot.lane, number(x)] += 1
        y = LANE * (dot.lane + 1) - 4 - DOT - height * (2 * DOT + 1)
        parts.append(circle(x, y, KINDS[dot.lane % len(KINDS)], DOT))
    return parts
