"""A year of invented incidents, so that every contract's own availability can be seen side by side."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from contracts.actions.sla import add_wording, keep_incidents
from contracts.domain.sla.clocks import Clock, Clocks, Hours, Report, Severity
from contracts.domain.sla.credits import CutFee, Leave, Scale
from contracts.domain.sla.replay import Incident
from contracts.domain.sla.wordings import Excluded, Method, Wording
from contracts.models.sla import tiers_of
from dealdesk.kernel.percent import Percent
from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import on
from quotes.domain.usage.series import SHANGHAI
from stakeholders.models import User


def upload(by: User, at: datetime) -> None:
    told = read("incidents")
    keep_incidents(
        name=told["name"],
        covers_from=on(at, -told["days"]),
        covers_to=on(at, -1),
        incidents=[_incident(one, at) for one in told["incidents"]],
        file_name="incidents.csv",
        sha256=sha256(repr(told).encode()).hexdigest(),
        source=told["source"],
        by=by,
        at=at,
    )
    _word(by, at)


def _incident(told: dict[str, Any], at: datetime) -> Incident:
    begins = datetime.combine(on(at, -told["days"]), time.fromisoformat(told["at"]), tzinfo=SHANGHAI)
    return Incident(
        begins=begins,
        ends=begins + timedelta(minutes=told["minutes"]),
        failing=Percent(Decimal(told.get("failing", 100))),
        every_way=told.get("every_way", True),
        excluded=told.get("excluded", False),
        report=_report(told, begins),
    )


def _report(told: dict[str, Any], begins: datetime) -> Report | None:
    if "report" not in told:
        return None
    severity, *minutes = told["report"]
    reported, responded, resolved = (begins + timedelta(minutes=after) for after in minutes)
    waits = tuple(
        (begins + timedelta(minutes=one), begins + timedelta(minutes=other)) for one, other in told.get("waits", ())
    )
    return Report(severity=Severity(severity), reported=reported, responded=responded, resolved=resolved, waits=waits)


def _word(by: User, at: datetime) -> None:
    """A customer's own terms: both clocks, and a right to leave after two of three months."""
    told = read("incidents")["wording"]
    add_wording(
        name=told["name"],
        words=Wording(method=Method.OUTAGES, shortest=60, excluded=Excluded.NOT_DOWN),
        scale=Scale(
            commitment=Percent(Decimal(told["commitment"])),
            tiers=tiers_of(told["tiers"]),
            cap=Percent(Decimal(told["cap"])),
            cut=CutFee(told["cut"]),
        ),
        claim=told["claim"],
        claim_days=told["claim_days"],
        leave=Leave(times=2, months=3),
        clocks=Clocks(
            minutes={
                (Severity(word), clock): given
                for word, two in told["minutes"].items()
                for clock, given in zip(Clock, two, strict=True)
            },
            in_hours=frozenset({Severity.NORMAL}),
            hours=Hours(opens=time(9), closes=time(18)),
            pauses=told["pauses"],
        ),
        source=told["source"],
        by=by,
        at=at,
    )
