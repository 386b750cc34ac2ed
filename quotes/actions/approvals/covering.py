"""Who decides while an approver is away: a delegation reaches only whom a step may be handed on to, and never whoever
asked."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from quotes.models import ApprovalRequest, ApprovalStep, Delegation
from quotes.models.signers import Signers, signers_of
from stakeholders.actions.journal import record


def stand_in(request: ApprovalRequest, at: datetime) -> list[ApprovalStep]:
    """Gives the undecided steps of whoever is away today to whom they named, and takes back those of a delegation that
    is over. Of an open request that its caller holds; running twice is harmless."""
    given = {one.delegated_by_id: one for one in Delegation.objects.in_force(timezone.localdate(at)).with_people()}
    _take_back(request, given.values(), at)
    if not given:
        return []
    waiting = request.steps.with_holder().filter(decision=None, delegation=None)
    theirs = [(step, given[step.holder_id]) for step in waiting if step.holder_id in given]
    signers = signers_of(request) if theirs else Signers(trades=(), line=())
    moved = [_given(step, one, request, at) for step, one in theirs if _reaches(one, step, request, signers)]
    ApprovalStep.objects.bulk_update(moved, ["delegation"])
    return moved


def _take_back(request: ApprovalRequest, given: Iterable[Delegation], at: datetime) -> None:
    lent = request.steps.filter(decision=None).exclude(delegation=None).exclude(delegation__in=given)
    for over in Delegation.objects.filter(steps__in=lent).with_people().distinct():
        request.steps.filter(decision=None, delegation=over).update(delegation=None)
        facts = {"request": request.number, "colleague": over.to.name}
        record("come_back", **request.version.about(), by=over.delegated_by, at=at, **facts)


def _reaches(one: Delegation, step: ApprovalStep, request: ApprovalRequest, signers: Signers) -> bool:
    deep = one.most_points is not None and request.version.given_at_most > one.most_points
    return not deep and one.to in signers.instead(step, one.delegated_by)


def _given(step: ApprovalStep, one: Delegation, request: ApprovalRequest, at: datetime) -> ApprovalStep:
    step.delegation = one
    facts = {"request": request.number, "colleague": one.to.name, "reason": one.reason}
    record("hand_on", **request.version.about(), by=one.delegated_by, at=at, **facts)
    return step
