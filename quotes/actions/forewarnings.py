"""When whoever looks after a claim or an offer hears that it ends, as an administrator says."""

from datetime import date, datetime

from django.db import transaction

from quotes.actions.dated import state
from quotes.domain.forewarnings import Forewarning
from quotes.models import ForewarningSetting
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def add_forewarning(
    *, claim_days: int, claim_again: int | None, offer_days: int, valid_from: date, source: str, by: User, at: datetime
) -> ForewarningSetting:
    """In force from that day; a later one takes its place."""
    told = Forewarning(claim_days=claim_days, claim_again=claim_again, offer_days=offer_days)
    days = {"claim_days": claim_days, "claim_again": claim_again, "offer_days": offer_days}
    made = state(ForewarningSetting, **days, valid_from=valid_from, source=source, by=by, at=at)
    claims, begins = ", ".join(map(str, told.of_claims)), valid_from.isoformat()
    record("add_forewarning", on=made, by=by, at=at, claims=claims, offers=offer_days, valid_from=begins)
    return made
