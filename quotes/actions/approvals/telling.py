"""Who is told of a request for approval: whom it asks, and who asked."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest, ApprovalStep
from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import User

DECIDED = {Verdict.APPROVE: NoticeKind.APPROVED, Verdict.REJECT: NoticeKind.REJECTED}


def tell(kind: NoticeKind, request: ApprovalRequest, to: Iterable[User], by: User | None, at: datetime) -> None:
    """Any notice about a request, of one its caller holds."""
    version = request.version
    facts = {"number": version.quote.number, "version": version.mark}
    notify(kind, to=to, about=request, deal=version.quote.deal, by=by, at=at, **facts)


def tell_asked(request: ApprovalRequest, by: User, at: datetime) -> None:
    tell(NoticeKind.APPROVAL_ASKED, request, _whom(request), by, at)


def tell_decided(request: ApprovalRequest, verdict: Verdict, by: User, at: datetime) -> None:
    tell(DECIDED[verdict], request, [request.requested_by], by, at)


def tell_unasked(request: ApprovalRequest, by: User, at: datetime) -> None:
    """Those who had not answered need not any more; before it is closed."""
    tell(NoticeKind.APPROVAL_WITHDRAWN, request, _whom(request), by, at)


def _whom(request: ApprovalRequest) -> list[User]:
    """Whom the steps whose turn it is ask today: who holds a place in the line, and everybody of a role."""
    steps: list[ApprovalStep] = list(request.steps.with_holder().due())
    if not steps:
        return []
    holders = [step.holder_id for step in steps if step.holder_id]
    roles = [step.role for step in steps if step.role and not step.holder_id]
    return list(User.objects.filter(Q(pk__in=holders) | Q(role__in=roles)).order_by("pk"))
