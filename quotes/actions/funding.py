"""What money costs us, as finance says."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.models import FundingRate
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def add_funding_rate(*, points: Decimal, valid_from: date, source: str, by: User, at: datetime) -> FundingRate:
    """In force from that day; a later one takes its place."""
    if not 0 <= points <= 100:
        raise Refusal("A yearly rate lies between 0 and 100 %%.", field="points")
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    if (last := FundingRate.objects.first()) and valid_from < last.valid_from:
        raise Refusal(
            "A rate is in force from %(day)s on: a new one begins then or later.",
            field="valid_from",
            day=last.valid_from.isoformat(),
        )
    made = FundingRate.objects.create(
        points=points, valid_from=valid_from, source=source.strip(), added_at=at, added_by=by
    )
    record("add_funding_rate", on=made, by=by, at=at, points=str(points), valid_from=valid_from.isoformat())
    return made
