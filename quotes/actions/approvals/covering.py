"""Who decides while an approver is away: a delegation reaches only whom a step may be handed on to, and never whoever
asked."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from operator import attrgetter

from django.utils import timezone

from quotes.actions.approvals.telling import tell
from quotes.domain.policy import Figure, read_back
from quotes.models import ApprovalRequest, ApprovalStep, Delegation
from quotes.models.signers import Signers, signers_of
from stakeholders.actions.journal import record
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import User


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


def recover(request: ApprovalRequest, at: datetime) -> None:
    """Before anybody acts: a delegation that is over decides nothing more, whatever the clock has done since; whoever
    is back is told of what waits for them again."""
    if back := _take_back(request, Delegation.objects.in_force(timezone.localdate(at)), at):
        tell(NoticeKind.APPROVAL_ASKED, request, back, None, at)


def _take_back(request: ApprovalRequest, given: Iterable[Delegation], at: datetime) -> list[User]:
    """Who has steps back that wait now."""
    lent = request.steps.filter(decision=None).exclude(delegation=None).exclude(delegation__in=given)
    over = {step.delegation for step in lent.select_related("delegation__to", "delegation__delegated_by")}
    back = []
    for one in sorted((one for one in over if one), key=attrgetter("pk")):
        theirs = request.steps.filter(decision=None, delegation=one)
        back += [one.delegated_by] if theirs.due().exists() else []
        theirs.update(delegation=None)
        facts = {"request": request.number, "colleague": one.to.name}
        record("come_back", **request.version.about(), by=one.delegated_by, at=at, **facts)
    return back


def _reaches(one: Delegation, step: ApprovalStep, request: ApprovalRequest, signers: Signers) -> bool:
    deep = one.most_points is not None and _depth(request) > one.most_points
    return not deep and one.to in signers.instead(step, one.delegated_by)


def _depth(request: ApprovalRequest) -> Decimal:
    """Points off list as the policy saw them, free months among them: what is given is given in whatever coin."""
    with_free_months = read_back(request.figures).figures.get(Figure.EFFECTIVE_DISCOUNT)
    return max(request.version.given_at_most, with_free_months or Decimal(0))


def _given(step: ApprovalStep, one: Delegation, request: ApprovalRequest, at: datetime) -> ApprovalStep:
    step.delegation = one
    facts = {"request": request.number, "colleague": one.to.name, "reason": one.reason}
    record("hand_on", **request.version.about(), by=one.delegated_by, at=at, **facts)
    return step
