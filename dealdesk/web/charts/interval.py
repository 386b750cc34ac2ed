"""One price on the scale of its list price: a row's picture, as small as a word."""

from collections.abc import Sequence
from decimal import Decimal

from dealdesk.web.charts.svg import EMPTY, Picture, glyph, number, paint, rect

WIDTH, HEIGHT = 84, 16
# The scale ends at the list price; below the lowest mark it leaves this part of the way free.
ROOM = Decimal("0.15")


def interval(
    *,
    top: Decimal,
    ours: Decimal,
    label: str,
    marks: Sequence[tuple[Decimal, str]] = (),
    band: tuple[Decimal, Decimal] | None = None,
    kind: str = "ours",
) -> Picture:
    """`ours` as an upright stroke of a `kind`, `marks` (price, kind) as finer ones, `band` as a pale bar behind.

    Nothing where there is no list price to stand on.
    """
    if top <= 0:
        return EMPTY
    prices = [ours, *(price for price, _ in marks), *(band or ())]
    low = max(min(prices) - (top - min(prices)) * ROOM, Decimal(0)) if min(prices) < top else top * (1 - ROOM)
    high = max(top, *prices)

    def x(price: Decimal) -> float:
        return 3 + float((price - low) / (high - low)) * (WIDTH - 6)

    middle = HEIGHT / 2
    parts = [f'<path d="M2 {number(middle)}H{WIDTH - 2}" {paint("axis")}/>']
    if band:
        parts.append(rect(x(band[0]), middle - 4, x(band[1]) - x(band[0]), 8, "c5", 1))
    parts += [_stroke(x(price), 2, mark, 1.4) for price, mark in marks]
    parts.append(_stroke(x(ours), 1, kind, 3))
    return glyph(WIDTH, HEIGHT, label, parts)


def _stroke(x: float, top: int, kind: str, width: float) -> str:
    return f'<path d="M{number(x)} {top}V{HEIGHT - top}" stroke-width="{number(width)}" {paint(kind)}/>'
