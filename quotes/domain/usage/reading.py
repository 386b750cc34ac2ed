"""From rows of times and readings to a series: what is wrong is told by line, and what is only odd is too."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import numpy as np

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.usage.series import (
    A_DAY,
    HIGHEST,
    MISSING,
    MOST_POINTS,
    SCALE,
    SHANGHAI,
    STEPS,
    Measure,
    Points,
    Series,
    fives_in,
)

# 2026/1/5 8:05 and 2026年1月5日 8:05:00 are read like 2026-01-05 08:05.
LOOSE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[T\s]*(?:(\d{1,2})[:：](\d{1,2})(?:[:：](\d{1,2})(?:\.0+)?)?)?"
)
CLOCK = re.compile(r"\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.0+)?)?\s*")
LONGEST_TIME = 40
EARLIEST, LATEST = 2000, 2100
SHOWN = 40
# Made once: a file has a hundred thousand cells.
NUMBERS = (Decimal, str, int)
LARGEST, THOUSAND = Decimal(HIGHEST // SCALE), Decimal(SCALE)
BLANK: tuple[object, ...] = (None, "")


class Trouble(Word):
    """What may be the matter with a row."""

    BAD_TIME = "bad_time", "no time that can be read"
    BAD_READING = "bad_reading", "no number that can be read"
    NEGATIVE = "negative", "below zero"
    TOO_LARGE = "too_large", "larger than any reading"
    OFF_STEP = "off_step", "between two steps"
    CONFLICT = "conflict", "another reading of a time that was read already"
    EMPTY = "empty", "no reading"
    REPEATED = "repeated", "the same time and reading once more"
    OUT_OF_ORDER = "out_of_order", "earlier than the row before"
    GAP = "gap", "readings are missing before it"


# What stops a file unless it is asked for that such rows be left out; the rest is told, and the series made.
STOPS = frozenset(
    {Trouble.BAD_TIME, Trouble.BAD_READING, Trouble.NEGATIVE, Trouble.TOO_LARGE, Trouble.OFF_STEP, Trouble.CONFLICT}
)


@dataclass(frozen=True, kw_only=True)
class Issue:
    """Lines from `line` to `last` with the same trouble; `shown` is the first one's cell, `count` how many rows, or in
    a gap how many steps."""

    trouble: Trouble
    line: int
    last: int
    shown: str = ""
    count: int = 1

    @property
    def stops(self) -> bool:
        return self.trouble in STOPS


@dataclass(frozen=True, kw_only=True)
class Read:
    """The series where nothing stops it, and every issue by line."""

    series: Series | None
    issues: tuple[Issue, ...]
    rows: int

    @property
    def stopping(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.stops)

    @property
    def counts(self) -> Counter[Trouble]:
        found: Counter[Trouble] = Counter()
        for issue in self.issues:
            found[issue.trouble] += issue.count
        return found


type Row = tuple[int, object, object]


def read(rows: Iterable[Row], measure: Measure, *, leave_out: bool = False) -> Read:
    """`rows` are (line, time, reading) with the cells as they were found; titles at the top are passed over.

    A time without an offset is wall-clock time of China. Readings are settled half up to a thousandth. The step is the
    distance that most neighbours have. With `leave_out` rows that stop a file become gaps, and of two readings of one
    time the first stays. Refuses what is no series at all.
    """
    issues: list[Issue] = []
    lines, minutes, values, found = _columns(rows, issues)
    if not minutes.size:
        if issues:
            return Read(series=None, issues=_merged(issues), rows=found)
        raise Refusal("There are no readings here: a column of times and one of readings are needed.", field="file")
    order = np.argsort(minutes, kind="stable")
    step = _step(minutes[order])
    issues += _out_of_order(lines, minutes)
    lines, minutes, values = lines[order], minutes[order], values[order]
    kept = np.ones(minutes.size, dtype=bool)
    for trouble, wrong in _misplaced(minutes, values, step):
        kept &= ~wrong
        issues += [
            Issue(trouble=trouble, line=int(line), last=int(line), shown=_told(int(at)))
            for line, at in zip(lines[wrong], minutes[wrong], strict=True)
        ]
    lines, minutes, values = lines[kept], minutes[kept], values[kept]
    issues += _gaps(lines, minutes, step)
    merged = _merged(issues)
    if not minutes.size or (not leave_out and any(issue.stops for issue in merged)):
        return Read(series=None, issues=merged, rows=found)
    return Read(series=_series(measure, step, minutes, values), issues=merged, rows=found)


def instant(cell: object) -> datetime | None:
    """A time as it stands in a cell, by the clock of China; None for what is none."""
    if isinstance(cell, str):
        cell = _written(cell)
    if isinstance(cell, date) and not isinstance(cell, datetime):
        cell = datetime.combine(cell, time())
    if not isinstance(cell, datetime) or not EARLIEST <= cell.year < LATEST:
        return None
    return cell.astimezone(SHANGHAI) if cell.tzinfo is not None else cell


def moment(cell: object) -> int | None:
    """Minutes since the year 1, by the clock of China; None for what is no time, or no whole minute of one."""
    at = instant(cell)
    if at is None or at.second or at.microsecond:
        return None
    return at.toordinal() * A_DAY + at.hour * 60 + at.minute


def is_clock(cell: object) -> bool:
    """Whether a cell says a time of the day and no day: 8:05, as text or as a spreadsheet keeps it."""
    return isinstance(cell, time) or (isinstance(cell, str) and CLOCK.fullmatch(cell) is not None)


def together(day: object, clock: object) -> object:
    """A day and a time of the day that stand in two cells, as one cell would say them; `moment` reads the answer."""
    if isinstance(clock, time) and isinstance(day, str) and (read_day := _written(day)):
        day = read_day
    if isinstance(clock, time) and isinstance(day, date):
        return datetime.combine(day, clock)
    if isinstance(clock, time) or clock in BLANK:
        return day
    told = day.strftime("%Y-%m-%d") if isinstance(day, date) else day
    return f"{told} {clock}"


def reading(cell: object) -> int | Trouble:
    """Whole thousandths, or what is the matter with the cell."""
    if isinstance(cell, str):
        if (plain := _plain(cell)) is not None:
            return plain
        cell = cell.strip().replace(",", "")
    if cell is None or cell == "":
        return Trouble.EMPTY
    if isinstance(cell, bool) or not isinstance(cell, NUMBERS):
        return Trouble.BAD_READING
    try:
        number = cell if isinstance(cell, Decimal) else Decimal(cell)
        if not number.is_finite():
            return Trouble.BAD_READING
        if number < ZERO:
            return Trouble.NEGATIVE
        if number > LARGEST:
            return Trouble.TOO_LARGE
        return int((number * THOUSAND).to_integral_value(ROUND_HALF_UP))
    except InvalidOperation:
        return Trouble.BAD_READING


def _plain(text: str) -> int | None:
    """A number of digits and at most three decimals, as nearly every one is: a hundred thousand of them at once."""
    whole, _, part = text.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) < 10 and len(part) <= 3):
        return None
    if not part:
        return int(whole) * SCALE
    return int(whole) * SCALE + int(part.ljust(3, "0")) if part.isascii() and part.isdigit() else None


def _columns(rows: Iterable[Row], issues: list[Issue]) -> tuple[Points, Points, Points, int]:
    """Lines, minutes and thousandths of every row that can be read; the rest is told."""
    lines: list[int] = []
    minutes: list[int] = []
    values: list[int] = []
    found = 0
    for line, when, cell in rows:
        if when in BLANK and cell in BLANK:
            continue
        at, value = moment(when), reading(cell)
        if at is not None and isinstance(value, int):
            lines.append(line)
            minutes.append(at)
            values.append(value)
        elif not found and at is None and value is Trouble.BAD_READING:
            continue  # titles
        elif at is None:
            issues.append(Issue(trouble=Trouble.BAD_TIME, line=line, last=line, shown=_shown(when)))
        elif isinstance(value, Trouble):
            issues.append(Issue(trouble=value, line=line, last=line, shown=_shown(cell)))
        found += 1
        if found > MOST_POINTS:
            raise Refusal("A series has from 1 to %(most)s readings.", field="file", most=f"{MOST_POINTS:,}")
    return np.array(lines, np.int64), np.array(minutes, np.int64), np.array(values, np.int64), found


def _written(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        pass
    # No time is longer, and a long cell would keep the expression busy for minutes.
    told = LOOSE.fullmatch(text.strip()) if len(text) <= LONGEST_TIME else None
    if told is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in told.groups())
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 # by the clock of China
    except ValueError:
        return None


def _shown(cell: object) -> str:
    return str(cell if cell is not None else "")[:SHOWN]


def _step(minutes: Points) -> int:
    """The distance that most neighbours have."""
    apart = np.diff(minutes)
    apart = apart[apart > 0]
    if not apart.size:
        raise Refusal("A series needs readings of at least two times.", field="file")
    widths, many = np.unique(apart, return_counts=True)
    step = int(widths[many.argmax()])
    if step not in STEPS:
        raise Refusal(
            "Most readings are %(step)s minutes apart: a series has one every 1, 5, 10, 15, 20, 30 or 60 minutes.",
            field="file",
            step=f"{step:,}",
        )
    return step


def _out_of_order(lines: Points, minutes: Points) -> Iterator[Issue]:
    for number in lines[1:][np.diff(minutes) < 0]:
        yield Issue(trouble=Trouble.OUT_OF_ORDER, line=int(number), last=int(number))


def _misplaced(minutes: Points, values: Points, step: int) -> Iterator[tuple[Trouble, np.typing.NDArray[np.bool_]]]:
    """Rows off the grid, and rows whose time was there already; the first of a time stays."""
    off = minutes % step != 0
    yield Trouble.OFF_STEP, off
    same = np.concatenate([[False], np.diff(minutes) == 0])
    # What its time was read as first: the last row before it that is not the same once more.
    first = values[np.maximum.accumulate(np.where(same, 0, np.arange(minutes.size)))]
    yield Trouble.REPEATED, same & (values == first) & ~off
    yield Trouble.CONFLICT, same & (values != first) & ~off


def _gaps(lines: Points, minutes: Points, step: int) -> Iterator[Issue]:
    apart = np.diff(minutes)
    for at in np.flatnonzero(apart > step):
        line, steps = int(lines[at + 1]), int(apart[at] // step - 1)
        yield Issue(trouble=Trouble.GAP, line=line, last=line, count=steps, shown=_told(int(minutes[at]) + step))


def _told(minutes: int) -> str:
    """A moment as it is written: 2026-10-01 08:05."""
    day, rest = divmod(minutes, A_DAY)
    return f"{date.fromordinal(day).isoformat()} {rest // 60:02}:{rest % 60:02}"


def _merged(issues: list[Issue]) -> tuple[Issue, ...]:
    """By line; neighbouring lines with the same trouble are one issue, gaps stay apart."""
    found: list[Issue] = []
    for issue in sorted(issues, key=lambda one: (one.line, one.trouble)):
        last = found[-1] if found else None
        if last and last.trouble is issue.trouble and issue.line == last.last + 1 and issue.trouble is not Trouble.GAP:
            merged = Issue(
                trouble=last.trouble, line=last.line, last=issue.last, shown=last.shown, count=last.count + issue.count
            )
            found[-1] = merged
        else:
            found.append(issue)
    return tuple(found)


def _series(measure: Measure, step: int, minutes: Points, values: Points) -> Series:
    first = int(minutes[0])
    size = (int(minutes[-1]) - first) // step + 1
    if fives_in(size, step) > MOST_POINTS:
        raise Refusal(
            "From %(first)s to %(last)s are too many steps: check the first and the last date.",
            field="file",
            first=_told(first),
            last=_told(int(minutes[-1])),
        )
    points = np.full(size, MISSING, dtype=np.int64)
    points[(minutes - first) // step] = values
    day, rest = divmod(first, A_DAY)
    start = datetime.combine(date.fromordinal(day), time(rest // 60, rest % 60), SHANGHAI)
    return Series(measure=measure, start=start, step=step, points=points)
