"""When somebody is away, who decides for them, and who counts on them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quotes.models import ApprovalRequest, Delegation
from quotes.models.approvals import steps_today
from stakeholders.domain.deals import CLOSED
from stakeholders.models import User

MOST = 50


@dataclass(frozen=True, kw_only=True)
class DelegationRow:
    """`is_mine`: the reader is away; else somebody counts on them."""

    delegation: Delegation
    is_mine: bool
    is_now: bool
    is_over: bool


def delegation_rows(user: User, today: date) -> tuple[DelegationRow, ...]:
    """The latest first; one statement."""
    found = Delegation.objects.filter(Q(delegated_by=user) | Q(to=user)).with_people()
    return tuple(
        DelegationRow(
            delegation=one,
            is_mine=one.delegated_by_id == user.pk,
            is_now=one.ended_at is None and one.starts_on <= today <= one.ends_on,
            is_over=one.ended_at is not None or one.ends_on < today,
        )
        for one in found[:MOST]
    )


def to_cover(today: date) -> tuple[ApprovalRequest, ...]:
    """Open requests of deals still talked about, with a step that waits for somebody who is away, or still for whom a
    delegation named that is over.

    An offer too deep for its approver's delegation comes up again every time, and is left as it is.
    """
    given = Delegation.objects.in_force(today)
    waiting = steps_today().filter(request__closed_at=None, decision=None)
    lent = Q(delegation__isnull=False) & ~Q(delegation__in=given)
    away = Q(delegation=None, holder_id__in=given.values("delegated_by"))
    requests = ApprovalRequest.objects.filter(pk__in=waiting.filter(lent | away).values("request"))
    return tuple(requests.exclude(version__quote__deal__stage__in=CLOSED).order_by("pk"))
