"""Being away: one's steps go to somebody else from a day to a day, and come back when it ends."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from dealdesk.db import once
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal, StaleRefusal
from quotes.actions.approvals.covering import recover, stand_in
from quotes.actions.approvals.deciding import hold_request, hold_the_line
from quotes.actions.approvals.telling import tell
from quotes.models import ApprovalRequest, ApprovalStep, Delegation
from quotes.models.signers import possible_delegates
from stakeholders.actions.journal import record
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import User

CHAIN = (
    "%(person)s is away in these days too, or somebody away then counts on you: choose another person or other days."
)


@transaction.atomic
def delegate(
    *, to: User, starts_on: date, ends_on: date, most_points: Decimal | None, reason: str, by: User, at: datetime
) -> Delegation:
    """What waits, and what comes in these days, goes to `to`; `most_points` off list, or any depth where it is None."""
    if to not in possible_delegates(by):
        raise Refusal("They cannot decide in your place: choose somebody of your role, or above you.", field="to")
    if starts_on < timezone.localdate(at):
        raise Refusal("This day has passed. Choose today or later.", field="starts_on")
    if ends_on < starts_on:
        raise Refusal("The last day comes before the first one.", field="ends_on")
    if not reason.strip():
        raise Refusal("Say why: it stands beside what is handed on.", field="reason")
    with once(
        one_delegation_at_a_time=lambda: Refusal("You are away in some of these days already.", field="starts_on"),
        delegations_make_no_chain=lambda: Refusal(CHAIN, field="to", person=to.name),
    ):
        given = Delegation.objects.create(
            to=to, starts_on=starts_on, ends_on=ends_on, most_points=most_points, reason=reason.strip(),
            delegated_at=at, delegated_by=by,
        )  # fmt: skip
    record("delegate", on=given, by=by, at=at, colleague=to.name, first=f"{starts_on}", last=f"{ends_on}")
    return given


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: User, at: datetime) -> Delegation:
    """What went to them and is still undecided comes back with the next tick of the clock, and before they could
    decide it."""
    held = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if held.delegated_by_id != by.pk:
        raise ForbiddenRefusal("Only whoever is away ends it.")
    if held.ended_at is not None:
        raise StaleRefusal("This delegation has ended already.")
    held.ended_at, held.ended_by = at, by
    held.save(update_fields=["ended_at", "ended_by"])
    record("end_delegation", on=held, by=by, at=at, colleague=held.to.name)
    return held


@transaction.atomic
def cover(*, request: ApprovalRequest, at: datetime) -> list[ApprovalStep]:
    """Sets one request right by who is away today; whoever decides instead is told of what waits now."""
    held = hold_request(request)
    if held.closed_at is not None or not hold_the_line(held.version.quote.deal_id).is_open:
        return []
    recover(held, at)
    moved = stand_in(held, at)
    now = set(held.steps.due())
    for given in {step.delegation for step in moved if step.delegation and step in now}:
        tell(NoticeKind.APPROVAL_ASKED, held, [given.to], given.delegated_by, at)
    return moved
