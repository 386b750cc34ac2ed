"""A log of three incidents, and the wordings the desk comes with where an emptied table lost them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.apps import apps

from contracts.actions.sla import keep_incidents
from contracts.domain.sla.replay import Incident
from contracts.migrations.given import published_wordings
from contracts.models import IncidentLog, SlaWording
from dealdesk.kernel.percent import Percent
from quotes.domain.usage.series import SHANGHAI
from stakeholders.models import User
from tests.factories.stakeholders import NOW

FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
START = datetime(2026, 9, 1, 20, tzinfo=SHANGHAI)


def word_as_it_comes() -> None:
    if not SlaWording.objects.exists():
        published_wordings.come_worded(apps, None)


def incidents() -> list[Incident]:
    """In September: five minutes, three quarters of an hour, and three hours in which every fifth request failed."""
    told = ((0, 5, 100), (1, 45, 100), (2, 180, 20))
    return [
        Incident(begins=begins, ends=begins + timedelta(minutes=minutes), failing=Percent(Decimal(failing)))
        for day, minutes, failing in told
        for begins in [START + timedelta(days=day)]
    ]


def log(by: User, name: str = "近两月故障") -> IncidentLog:
    return keep_incidents(
        name=name,
        covers_from=FIRST,
        covers_to=LAST,
        incidents=incidents(),
        file_name="incidents.csv",
        sha256="0" * 64,
        source="值班系统",
        by=by,
        at=NOW,
    )
