"""One log of incidents under every wording: availability month by month, what a miss gives back, what to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from contracts.domain.sla.composing import beside_each_other, one_after_another
from contracts.domain.sla.credits import Scale
from contracts.domain.sla.exposure import Drawn, drawn
from contracts.domain.sla.logs import Wrong
from contracts.domain.sla.replay import Incident, measured
from contracts.domain.sla.spans import Calendar, calendar, may_be_down, midnight, months_within, spelled
from contracts.domain.sla.wordings import Wording
from contracts.models import IncidentLog, SlaWording
from dealdesk.kernel.formats import quantity
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.periods import Period
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence

MOST_LOGS = 20
# A promise is compared on months of this length, whichever the contract counts.
MONTH_DAYS = 30
# Four decimals: 99.9988 % is another promise than 99.99 %.
PLACES = 4
# Parts beside each other come to many nines.
PARTS_PLACES = 6
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class MonthCell:
    first: date
    last: date
    availability: Decimal
    is_missed: bool
    credit: Decimal


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """`credit` is of all months together, in percent of a month's fee, and `owed` in money where the fee is known."""

    cells: tuple[MonthCell, ...]
    whole: Decimal
    missed: int
    credit: Decimal
    owed: Decimal | None
    drawn: Drawn | None


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
    is_silent: bool
    replayed: Replayed | None
    refused: str


@dataclass(frozen=True, kw_only=True)
class ReplayScreen:
    logs: tuple[IncidentLog, ...]
    log: IncidentLog | None
    incidents: int
    rows: tuple[WordingRow, ...]


@dataclass(frozen=True, kw_only=True)
class WrongRow:
    line: int
    trouble: str
    shown: str


def wrong_rows(wrong: Sequence[Wrong]) -> tuple[WrongRow, ...]:
    return tuple(WrongRow(line=one.line, trouble=one.trouble.label, shown=one.shown) for one in wrong)


@dataclass(frozen=True, kw_only=True)
class PartRow:
    shown: str
    availability: Decimal
    is_weakest: bool


@dataclass(frozen=True, kw_only=True)
class PartsScreen:
    """Times are spelled, of a year and a month of the calendar that was chosen; `is_kept` is None without a promise."""

    rows: tuple[PartRow, ...]
    whole: Decimal
    year: str
    month: str
    is_kept: bool | None
    allowed: str


def parts_screen(parts: Sequence[Sequence[Percent]], year: Calendar, promise: Percent | None) -> PartsScreen:
    """Nothing is asked of the database."""
    lines = [beside_each_other(line) for line in parts]
    whole = one_after_another(lines)
    shown = [" / ".join(quantity(part.points) for part in line) for line in parts]
    return PartsScreen(
        rows=tuple(
            PartRow(shown=words, availability=round_to(line.points, PARTS_PLACES), is_weakest=line == min(lines))
            for words, line in zip(shown, lines, strict=True)
        ),
        whole=round_to(whole.points, PARTS_PLACES),
        year=spelled(may_be_down(whole, year.year_minutes)),
        month=spelled(may_be_down(whole, year.month_minutes)),
        is_kept=None if promise is None else whole >= promise,
        allowed="" if promise is None else spelled(may_be_down(promise, year.month_minutes)),
    )


def replay_screen(chosen: int | None, fee: Decimal | None) -> ReplayScreen:
    """The chosen log or the newest, under every wording that still stands; three statements."""
    logs = tuple(IncidentLog.objects.select_related("uploaded_by")[:MOST_LOGS])
    log = next((one for one in logs if one.pk == chosen), logs[0] if logs else None)
    wordings = list(SlaWording.objects.current())
    incidents = [row.value() for row in log.incidents.all()] if log else []
    whole = Period(log.covers_from, log.covers_to + A_DAY) if log else None
    return ReplayScreen(
        logs=logs,
        log=log,
        incidents=len(incidents),
        rows=tuple(_row(one, incidents, whole, fee) for one in wordings),
    )


def _row(row: SlaWording, incidents: Sequence[Incident], whole: Period | None, fee: Decimal | None) -> WordingRow:
    scale, words = row.scale(), row.words()
    allowed = may_be_down(scale.commitment, calendar(Decimal(365), Decimal(MONTH_DAYS)).month_minutes)
    replayed, refused = None, ""
    try:
        replayed = _replayed(incidents, words, scale, whole, fee) if whole else None
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
        is_silent=scale.is_silent_below,
        replayed=replayed,
        refused=refused,
    )


def _replayed(
    incidents: Sequence[Incident], words: Wording, scale: Scale, whole: Period, fee: Decimal | None
) -> Replayed:
    cells = tuple(_cell(incidents, words, scale, month) for month in months_within(whole, words.month))
    credit = sum((cell.credit for cell in cells), ZERO)
    days = [whole.start + n * A_DAY for n in range(whole.days or 0)]
    return Replayed(
        cells=cells,
        whole=_shown(_measured(incidents, words, whole)),
        missed=sum(cell.is_missed for cell in cells),
        credit=credit,
        owed=None if fee is None else round_to(Percent(credit).of(fee), 2),
        drawn=None if fee is None else drawn(incidents, words, scale, fee, days, month_days=MONTH_DAYS),
    )


def _cell(incidents: Sequence[Incident], words: Wording, scale: Scale, month: Period) -> MonthCell:
    found = _measured(incidents, words, month)
    return MonthCell(
        first=month.start,
        last=month.last_day or month.start,
        availability=_shown(found),
        is_missed=found < scale.commitment,
        credit=scale.credit(found).points,
    )


def _measured(incidents: Sequence[Incident], words: Wording, days: Period) -> Percent:
    begins, ends = midnight(days.start), midnight(days.end or days.start)
    within = [one for one in incidents if one.begins < ends and begins < one.ends]
    return measured(within, words, begins, ends).availability


def _shown(availability: Percent) -> Decimal:
    return round_to(availability.points, PLACES)
