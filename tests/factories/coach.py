"""Plans of negotiations, and the coach as it comes set."""

from decimal import Decimal
from typing import Any

from django.apps import apps

from quotes.actions.coach import set_aims
from quotes.domain.coach.talk import Aims
from quotes.migrations.given import coach_settings
from quotes.models import CoachSetting, NegotiationAims, Quote
from stakeholders.models import User
from tests.factories.stakeholders import NOW


def set_as_it_comes() -> None:
    """What the tables come with, where an emptied table lost it."""
    if not CoachSetting.objects.exists():
        coach_settings.come_set(apps, None)


def aims(quote: Quote, *, by: User, **changed: Any) -> NegotiationAims:
    """From 839,600 a year down to 600,000 in four even rounds, 700,000 wanted."""
    values: dict[str, Any] = {"target": Decimal(700_000), "reservation": Decimal(600_000), "months": 12}
    edition = changed.pop("edition", None)
    values |= {"aspiration": Decimal(839_600), "rounds": 4, "beta": Decimal(1)} | changed
    return set_aims(quote=quote, aims=Aims(**values), edition=edition, by=by, at=NOW)
