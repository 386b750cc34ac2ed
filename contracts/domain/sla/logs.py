"""From rows of a file to incidents: what is wrong is told by line, and nothing is kept until it is right."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from contracts.domain.sla.clocks import Report, Severity
from contracts.domain.sla.replay import Incident
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.usage.reading import instant
from quotes.domain.usage.series import SHANGHAI

MOST = 5_000
LONGEST = 60
YES = frozenset({"是", "yes", "y", "true", "1", "全部", "计划内"})
NO = frozenset({"", "否", "no", "n", "false", "0"})
SEVERITIES = {
    **dict.fromkeys(("紧急", "严重", "urgent", "p0", "p1"), Severity.URGENT),
    **dict.fromkeys(("", "一般", "normal", "p2", "p3"), Severity.NORMAL),
}
SHOWN = 40
# The columns of a report.
REPORT = (7, 12)
# 2026-09-03 10:00 ~ 2026-09-03 12:30; …
APART, TO = re.compile(r"[;；\n]"), re.compile(r"[~～至]")


class Trouble(Word):
    """What may be the matter with a row."""

    BAD_START = "bad_start", "no start that can be read"
    BAD_END = "bad_end", "no end that can be read"
    ENDS_FIRST = "ends_first", "it ends before it begins"
    BAD_RATE = "bad_rate", "an error rate is from 0 to 100 %"
    BAD_ANSWER = "bad_answer", "write 是 or 否"
    BAD_COUNT = "bad_count", "no number of requests that can be read"
    OUTSIDE = "outside", "outside the days that the log covers"
    BAD_SEVERITY = "bad_severity", "write 紧急 or 一般"
    BAD_REPORT = "bad_report", "no time of the report that can be read"
    BAD_ANSWERED = "bad_answered", "no time of an answer that can be read"
    BAD_RESTORED = "bad_restored", "no time of being restored that can be read"
    LATE = "late", "after the days that the log covers: leave it empty"
    ANSWERED_FIRST = "answered_first", "answered or restored before it was reported"
    BAD_WAITS = "bad_waits", "write from ~ to; from ~ to, one after another, after the report"


@dataclass(frozen=True, kw_only=True)
class Wrong:
    line: int
    trouble: Trouble
    shown: str


@dataclass(frozen=True, kw_only=True)
class ReadLog:
    incidents: tuple[Incident, ...]
    wrong: tuple[Wrong, ...]


class _Stop(Exception):
    def __init__(self, trouble: Trouble, cell: object) -> None:
        super().__init__(trouble)
        self.trouble, self.cell = trouble, cell


def read_log(rows: Iterable[tuple[int, Sequence[object]]], covers: tuple[datetime, datetime]) -> ReadLog:
    """Columns: begins, ends, share of requests that failed (percent; empty is all), every way in was down (empty is
    yes), left out by the contract (empty is no), region, requests a minute; then of a report: severity (empty is
    normal), reported, answered by an engineer, restored, waited for the customer (from ~ to; from ~ to). Titles at the
    top are passed over: rows before the first that begins with a time. Times are China's. Refuses a file without an
    incident, and a longer one than anybody reads."""
    incidents: list[Incident] = []
    wrong: list[Wrong] = []
    begun = False
    for line, cells in rows:
        row = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
        begun = begun or instant(_at(row, 0)) is not None
        if not begun or not any(cell not in (None, "") for cell in row):
            continue
        if len(incidents) + len(wrong) >= MOST:
            raise Refusal("A log has at most %(most)s incidents: split it.", most=MOST, field="file")
        try:
            incidents.append(_incident(row, covers))
        except _Stop as stop:
            wrong.append(Wrong(line=line, trouble=stop.trouble, shown=str(stop.cell or "")[:SHOWN]))
    if not incidents and not wrong:
        raise Refusal("There are no incidents here: each row begins with the time it began.", field="file")
    return ReadLog(incidents=tuple(incidents), wrong=tuple(wrong))


def _at(row: Sequence[object], place: int) -> object:
    return row[place] if place < len(row) else None


def _incident(row: Sequence[object], covers: tuple[datetime, datetime]) -> Incident:
    begins, ends = _time(_at(row, 0), Trouble.BAD_START), _time(_at(row, 1), Trouble.BAD_END)
    if ends <= begins:
        raise _Stop(Trouble.ENDS_FIRST, _at(row, 1))
    if begins < covers[0] or ends > covers[1]:
        raise _Stop(Trouble.OUTSIDE, _at(row, 0))
    return Incident(
        begins=begins,
        ends=ends,
        failing=_rate(_at(row, 2)),
        every_way=_answer(_at(row, 3), empty=True),
        excluded=_answer(_at(row, 4), empty=False),
        region=str(_at(row, 5) or "")[:LONGEST],
        requests=_count(_at(row, 6)),
        report=_report([_at(row, place) for place in range(*REPORT)], covers),
    )


def _report(cells: Sequence[object], covers: tuple[datetime, datetime]) -> Report | None:
    """None where its cells are empty; what was not stopped within the log's days is left empty."""
    if all(cell in (None, "") for cell in cells):
        return None
    severity, reported, answered, restored, waited = cells
    word = str(severity or "").casefold()
    if word not in SEVERITIES:
        raise _Stop(Trouble.BAD_SEVERITY, severity)
    begins = _time(reported, Trouble.BAD_REPORT)
    ends = [
        None if cell in (None, "") else _time(cell, trouble)
        for cell, trouble in ((answered, Trouble.BAD_ANSWERED), (restored, Trouble.BAD_RESTORED))
    ]
    if not covers[0] <= begins < covers[1]:
        raise _Stop(Trouble.OUTSIDE, reported)
    for end, cell in zip(ends, (answered, restored), strict=True):
        if end is not None and end > covers[1]:
            raise _Stop(Trouble.LATE, cell)
    if any(end is not None and end < begins for end in ends):
        raise _Stop(Trouble.ANSWERED_FIRST, reported)
    stretches = _waits(waited, covers[1])
    try:
        return Report(severity=SEVERITIES[word], reported=begins, responded=ends[0], resolved=ends[1], waits=stretches)
    except Refusal:
        raise _Stop(Trouble.BAD_WAITS, waited) from None


