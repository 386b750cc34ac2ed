"""How the reports of a log stand to the clocks of a wording, severity by severity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from contracts.domain.sla.clocks import Clock, Clocks, Report, Severity, Timed, timed
from contracts.domain.sla.spans import SECONDS_A_MINUTE, spelled
from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.workdays import WorkCalendar
from dealdesk.web.refusals import sentence

# So many that missed a clock are named.
NAMED = 20


@dataclass(frozen=True, kw_only=True)
class Late:
    """A report that missed its clock: when it was made, and how long it took or has taken so far."""

    reported: datetime
    took: str


@dataclass(frozen=True, kw_only=True)
class ClockCell:
    """What is given, and of the reports that are judged how many kept it; times are spelled."""

    given: str
    kept: int
    missed: int
    running: int
    untold: int
    slowest: str
    late: tuple[Late, ...]

    @property
    def judged(self) -> int:
        return self.kept + self.missed


@dataclass(frozen=True, kw_only=True)
class ClockRow:
    """One wording and severity; None where it does not time that clock. `hours` is empty for round the clock;
    `pauses` where waiting for the customer is no time of the resolution; `refused` says why it cannot be reckoned."""

    wording: str
    severity: Severity
    hours: str
    response: ClockCell | None = None
    resolution: ClockCell | None = None
    pauses: bool = False
    refused: str = ""


def clock_rows(
    wording: str, reports: Sequence[Report], clocks: Clocks, calendar: WorkCalendar, until: datetime
) -> Iterator[ClockRow]:
    for severity in Severity:
        hours = _hours(clocks, severity)
        told = [one for one in reports if one.severity is severity]
        try:
            found = {one.clock: one for one in timed(told, clocks, calendar, until) if one.severity is severity}
        except Refusal as refusal:
            yield ClockRow(wording=wording, severity=severity, hours=hours, refused=sentence(refusal))
            continue
        response, resolution = (_cell(found.get(clock)) for clock in Clock)
        if response or resolution:
            row = ClockRow(wording=wording, severity=severity, hours=hours, pauses=clocks.pauses)
            yield replace(row, response=response, resolution=resolution)


def _hours(clocks: Clocks, severity: Severity) -> str:
    hours = clocks.timed(severity)
    return f"{hours.opens:%H:%M} – {hours.closes:%H:%M}" if hours else ""


def _cell(found: Timed | None) -> ClockCell | None:
    if found is None:
        return None
    return ClockCell(
        given=spelled(Decimal(found.minutes)),
        kept=found.kept,
        missed=found.missed,
        running=found.running,
        untold=found.untold,
        slowest=_spelled(found.slowest) if found.slowest is not None else "",
        late=tuple(Late(reported=one.reported, took=_spelled(length)) for one, length in found.late[:NAMED]),
    )


def _spelled(length: timedelta) -> str:
    return spelled(EXACT.divide(Decimal(int(length.total_seconds())), Decimal(SECONDS_A_MINUTE)))
