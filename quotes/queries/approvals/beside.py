"""What stands beside a verdict: questions and answers, whom it may be handed on to, who else may be asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from quotes.models import ApprovalQuestion, ApprovalRequest, ApprovalStep, RevokedDecision
from quotes.models.signers import Signers, signers_of
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Whom it may be handed on to and who may sign besides, for whoever it waits for; nobody else reads a list of
    colleagues out of it."""

    questions: tuple[ApprovalQuestion, ...]
    revoked: tuple[RevokedDecision, ...]
    may_answer: bool
    may_revoke: bool
    heirs: tuple[User, ...]
    signers: tuple[User, ...]

    @property
    def is_asked(self) -> bool:
        """A question has no answer yet."""
        return any(not one.answer for one in self.questions)


def beside(user: User, request: ApprovalRequest, steps: Iterable[ApprovalStep], *, may_decide: bool) -> Beside:
    """Two statements, and for whom it waits two more."""
    theirs = {request.requested_by_id, request.version.quote.deal.owner_id}
    told = tuple(steps)
    mine = [step for step in request.due() if may_decide and step.asks(user)]
    decided = [step for step in told if hasattr(step, "decision") and step.decision.decided_by_id == user.pk]
    is_open = request.closed_at is None
    found = signers_of(request) if mine else Signers(trades=(), line=())
    return Beside(
        questions=tuple(request.questions.select_related("asked_by", "answered_by")),
        revoked=tuple(RevokedDecision.objects.filter(step__request=request).select_related("revoked_by")),
        may_answer=is_open and user.pk in theirs and Act.SUBMIT_VERSION.permits(user),
        may_revoke=is_open and bool(decided),
        heirs=_heirs(mine, user, found),
        signers=found.everybody,
    )


def heirs(user: User, request: ApprovalRequest) -> tuple[User, ...]:
    """Who may take over every step that asks this person."""
    return _heirs([step for step in request.asked_today() if step.asks(user)], user, signers_of(request))


def signers(request: ApprovalRequest) -> tuple[User, ...]:
    return signers_of(request).everybody


def _heirs(mine: list[ApprovalStep], user: User, found: Signers) -> tuple[User, ...]:
    return tuple(
        person for person in found.everybody if mine and all(person in found.instead(step, user) for step in mine)
    )
