"""One wording over one log: availability month by month, what a miss gives back and opens, what to expect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from contracts.domain.obligations.deriving import next_worked
from contracts.domain.sla.clocks import Report
from contracts.domain.sla.credits import Leave, Scale
from contracts.domain.sla.exposure import Drawn, left_of
from contracts.domain.sla.found import MONTH_DAYS, Found, found, read
from contracts.domain.sla.replay import Incident
from contracts.domain.sla.spans import calendar, may_be_down, months_within, spelled, uncut
from contracts.domain.sla.wordings import Wording
from contracts.models import SlaReplay, SlaWording
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.periods import Period
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.workdays import WorkCalendar
from dealdesk.web.refusals import sentence

# Four decimals: 99.9988 % is another promise than 99.99 %.
PLACES = 4


@dataclass(frozen=True, kw_only=True)
class Over:
    """What every wording is laid over: the log's days and incidents, and what a month is paid with. Of a long log
    `incidents` are those with a report, and `kept` is what the worker has found so far, by wording; else None. `fee` is
    with tax; `revenue` and `margin` are a month's before VAT, None where the reader may not know them."""

    incidents: tuple[Incident, ...]
    whole: Period
    kept: Mapping[int, SlaReplay] | None
    fee: Decimal | None
    revenue: Decimal | None
    margin: Decimal | None
    today: date
    calendar: WorkCalendar

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        return tuple(one.report for one in self.incidents if one.report)


@dataclass(frozen=True, kw_only=True)
class MonthCell:
    """`claim_until` is the last day to claim what it gives back; None where it gives nothing or no days are named. One
    that the log does not cover whole, or that is not over, is not judged: the days that are missing may keep it."""

    first: date
    last: date
    availability: Decimal
    is_judged: bool
    is_missed: bool
    credit: Decimal
    claim_until: date | None


@dataclass(frozen=True, kw_only=True)
class LeaveRow:
    """The right to leave as the wording gives it; `since` is the end of the month with which it arose, None if it did
    not, and `nearest` how many of the misses came together."""

    times: int
    months: int
    below: Decimal
    since: date | None
    nearest: int


@dataclass(frozen=True, kw_only=True)
class LeftRow:
    """Of a month's margin after the credit to expect, and after the worst; to the cent, before VAT."""

    expected: Decimal
    worst: Decimal


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """`missed` and `credit` are of all months that are judged, `credit` in percent of a month's fee, as are `expected`
    and `worst` of one month that was drawn; the same in money where the fee is known."""

    cells: tuple[MonthCell, ...]
    whole: Decimal
    judged: int
    missed: int
    credit: Decimal
    owed: Decimal | None
    drawn: Drawn
    expected: Decimal
    worst: Decimal
    expected_owed: Decimal | None
    worst_owed: Decimal | None
    leave: LeaveRow | None
    left: LeftRow | None
    # The last day of all windows that stand open today, and how many months' they are.
    claim_until: date | None
    claims_open: int


@dataclass(frozen=True, kw_only=True)
class WordingRow:
    """What is promised, and what the log makes of it: nothing without a log, a sentence where it cannot be reckoned."""

    pk: int
    name: str
    method: str
    commitment: Decimal
    allowed: str
    source: str
    claim: str
    claim_days: int | None
    is_silent: bool
    replayed: Replayed | None
    refused: str


def wording_row(row: SlaWording, over: Over | None) -> WordingRow:
    scale, words = row.scale(), row.words()
    allowed = may_be_down(scale.commitment, calendar(Decimal(365), Decimal(MONTH_DAYS)).month_minutes)
    replayed, refused = None, ""
    try:
        one = _found(row, words, scale, over) if over else None
        replayed = _replayed(row, words, scale, over, one) if over and one else None
    except Refusal as refusal:
        refused = sentence(refusal)
    return WordingRow(
        pk=row.pk,
        name=row.name,
        method=words.method.label,
        commitment=scale.commitment.points,
        allowed=spelled(allowed),
        source=row.source,
        claim=row.claim,
        claim_days=row.claim_days,
        is_silent=scale.is_silent_below,
        replayed=replayed,
        refused=refused,
    )


