"""What a result becomes where one figure at a time is lower or higher than it was told, the widest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from dealdesk.kernel.formats import money
from dealdesk.web.charts.svg import EMPTY, Picture, Scale, breadth, brief, cut, drawing, line, rect, shelved, text

ROW, THICK = 28, 15
TOP = 26.0
# Labels take no more than this part of the width; the table behind the picture has them whole.
LABELS = 0.4
LABELS_ON_PAPER = 0.47
HALO = "plain halo"


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One figure: the result at its low end and at its high end, whichever of the two is more."""

    label: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class _Ends:
    """How the figures at the ends of bars are said and painted."""

    say: Callable[[Decimal], str]
    kind: str


def tornado(
    rows: Sequence[Reach],
    *,
    base: Decimal,
    base_label: str,
    even: Decimal | None = None,
    even_label: str = "",
    label: str = "",
    width: float = 620,
    currency: str = "CNY",
    on_paper: bool = False,
) -> Picture:
    """Bars from both ends around the result as it is; `even` is where it neither gains nor loses. On paper every figure
    is told in full, and without a halo: WeasyPrint paints a stroke over its letters."""
    if not rows:
        return EMPTY
    ends = _Ends(say=money if on_paper else partial(brief, currency=currency), kind="plain" if on_paper else HALO)
    marks = [(base, base_label, "axis", "strong")]
    if even is not None:
        marks.append((even, even_label, "floor", "floor-word"))
    values = [value for row in rows for value in (row.low, row.high)] + [mark[0] for mark in marks]
    left = min(max(breadth(row.label) for row in rows) + 14, width * (LABELS_ON_PAPER if on_paper else LABELS))
    room = max(breadth(ends.say(value)) for value in values) + 8
    scale = Scale(values, left + room, width - room)
    words = [(scale(value), f"{name} {ends.say(value)}") for value, name, _kind, _word in marks]
    places = shelved(words, left, width)
    top = TOP + 16 * max(level for _x, level in places)
    parts = _bars(rows, scale, left, top)
    for (value, name, kind, word), (x, level) in zip(sorted(marks, key=lambda mark: mark[0]), places, strict=True):
        parts.append(line(scale(value), top - 6, scale(value), top + ROW * len(rows) - 8, kind, 1.4))
        parts.append(text(x, top - 12 - 16 * level, f"{name} {ends.say(value)}", kind=word, anchor="middle"))
    parts += _ends(rows, scale, top, ends)
    told = "; ".join(f"{row.label} {ends.say(row.low)} – {ends.say(row.high)}" for row in rows)
    return drawing(width, top + ROW * len(rows) - 6, label or told, parts)


def _bars(rows: Sequence[Reach], scale: Scale, left: float, top: float) -> list[str]:
    parts = []
    for y, row, less, more in _placed(rows, top):
        parts += [
            text(0, y + 12, cut(row.label, left - 8)),
            rect(scale(less), y, scale(more) - scale(less), THICK, "c3"),
        ]
    return parts


def _ends(rows: Sequence[Reach], scale: Scale, top: float, ends: _Ends) -> list[str]:
    """Over everything else, so that no line runs through a figure."""
    parts = []
    for y, _row, less, more in _placed(rows, top):
        parts += [
            text(scale(less) - 6, y + 12, ends.say(less), kind=ends.kind, anchor="end"),
            text(scale(more) + 6, y + 12, ends.say(more), kind=ends.kind),
        ]
    return parts


def _placed(rows: Sequence[Reach], top: float) -> list[tuple[float, Reach, Decimal, Decimal]]:
    """Where each bar begins from above, and its two ends, the lower first."""
    return [(top + place * ROW, row, *sorted((row.low, row.high))) for place, row in enumerate(rows)]  # type: ignore[misc]
