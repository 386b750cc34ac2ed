"""A year of invented incidents, so that every contract's own availability can be seen side by side."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from contracts.actions.sla import keep_incidents
from contracts.domain.sla.replay import Incident
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


def _incident(told: dict[str, Any], at: datetime) -> Incident:
    begins = datetime.combine(on(at, -told["days"]), time.fromisoformat(told["at"]), tzinfo=SHANGHAI)
    return Incident(
        begins=begins,
        ends=begins + timedelta(minutes=told["minutes"]),
        failing=Percent(Decimal(told.get("failing", 100))),
        every_way=told.get("every_way", True),
        excluded=told.get("excluded", False),
    )
