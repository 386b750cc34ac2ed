"""The replay's screen: the log that is looked at, every wording over it, and the clocks they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from contracts.domain.sla.logs import Wrong
from contracts.domain.sla.spans import midnight
from contracts.models import IncidentLog, SlaWording
from contracts.permissions import Act
from contracts.queries.sla.clocks import ClockRow, clock_rows
from contracts.queries.sla.ground import Ground, deals_to_choose, ground_of
from contracts.queries.sla.replayed import Over, WordingRow, wording_row
from stakeholders.domain.deals import calendar_of
from stakeholders.models import Deal, User
from stakeholders.models.workdays import noticed

MOST_LOGS = 20
A_DAY = timedelta(days=1)
# Windows for claims and reports reach so far beyond a log.
BEYOND = timedelta(days=400)


@dataclass(frozen=True, kw_only=True)
class ReplayScreen:
    """`fee` is what a month costs, as it was typed or else as the chosen deal's offer has it; `sees_margin` whether the
    reader may be told what is left of it. `seed` is what the draws began with."""

    logs: tuple[IncidentLog, ...]
    log: IncidentLog | None
    deals: tuple[Deal, ...]
    ground: Ground | None
    fee: Decimal | None
    sees_margin: bool
    incidents: int
    reports: int
    seed: str
    rows: tuple[WordingRow, ...]
    clocks: tuple[ClockRow, ...]

    @property
    def has_margin(self) -> bool:
        return self.ground is not None and self.ground.margin is not None


@dataclass(frozen=True, kw_only=True)
class WrongRow:
    line: int
    trouble: str
    shown: str


def wrong_rows(wrong: Sequence[Wrong]) -> tuple[WrongRow, ...]:
    return tuple(WrongRow(line=one.line, trouble=one.trouble.label, shown=one.shown) for one in wrong)


def replay_screen(user: User, today: date, *, log: int | None, fee: Decimal | None, deal: int | None) -> ReplayScreen:
    """The chosen log or the newest, under every wording that still stands; five statements, three more with a deal."""
    logs = tuple(IncidentLog.objects.select_related("uploaded_by")[:MOST_LOGS])
    chosen = next((one for one in logs if one.pk == log), logs[0] if logs else None)
    wordings = list(SlaWording.objects.current())
    ground = ground_of(user, deal)
    paid = fee if fee is not None or ground is None else ground.fee
    over = _over(chosen, paid, ground, today) if chosen else None
    rows = tuple(wording_row(one, over) for one in wordings)
    return ReplayScreen(
        logs=logs,
        log=chosen,
        deals=tuple(deals_to_choose(user)),
        ground=ground,
        fee=paid,
        sees_margin=Act.SEE_COST.permits(user),
        incidents=len(over.incidents) if over else 0,
        reports=len(over.reports) if over else 0,
        seed=next((row.replayed.drawn.seed for row in rows if row.replayed), ""),
        rows=rows,
        clocks=_clocks(wordings, over) if over else (),
    )


def _over(log: IncidentLog, fee: Decimal | None, ground: Ground | None, today: date) -> Over:
    return Over(
        incidents=tuple(row.value() for row in log.incidents.all()),
        first=log.covers_from,
        last=log.covers_to,
        fee=fee,
        revenue=ground.revenue if ground else None,
        margin=ground.margin if ground else None,
        today=today,
        calendar=calendar_of(log.covers_from - BEYOND, log.covers_to + BEYOND, noticed()),
    )


def _clocks(wordings: Sequence[SlaWording], over: Over) -> tuple[ClockRow, ...]:
    until = midnight(over.last + A_DAY)
    return tuple(
        row for one in wordings for row in clock_rows(one.name, over.reports, one.clocks(), over.calendar, until)
    )
