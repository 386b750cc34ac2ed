"""Logs of our own incidents, and the wordings they are replayed under."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from contracts.domain.sla import replay
from contracts.domain.sla.clocks import Clock, Clocks, Report, Severity
from contracts.domain.sla.credits import Leave, Scale
from contracts.domain.sla.found import is_long
from contracts.domain.sla.wordings import Wording
from contracts.models import Incident, IncidentLog, SlaReplay, SlaWording
from contracts.models.sla import long_logs
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.later import later
from stakeholders.actions.journal import record
from stakeholders.models import User

MOST_DAYS = 731
# A table with more rows than this is read by nobody.
MOST_WORDINGS = 20
UNTIMED = Clocks()


@transaction.atomic
def keep_incidents(
    *,
    name: str,
    covers_from: date,
    covers_to: date,
    incidents: Sequence[replay.Incident],
    file_name: str,
    sha256: str,
    source: str,
    by: User,
    at: datetime,
) -> IncidentLog:
    if not 0 <= (covers_to - covers_from).days < MOST_DAYS:
        raise Refusal("A log covers from one day to two years.", field="covers_to")
    log = IncidentLog.objects.create(
        name=name,
        covers_from=covers_from,
        covers_to=covers_to,
        file_name=file_name,
        sha256=sha256,
        source=source,
        uploaded_at=at,
        uploaded_by=by,
    )
    Incident.objects.bulk_create(_row(log, one) for one in incidents)
    first, last = covers_from.isoformat(), covers_to.isoformat()
    record("keep_incidents", on=log, by=by, at=at, name=name, first=first, last=last, incidents=len(incidents))
    if is_long(len(incidents), SlaWording.objects.current().count()):
        _ask(log.pk)
    return log


@transaction.atomic
def add_wording(
    *,
    name: str,
    words: Wording,
    scale: Scale,
    claim: str,
    source: str,
    claim_days: int | None = None,
    leave: Leave | None = None,
    clocks: Clocks = UNTIMED,
    by: User,
    at: datetime,
) -> SlaWording:
    if SlaWording.objects.current().count() >= MOST_WORDINGS:
        raise Refusal("There are %(most)s wordings: retire one first.", most=MOST_WORDINGS)
    made = SlaWording.objects.create(
        name=name,
        method=words.method,
        limit=words.limit.points,
        window_seconds=words.window,
        shortest_seconds=words.shortest,
        rounds_up=words.rounds_up,
        every_way=words.every_way,
        excluded=words.excluded,
        floor=words.floor,
        month=words.month,
        **_scaled(scale),
        claim=claim,
        claim_days=claim_days,
        source=source,
        added_at=at,
        added_by=by,
        **_left(leave),
        **_timed(clocks),
    )
    record("add_wording", on=made, by=by, at=at, name=name)
    for log in long_logs():
        _ask(log)
    return made


def keep_replay(*, log: IncidentLog, wording: SlaWording, result: dict[str, Any], at: datetime) -> None:
    """Of two workers the first; they found the same."""
    SlaReplay.objects.get_or_create(log=log, wording=wording, defaults={"result": result, "reckoned_at": at})


@transaction.atomic
def retire_wording(*, wording: SlaWording, by: User, at: datetime) -> None:
    """Off the table; what was said by it can still be read."""
    held = SlaWording.objects.select_for_update().get(pk=wording.pk)
    if held.retired_at is not None:
        raise StaleRefusal("“%(name)s” was retired already.", name=held.name)
    held.retired_at, held.retired_by = at, by
    held.save(update_fields=["retired_at", "retired_by"])
    record("retire_wording", on=held, by=by, at=at, name=held.name)


def _ask(log: int) -> None:
    one = f"sla-replay-{log}"
    later("contracts.replay_log", lock=one, queueing_lock=one, log=log)


def _scaled(scale: Scale) -> dict[str, Any]:
    return {
        "commitment": scale.commitment.points,
        "tiers": [[str(side.points) for side in (tier.low, tier.high, tier.credit)] for tier in scale.tiers],
        "cap": scale.cap.points if scale.cap else None,
        "cut_fee": scale.cut or "",
    }


def _left(leave: Leave | None) -> dict[str, Any]:
    if leave is None:
        return {}
    below = leave.below.points if leave.below else None
    return {"leave_times": leave.times, "leave_months": leave.months, "leave_below": below}


def _timed(clocks: Clocks) -> dict[str, Any]:
    hours = {"opens": clocks.hours.opens, "closes": clocks.hours.closes} if clocks.hours else {}
    minutes = {f"{severity}_{clock}": clocks.minutes.get((severity, clock)) for severity in Severity for clock in Clock}
    in_hours = {f"{word}_in_hours": word in clocks.in_hours for word in Severity}
    return hours | minutes | in_hours | {"pauses": clocks.pauses}


def _row(log: IncidentLog, one: replay.Incident) -> Incident:
    return Incident(
        log=log,
        begins=one.begins,
        ends=one.ends,
        failing=one.failing.points,
        every_way=one.every_way,
        excluded=one.excluded,
        region=one.region,
        requests=one.requests,
        **_told(one.report),
    )


def _told(report: Report | None) -> dict[str, Any]:
    if report is None:
        return {}
    told = {name: getattr(report, name) for name in ("severity", "reported", "responded", "resolved")}
    return told | {"waits": [[begins.isoformat(), ends.isoformat()] for begins, ends in report.waits]}
