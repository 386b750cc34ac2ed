"""What is done when an approver is waited for too long: a reminder, then whoever stands above may decide too."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from quotes.actions.approvals.telling import tell, whom
from quotes.domain.waiting import Patience, waited
from quotes.models import ApprovalRequest, ApprovalStep, Decision
from quotes.models.deadlines import patience_on
from quotes.models.signers import Signers, signers_of
from quotes.models.waiting import stills, with_stills
from stakeholders.actions.journal import record
from stakeholders.domain.deals import calendar_of
from stakeholders.domain.notices import NoticeKind
from stakeholders.models.workdays import noticed


@transaction.atomic
def chase(*, request: ApprovalRequest, at: datetime) -> list[ApprovalStep]:
    """Reminds, and goes one level up, where the working hours for it have passed; each once a step, and whom it was
    handed on to is reminded too. The notices are in the same transaction as the mark that they were given."""
    requests = with_stills(ApprovalRequest.objects.select_for_update(of=("self",)))
    held = requests.select_related("version__quote__deal__team", "requested_by").get(pk=request.pk)
    patience = patience_on(timezone.localdate(at))
    if held.closed_at is not None or patience is None or not held.version.quote.deal.is_open:
        return []
    waiting = [(step, _waited(step, held, patience, at)) for step in held.asked_today()]
    late = [step for step, hours in waiting if _due(patience.remind_after, hours) and not step.is_reminded]
    too_late = [step for step, hours in waiting if _due(patience.raise_after, hours) and step.raised_at is None]
    return [*_remind(late, held, at), *_raise(too_late, held, at)]


def _due(after: timedelta | None, hours: timedelta) -> bool:
    return after is not None and hours >= after


def _waited(step: ApprovalStep, request: ApprovalRequest, patience: Patience, at: datetime) -> timedelta:
    """Since it was asked: with the request, when its turn came, when somebody added it, or handed it on."""
    earlier = Decision.objects.filter(step__request=request, step__turn__lt=step.turn)
    came = earlier.aggregate(last=Max("decided_at"))["last"] if step.turn > 1 else None
    start = timezone.localtime(max(one for one in (request.requested_at, came, step.added_at, step.handed_at) if one))
    now = timezone.localtime(at)
    calendar = calendar_of(start.date(), now.date(), noticed())
    return waited(patience, calendar, start, now, stills(request))


def _remind(late: list[ApprovalStep], request: ApprovalRequest, at: datetime) -> list[ApprovalStep]:
    for step in late:
        step.reminded_at = at
    ApprovalStep.objects.bulk_update(late, ["reminded_at"])
    if late:
        record("remind", **request.version.about(), by=None, at=at, request=request.number)
        tell(NoticeKind.REMINDED, request, whom(late), None, at)
    return late


def _raise(too_late: list[ApprovalStep], request: ApprovalRequest, at: datetime) -> list[ApprovalStep]:
    """Where nobody stands above, the step stays where it is."""
    signers = signers_of(request) if too_late else Signers(trades=(), line=())
    raised = {step: above for step in too_late if (above := signers.above(step.holder_id))}
    for step, above in raised.items():
        step.raised_to, step.raised_at = above, at
        record("raise_step", **request.version.about(), by=None, at=at, request=request.number, colleague=above.name)
    steps = list(raised)
    ApprovalStep.objects.bulk_update(steps, ["raised_to", "raised_at"])
    concerned = [*whom(steps), *raised.values(), request.requested_by]
    tell(NoticeKind.ESCALATED, request, concerned if steps else [], None, at)
    return steps
