"""When two requests ask the same of one person, so that they may be decided together."""

from collections.abc import Hashable

from quotes.domain.approvals import fired
from quotes.models.approvals import ApprovalRequest, ApprovalStep
from stakeholders.models import User


def kind_of(request: ApprovalRequest, user: User) -> Hashable | None:
    """Equal for two requests in which the same rules fired and that ask the same of this person now; None where one
    asks nothing of them. Of steps that are read with_holder() and with their decisions."""
    mine = [step for step in request.due() if step.asks(user)] if request.closed_at is None else []
    parts = (frozenset(_part(step) for step in steps) for steps in (mine, request.steps.all()))
    return tuple(parts) if mine else None


def _part(step: ApprovalStep) -> Hashable:
    """At which place and in which turn it stands, and which rules asked it."""
    return step.approver, step.role, step.turn, step.one_suffices, step.added_because, fired(step.why)