def _found(row: SlaWording, words: Wording, scale: Scale, over: Over) -> Found | None:
    """None while the worker has not come so far."""
    if over.kept is None:
        return found(over.incidents, words, scale, over.whole)
    kept = over.kept.get(row.pk)
    return read(kept.result) if kept else None


def _replayed(row: SlaWording, words: Wording, scale: Scale, over: Over, one: Found) -> Replayed:
    cells = tuple(
        _cell(month, share, scale, _claim_until(month, row.claim_days, over.calendar), is_judged=is_judged)
        for month, share, is_judged in _judged(one.months, words, over)
    )
    told = [(share, cell.last) for share, cell in zip(one.months, cells, strict=True) if cell.is_judged]
    credit = sum((cell.credit for cell in cells), ZERO)
    expected, worst = Percent(one.drawn.expected), Percent(one.drawn.worst)
    open_until = [cell.claim_until for cell in cells if cell.claim_until and cell.claim_until >= over.today]
    return Replayed(
        cells=cells,
        whole=_shown(one.whole),
        judged=len(told),
        missed=sum(cell.is_missed for cell in cells),
        credit=credit,
        owed=_of(over.fee, Percent(credit)),
        drawn=one.drawn,
        expected=round_to(expected.points, 2),
        worst=round_to(worst.points, 2),
        expected_owed=_of(over.fee, expected),
        worst_owed=_of(over.fee, worst),
        leave=_leave(row.leave(), scale, told),
        left=_left(over, expected, worst),
        claim_until=max(open_until, default=None),
        claims_open=len(open_until),
    )


def _judged(shares: Sequence[Percent], words: Wording, over: Over) -> Iterator[tuple[Period, Percent, bool]]:
    """Only the first and the last can be cut short, so that those that are judged follow each other."""
    for n, (month, share) in enumerate(zip(months_within(over.whole, words.month), shares, strict=True)):
        yield month, share, month == uncut(over.whole, words.month, n) and _last(month) < over.today


def _of(fee: Decimal | None, share: Percent) -> Decimal | None:
    return None if fee is None else round_to(share.of(fee), 2)


def _left(over: Over, expected: Percent, worst: Percent) -> LeftRow | None:
    if over.margin is None or over.revenue is None:
        return None
    left = (round_to(left_of(over.margin, over.revenue, credit), 2) for credit in (expected, worst))
    return LeftRow(expected=next(left), worst=next(left))


def _leave(leave: Leave | None, scale: Scale, told: Sequence[tuple[Percent, date]]) -> LeaveRow | None:
    if leave is None:
        return None
    missed = leave.missed([share for share, _ in told], scale.commitment)
    since = leave.since(missed)
    return LeaveRow(
        times=leave.times,
        months=leave.months,
        below=leave.bound(scale.commitment).points,
        since=None if since is None else told[since][1],
        nearest=leave.nearest(missed),
    )


def _claim_until(month: Period, days: int | None, worked: WorkCalendar) -> date | None:
    """A day off gives until the next working day. Source: 民法典, article 203."""
    return None if days is None else next_worked(_last(month) + timedelta(days=days), worked)


def _last(month: Period) -> date:
    return month.last_day or month.start


def _cell(month: Period, share: Percent, scale: Scale, claim_until: date | None, *, is_judged: bool) -> MonthCell:
    credit = scale.credit(share).points if is_judged else ZERO
    return MonthCell(
        first=month.start,
        last=_last(month),
        availability=_shown(share),
        is_judged=is_judged,
        is_missed=is_judged and share < scale.commitment,
        credit=credit,
        claim_until=claim_until if credit else None,
    )


def _shown(availability: Percent) -> Decimal:
    return round_to(availability.points, PLACES)
