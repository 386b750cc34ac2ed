"""Single cases on one scale, in a lane for each way they ended: a dot is a case."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.web.charts.svg import EMPTY, Picture, Scale, breadth, circle, drawing, line, text

DOT = 4
LANE, FOOT = 64, 26
# Dots at one place stand one above the other within the lane: apart while they are few, nearer where they are many.
APART = 2 * DOT + 1
ROOM = LANE - 2 * (DOT + 4)
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
    piles: defaultdict[tuple[int, int], list[Dot]] = defaultdict(list)
    for dot in sorted(dots, key=lambda one: (one.lane, one.value)):
        piles[dot.lane, round(scale(dot.value) / (2 * DOT)) * 2 * DOT].append(dot)
    parts = []
    for (lane, x), pile in piles.items():
        step = min(APART, ROOM / max(1, len(pile) - 1))
        ground = LANE * (lane + 1) - 4 - DOT
        parts += [circle(x, ground - place * step, KINDS[lane % len(KINDS)], DOT) for place in range(len(pile))]
    return parts
