"""How much each part of a customer's health counts, as an administrator writes it down."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from contracts.domain.health import Part, Weights
from contracts.models import HealthWeights
from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def add_health_weights(
    *, parts: Mapping[Part, int], quiet_days: int, valid_from: date, source: str, by: User, at: datetime
) -> HealthWeights:
    """In force from that day; a later one takes its place."""
    Weights(parts=parts, quiet_days=quiet_days)
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    with once(contracts_healthweights_valid_from_key=_begun):
        made = HealthWeights.objects.create(
            parts={part.value: weight for part, weight in parts.items()},
            quiet_days=quiet_days,
            valid_from=valid_from,
            source=source.strip(),
            added_at=at,
            added_by=by,
        )
    record("add_health_weights", on=made, by=by, at=at, valid_from=valid_from.isoformat())
    return made


def _begun() -> Refusal:
    return Refusal("Another setting begins on this day: choose another one.", field="valid_from")
