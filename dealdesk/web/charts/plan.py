"""A plan in time: a bar a milestone from its earliest start, dark until P50 and pale until P80, against the freeze."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from dealdesk.web.charts.svg import (
    EMPTY,
    PHONE,
    Picture,
    breadth,
    circle,
    cut,
    diamond,
    drawing,
    line,
    rect,
    shelved,
    text,
)

HEAD, THICK, FOOT = 26, 14, 24
# Days before the first and behind the last mark.
ROOM = 2
# Dates at the foot are no nearer than this, in pixels.
APART = 52


@dataclass(frozen=True, kw_only=True)
class PlanBar:
    """One milestone: from when it can begin, and when it is done in half and in four of five cases."""

    label: str
    start: date
    p50: date
    p80: date
    is_critical: bool = False
    is_done: bool = False
    due: date | None = None


@dataclass(frozen=True)
class Days:
    """Days to pixels."""

    first: date
    last: date
    left: float
    right: float

    def __call__(self, day: date) -> float:
        return self.left + (day - self.first).days / max((self.last - self.first).days, 1) * (self.right - self.left)


def plan_timeline(
    bars: Sequence[PlanBar], *, today: date, freeze: date | None, label: str = "", width: float = 952
) -> Picture:
    """On a phone the names stand above their bars. The critical path is blue with a heavier name, the rest is grey."""
    if not bars:
        return EMPTY
    narrow = width <= PHONE
    left = 0 if narrow else min(max(breadth(bar.label) for bar in bars) + 20, 220)
    marks = [today, *(filter(None, [freeze])), *(day for bar in bars for day in (bar.start, bar.p80, bar.due) if day)]
    days = Days(min(marks) - timedelta(ROOM), max(marks) + timedelta(ROOM), left + 4, width - 4)
    row = 40 if narrow else 28
    named = [(days(today), _("today"))]
    if freeze:
        named.append((days(freeze), _("budget freezes %(day)s") % {"day": f"{freeze:%m-%d}"}))
    places = shelved(named, left, width)
    top = HEAD + 16 * max(level for _x, level in places)
    bottom = top + row * len(bars)
    parts = [*_dates(days, top, bottom, width)]
    for place, (x, word) in zip(places, sorted(named), strict=True):
        is_freeze = word != _("today")
        parts.append(line(x, top - 6, x, bottom, "floor" if is_freeze else "axis", 1.6))
        kind = "floor-word" if is_freeze else "plain"
        parts.append(text(place[0], top - 11 - 16 * place[1], word, kind=kind, anchor="middle"))
    for number, bar in enumerate(bars):
        parts += _bar(bar, days, top + row * number, left, narrow=narrow)
    return drawing(width, bottom + FOOT, label or _told(bars, freeze), parts)


def _bar(bar: PlanBar, days: Days, y: float, left: float, *, narrow: bool) -> Iterator[str]:
    kind = "strong" if bar.is_critical else "plain"
    at = y + (22 if narrow else 7)
    if narrow:
        yield text(0, y + 16, bar.label, kind=f"{kind} halo")
    else:
        yield text(0, at + 11, cut(bar.label, left - 12), kind=kind)
    if bar.is_done:
        yield circle(days(bar.start), at + THICK / 2, "fill-target", 5)
        return
    dark, pale = ("c1", "c5") if bar.is_critical else ("c6", "rest")
    start, middle, end = days(bar.start), days(bar.p50), days(bar.p80)
    yield rect(start, at, max(end - start, 3), THICK, pale, 2)
    yield rect(start, at, max(middle - start, 3), THICK, dark, 2)
    if not bar.is_critical:
        yield line(start, at + THICK, end, at + THICK, "axis")
    if bar.due:
        yield diamond(days(bar.due), at + THICK / 2, "warned hollow", 5)


def _dates(days: Days, top: float, bottom: float, width: float) -> Iterator[str]:
    """Mondays, named as far apart as they need."""
    day = days.first + timedelta((7 - days.first.weekday()) % 7)
    last = -float(APART)
    while day <= days.last:
        x = days(day)
        if x >= last + APART and x + 34 <= width:
            yield line(x, top, x, bottom, "grid")
            yield text(x, bottom + 16, f"{day:%m-%d}")
            last = x
        day += timedelta(7)


def _told(bars: Sequence[PlanBar], freeze: date | None) -> str:
    """The critical path and the freeze in one sentence."""
    chain = " → ".join(f"{bar.label} {bar.p80:%m-%d}" for bar in bars if bar.is_critical)
    ends = [chain] if chain else ["; ".join(bar.label for bar in bars)]
    if freeze:
        ends.append(_("budget freezes %(day)s") % {"day": f"{freeze:%m-%d}"})
    return "; ".join(ends)
