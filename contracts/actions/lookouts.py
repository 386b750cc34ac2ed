"""How far ahead we look for what follows a signature, as an administrator says."""

from datetime import date, datetime

from django.db import transaction

from contracts.domain.lookouts import Lookout
from contracts.models import LookoutSetting
from quotes.actions.dated import state
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def add_lookout(
    *, remind_workdays: int, renewal_days: int, valid_from: date, source: str, by: User, at: datetime
) -> LookoutSetting:
    """In force from that day; a later one takes its place."""
    Lookout(remind_workdays=remind_workdays, renewal_days=renewal_days)
    ahead = {"remind_workdays": remind_workdays, "renewal_days": renewal_days}
    made = state(LookoutSetting, **ahead, valid_from=valid_from, source=source, by=by, at=at)
    begins = valid_from.isoformat()
    record("add_lookout", on=made, by=by, at=at, workdays=remind_workdays, days=renewal_days, valid_from=begins)
    return made
