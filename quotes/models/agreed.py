"""What people agreed to on the way to a version: what a smart condition is held against."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from quotes.domain.approvals import RequestState, state_of
from quotes.domain.branches import ancestors
from quotes.domain.policy import Whom
from quotes.models.approvals import PLACED, ApprovalRequest, ApprovalStep, Decision
from quotes.models.quotes import QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import User

# Whom each approver is today, as `quotes.permissions.approvers_of` tells.
type Line = Mapping[Whom, User | Role | None]


@dataclass(frozen=True, kw_only=True)
class Word:
    """The last time whom today's line asks agreed to an offer of this line, and in which request."""

    step: ApprovalStep
    request: ApprovalRequest


def last_words(base: QuoteVersion, line: Line, but: Collection[int], day: date) -> dict[Whom, Word]:
    """What was agreed to on the way to `base`, itself included, by anybody `but` these. Whoever holds the place today
    and did not speak before is not in it, so that they are asked.

    Only what somebody decided counts, in requests that were approved: an offer that asked nobody, or not again, leaves
    what was agreed to where it was.
    """
    words = [Word(step=step, request=request) for request in _agreed_to(base, day) for step in request.steps.all()]
    found: dict[Whom, Word] = {}
    for approver, who in line.items():
        if theirs := next((word for word in words if spoke(word.step, who, but)), None):
            found[approver] = theirs
    return found


def _agreed_to(base: QuoteVersion, day: date) -> list[ApprovalRequest]:
    """The latest first, without those that ran out; one statement where nobody has decided anything yet."""
    decided = list(ApprovalRequest.objects.decided_in(base.quote_id))
    if not decided:
        return []
    family = {other.pk: other.place() for other in QuoteVersion.objects.filter(quote=base.quote_id).only(*PLACED)}
    line = {base.pk, *ancestors(base.place(), family)}
    return [
        request
        for request in decided
        if request.version_id in line
        and state_of(request.version.content_hash, request.facts(day)) is RequestState.APPROVED
    ]


def spoke(step: ApprovalStep, who: User | Role | None, but: Collection[int]) -> bool:
    """Whether the approval of this step was given by whom today's line would ask, and by none of those left out."""
    decision: Decision | None = getattr(step, "decision", None)
    # Where one of several was enough, the others said nothing.
    if who is None or decision is None or decision.decided_by_id in but:
        return False
    decider = decision.decided_by
    if isinstance(who, User):
        return decider == who and (not step.role or step.person_id == who.pk)
    return step.role == who and decider.role == who and decider.is_active
