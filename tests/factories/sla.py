"""A log of three incidents, and the wordings the desk comes with where an emptied table lost them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.apps import apps

from contracts.actions.sla import keep_incidents
from contracts.domain.sla.clocks import Report, Severity
from contracts.domain.sla.replay import Incident
from contracts.migrations.given import published_clocks, published_wordings
from contracts.models import IncidentLog, SlaWording
from dealdesk.kernel.percent import Percent
from quotes.domain.usage.series import SHANGHAI
from stakeholders.models import User
from tests.factories.stakeholders import NOW
from tests.triggers import resting

FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
START = datetime(2026, 9, 1, 20, tzinfo=SHANGHAI)


def word_as_it_comes() -> None:
    if not SlaWording.objects.exists():
        published_wordings.come_worded(apps, None)
        with resting("contracts.SlaWording:sla_wordings_are_kept"):
            published_clocks.come_timed(apps, None)


def three() -> list[Incident]:
    """In September: five minutes, three quarters of an hour, and three hours in which every fifth request failed."""
    told = ((0, 5, 100), (1, 45, 100), (2, 180, 20))
    return [
        Incident(begins=begins, ends=begins + timedelta(minutes=minutes), failing=Percent(Decimal(failing)))
        for day, minutes, failing in told
        for begins in [START + timedelta(days=day)]
    ]


def reported() -> list[Incident]:
    """The long one was reported as it began, at five in the afternoon, answered after twenty minutes; the customer was
    waited for from then twenty minutes on, for half an hour."""
    begins = datetime(2026, 9, 3, 17, tzinfo=SHANGHAI)
    after = [begins + timedelta(minutes=minutes) for minutes in (0, 20, 180, 40, 70)]
    told = {"reported": after[0], "responded": after[1], "resolved": after[2]}
    report = Report(severity=Severity.URGENT, **told, waits=((after[3], after[4]),))
    return [*three()[:2], Incident(begins=begins, ends=after[2], failing=Percent(Decimal(20)), report=report)]


def log(
    by: User,
    name: str = "近两月故障",
    incidents: Sequence[Incident] | None = None,
    covers_from: date = FIRST,
    covers_to: date = LAST,
) -> IncidentLog:
    return keep_incidents(
        name=name,
        covers_from=covers_from,
        covers_to=covers_to,
        incidents=three() if incidents is None else incidents,
        file_name="incidents.csv",
        sha256="0" * 64,
        source="值班系统",
        by=by,
        at=NOW,
    )
