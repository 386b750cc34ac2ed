"""The replay's screen: the log that is looked at, every wording over it, and the clocks they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from contracts.domain.sla.found import is_long
from contracts.domain.sla.logs import Wrong
from contracts.domain.sla.spans import midnight
from contracts.models import IncidentLog, SlaReplay, SlaWording
from contracts.models.sla import MOST_LOGS
from contracts.permissions import Act
from contracts.queries.sla.clocks import ClockRow, clock_rows
from contracts.queries.sla.ground import Ground, deals_to_choose, ground_of
from contracts.queries.sla.replayed import Over, WordingRow, wording_row
from stakeholders.domain.deals import calendar_of
from stakeholders.models import Deal, User
from stakeholders.models.workdays import noticed

# Windows for claims and reports reach so far beyond a log.
BEYOND = timedelta(days=400)


@dataclass(frozen=True, kw_only=True)
class ReplayScreen:
    """`fee` is what a month costs, as the chosen deal's offer has it or else as it was typed; `sees_margin` whether the
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
    # How many wordings there are, and how many of them are reckoned; the others are with the worker. Until all are,
    # nothing else is read.
    wordings: int
    done: int
    rows: tuple[WordingRow, ...]
    clocks: tuple[ClockRow, ...]

    @property
    def is_waiting(self) -> bool:
        return self.done < self.wordings

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
    """The chosen log or the newest, under every wording that still stands; five statements, six with a long log, three
    more with a deal, and of a log that is still with the worker neither incidents nor announced days off."""
    logs = tuple(IncidentLog.objects.sized().select_related("uploaded_by")[:MOST_LOGS])
    chosen = next((one for one in logs if one.pk == log), logs[0] if logs else None)
    wordings = list(SlaWording.objects.current())
    ground = ground_of(user, deal)
    paid = fee if ground is None or ground.fee is None else ground.fee
    kept = _kept(chosen, len(wordings))
    done = len(wordings) if kept is None else sum(one.pk in kept for one in wordings)
    is_done = done == len(wordings)
    over = _over(chosen, kept, paid, ground, today) if chosen and is_done else None
    rows = tuple(wording_row(one, over) for one in wordings) if is_done else ()
    return ReplayScreen(
        logs=logs,
        log=chosen,
        deals=tuple(deals_to_choose(user)),
        ground=ground,
        fee=paid,
        sees_margin=Act.SEE_COST.permits(user),
        incidents=chosen.size if chosen else 0,
        reports=chosen.told if chosen else 0,
        seed=next((row.replayed.drawn.seed for row in rows if row.replayed), ""),
        wordings=len(wordings),
        done=done,
        rows=rows,
        clocks=_clocks(wordings, over) if over else (),
    )


def _kept(log: IncidentLog | None, wordings: int) -> dict[int, SlaReplay] | None:
    """What the worker has found so far of a long log, by wording; None for what is found while somebody waits."""
    if log is None or not is_long(log.size, wordings):
        return None
    return {one.wording_id: one for one in log.replays.all()}


def _over(
    log: IncidentLog, kept: dict[int, SlaReplay] | None, fee: Decimal | None, ground: Ground | None, today: date
) -> Over:
    """Of a long log only its reports are read; the rest was found by the worker."""
    rows = log.incidents.all() if kept is None else log.incidents.exclude(reported=None)
    return Over(
        incidents=tuple(row.value() for row in rows),
        whole=log.whole,
        kept=kept,
        fee=fee,
        revenue=ground.revenue if ground else None,
        margin=ground.margin if ground else None,
        today=today,
        calendar=calendar_of(log.covers_from - BEYOND, log.covers_to + BEYOND, noticed()),
    )


def _clocks(wordings: Sequence[SlaWording], over: Over) -> tuple[ClockRow, ...]:
    until = midnight(over.whole.end or over.whole.start)
    return tuple(
        row for one in wordings for row in clock_rows(one.name, over.reports, one.clocks(), over.calendar, until)
    )
