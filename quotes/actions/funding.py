"""What money costs us, as finance says."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from dealdesk.kernel.currencies import is_currency
from dealdesk.kernel.refusals import Refusal
from quotes.models import FundingRate
from stakeholders.actions.journal import record
from stakeholders.models import User

BEGUN = "A rate in %(currency)s is in force from %(day)s on: a new one begins later."


@transaction.atomic
def add_funding_rate(
    *, points: Decimal, currency: str, valid_from: date, source: str, by: User, at: datetime
) -> FundingRate:
    """In force for its currency from that day; a later one takes its place."""
    if not is_currency(currency):
        raise Refusal("A currency is written with three capital letters, such as CNY.", field="currency")
    if not 0 <= points <= 100:
        raise Refusal("A yearly rate lies between 0 and 100 %%.", field="points")
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    last = FundingRate.objects.filter(currency=currency).first()
    if last and valid_from <= last.valid_from:
        raise Refusal(BEGUN, field="valid_from", currency=currency, day=last.valid_from.isoformat())
    made = FundingRate(
        points=points, currency=currency, valid_from=valid_from, source=source.strip(), added_at=at, added_by=by
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Refusal(BEGUN, field="valid_from", currency=currency, day=valid_from.isoformat()) from None
    begins = valid_from.isoformat()
    record("add_funding_rate", on=made, by=by, at=at, points=str(points), currency=currency, valid_from=begins)
    return made
