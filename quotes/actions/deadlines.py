"""How long an approval holds and an approver is waited for, as an administrator says; and the end of an approval."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals.telling import tell
from quotes.actions.dated import state
from quotes.actions.quotes.versions import hold
from quotes.domain.lifecycle import VersionState
from quotes.models import ApprovalDeadlines, ApprovalRequest
from quotes.models.deadlines import MOST_DAYS, MOST_HOURS
from stakeholders.actions.journal import record
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import User


@transaction.atomic
def add_deadlines(
    *,
    holds_days: int | None,
    remind_hours: int | None = None,
    raise_hours: int | None = None,
    opens: time | None = None,
    closes: time | None = None,
    valid_from: date,
    source: str,
    by: User,
    at: datetime,
) -> ApprovalDeadlines:
    """In force from that day; a later one takes its place. What was approved before keeps its own last day."""
    _check_hours(remind_hours, raise_hours, opens, closes)
    if holds_days is not None and not 1 <= holds_days <= MOST_DAYS:
        raise Refusal("An approval holds for 1 to %(most)s working days.", field="holds_days", most=MOST_DAYS)
    if valid_from < timezone.localdate(at):
        raise Refusal("This day has passed. Choose today or later.", field="valid_from")
    if (last := ApprovalDeadlines.objects.first()) and valid_from < last.valid_from:
        message = "Deadlines are in force from %(day)s on: new ones begin then or later."
        raise Refusal(message, field="valid_from", day=last.valid_from.isoformat())
    waits = {"remind_hours": remind_hours, "raise_hours": raise_hours, "opens": opens, "closes": closes}
    told = {"holds_days": holds_days, **waits}
    made = state(ApprovalDeadlines, **told, valid_from=valid_from, source=source, by=by, at=at)
    record("add_deadlines", on=made, by=by, at=at, valid_from=valid_from.isoformat())
    return made


def _check_hours(remind: int | None, escalate: int | None, opens: time | None, closes: time | None) -> None:
    for field, hours in (("remind_hours", remind), ("raise_hours", escalate)):
        if hours is not None and not 1 <= hours <= MOST_HOURS:
            raise Refusal("Waiting is counted from 1 to %(most)s working hours.", field=field, most=MOST_HOURS)
    if remind is not None and escalate is not None and escalate <= remind:
        raise Refusal("First a reminder, then one level up: give this more hours.", field="raise_hours")
    if (remind or escalate or opens or closes) and (opens is None or closes is None or opens >= closes):
        raise Refusal("Say from when until when a working day is worked: hours are counted by it.", field="closes")


@transaction.atomic
def let_lapse(*, request: ApprovalRequest, at: datetime) -> bool:
    """Marks an approval whose last day has passed before its offer went out, and tells whoever asked; once.

    It holds the version first, as sending does: what was sent in time stays sent, and what is marked is not sent.
    """
    version = hold(request.version)
    held = ApprovalRequest.objects.select_for_update(of=("self",)).select_related("requested_by").get(pk=request.pk)
    held.version = version
    if held.lapsed_at is not None or not held.has_lapsed(timezone.localdate(at)):
        return False
    if version.state != VersionState.SUBMITTED or not version.is_approved:
        return False
    held.lapsed_at = at
    held.save(update_fields=["lapsed_at"])
    record("let_lapse", **version.about(), by=None, at=at, request=held.number)
    tell(NoticeKind.APPROVAL_LAPSED, held, {held.requested_by, version.quote.deal.owner}, None, at)
    return True
