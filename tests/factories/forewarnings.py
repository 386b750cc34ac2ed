"""When people hear of an end, as it comes set and as an administrator sets it."""

from datetime import date
from typing import Any

from django.apps import apps

from quotes.actions.forewarnings import add_forewarning
from quotes.migrations.given import forewarnings
from quotes.models import ForewarningSetting
from stakeholders.models import User
from tests.factories.stakeholders import NOW


def set_as_it_comes() -> None:
    """What the tables come with, where an emptied table lost it."""
    if not ForewarningSetting.objects.exists():
        forewarnings.come_set(apps, None)


def forewarning(by: User, **changed: Any) -> ForewarningSetting:
    values = {
        "claim_days": 60,
        "claim_again": None,
        "offer_days": 3,
        "valid_from": date(2026, 11, 24),
        "source": "约定",
    }
    return add_forewarning(by=by, at=NOW, **values | changed)