def _waits(cell: object, until: datetime) -> tuple[tuple[datetime, datetime], ...]:
    stretches = [[end.strip() for end in TO.split(part)] for part in APART.split(str(cell or "")) if part.strip()]
    if any(len(ends) != 2 for ends in stretches):
        raise _Stop(Trouble.BAD_WAITS, cell)
    found = tuple((_time(begins, Trouble.BAD_WAITS), _time(ends, Trouble.BAD_WAITS)) for begins, ends in stretches)
    if found and found[-1][1] > until:
        raise _Stop(Trouble.LATE, cell)
    return found


def _time(cell: object, trouble: Trouble) -> datetime:
    at = instant(cell)
    if at is None:
        raise _Stop(trouble, cell)
    return at.replace(microsecond=0, tzinfo=SHANGHAI)


def _rate(cell: object) -> Percent:
    """A percentage as a spreadsheet keeps it, 20 or 20 %; empty is everything."""
    if cell in (None, ""):
        return Percent(HUNDRED)
    found = cell if isinstance(cell, Percent) else Percent(_number(str(cell).removesuffix("%"), Trouble.BAD_RATE))
    if not 0 <= found.points <= HUNDRED:
        raise _Stop(Trouble.BAD_RATE, cell)
    return found


def _answer(cell: object, *, empty: bool) -> bool:
    if cell in (None, ""):
        return empty
    said = str(cell).strip().casefold()
    if said not in YES | NO:
        raise _Stop(Trouble.BAD_ANSWER, cell)
    return said in YES


def _count(cell: object) -> Decimal | None:
    if cell in (None, ""):
        return None
    number = _number(str(cell), Trouble.BAD_COUNT)
    if number < 0:
        raise _Stop(Trouble.BAD_COUNT, cell)
    return number


def _number(text: str, trouble: Trouble) -> Decimal:
    try:
        number = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        raise _Stop(trouble, text) from None
    if not number.is_finite() or abs(number) > MOST**3:
        raise _Stop(trouble, text)
    return number
