"""How much each part of a customer's health counts, as an administrator writes it down."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from contracts.domain.health import Part, Weights
from contracts.models import HealthWeights
from quotes.actions.dated import state
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def add_health_weights(
    *, parts: Mapping[Part, int], quiet_days: int, valid_from: date, source: str, by: User, at: datetime
) -> HealthWeights:
    """In force from that day; a later one takes its place."""
    Weights(parts=parts, quiet_days=quiet_days)
    counts = {"parts": {part.value: weight for part, weight in parts.items()}, "quiet_days": quiet_days}
    made = state(HealthWeights, **counts, valid_from=valid_from, source=source, by=by, at=at)
    record("add_health_weights", on=made, by=by, at=at, valid_from=valid_from.isoformat())
    return made
