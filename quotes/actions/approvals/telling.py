"""Who is told of a request for approval: whom it asks, and who asked."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest, ApprovalStep, QuoteVersion
from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import User

DECIDED = {Verdict.APPROVE: NoticeKind.APPROVED, Verdict.REJECT: NoticeKind.REJECTED}


def tell(
    kind: NoticeKind,
    request: ApprovalRequest,
    to: Iterable[User],
    by: User | None,
    at: datetime,
    *,
    beside: Iterable[QuoteVersion] = (),
) -> None:
    """Any notice about a request, of one its caller holds; other versions of the deal are named `beside` it."""
    version = request.version
    others = [f"{one.quote.number} V{one.mark}" for one in beside]
    facts = {"number": " · ".join([*others, str(version.quote.number)]), "version": version.mark}
    notify(kind, to=to, about=request, deal=version.quote.deal, by=by, at=at, **facts)


def tell_asked(request: ApprovalRequest, by: User, at: datetime) -> None:
    tell(NoticeKind.APPROVAL_ASKED, request, _whom(request), by, at)


def tell_decided(requests: Iterable[ApprovalRequest], verdict: Verdict, by: User, at: datetime) -> None:
    """Whoever asked, once a deal, whatever of it was decided together."""
    told: dict[tuple[int, int], list[ApprovalRequest]] = {}
    for request in requests:
        told.setdefault((request.version.quote.deal_id, request.requested_by_id), []).append(request)
    for *others, last in told.values():
        tell(DECIDED[verdict], last, [last.requested_by], by, at, beside=[one.version for one in others])


def tell_unasked(request: ApprovalRequest, by: User, at: datetime) -> None:
    """Those who had not answered need not any more; before it is closed."""
    tell(NoticeKind.APPROVAL_WITHDRAWN, request, _whom(request), by, at)


def tell_needless(beside: Sequence[ApprovalStep], request: ApprovalRequest, by: User, at: datetime) -> None:
    """Whom somebody's decision spared an answer: of steps read with_holder()."""
    tell(NoticeKind.APPROVAL_WITHDRAWN, request, whom(beside), by, at)


def _whom(request: ApprovalRequest) -> list[User]:
    return whom(request.asked_today())


def whom(steps: Sequence[ApprovalStep]) -> list[User]:
    """Whom undecided steps ask today: who holds a place in the line, who stands above where it waited too long, and
    everybody of a role."""
    if not steps:
        return []
    holders = [person for step in steps for person in (step.holder_id, step.raised_id) if person]
    roles = [step.role for step in steps if step.role and not step.holder_id]
    return list(User.objects.filter(Q(pk__in=holders) | Q(role__in=roles)).order_by("pk"))
