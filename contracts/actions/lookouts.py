"""How far ahead we look for what follows a signature, as an administrator says."""

from datetime import date, datetime

from django.db import transaction

from contracts.domain.lookouts import Lookout
from contracts.models import LookoutSetting
from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.models import User


@transaction.atomic
def add_lookout(
    *, remind_workdays: int, renewal_days: int, valid_from: date, source: str, by: User, at: datetime
) -> LookoutSetting:
    """In force from that day; a later one takes its place."""
    Lookout(remind_workdays=remind_workdays, renewal_days=renewal_days)
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    with once(contracts_lookoutsetting_valid_from_key=_begun):
        made = LookoutSetting.objects.create(
            remind_workdays=remind_workdays,
            renewal_days=renewal_days,
            valid_from=valid_from,
            source=source.strip(),
            added_at=at,
            added_by=by,
        )
    begins = valid_from.isoformat()
    record("add_lookout", on=made, by=by, at=at, workdays=remind_workdays, days=renewal_days, valid_from=begins)
    return made


def _begun() -> Refusal:
    return Refusal("Another setting begins on this day: choose another one.", field="valid_from")
