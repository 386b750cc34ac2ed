"""The deadlines of approvals, the newest first, and what they have passed for."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from quotes.domain.lifecycle import VersionState
from quotes.models import ApprovalDeadlines, ApprovalRequest, ApprovalStep
from quotes.queries.dated import Stated, stated
from stakeholders.domain.deals import CLOSED


def deadlines_rows(today: date) -> tuple[Stated[ApprovalDeadlines], ...]:
    return stated(ApprovalDeadlines.objects.all(), lambda row: row, today)


def to_chase(at: datetime) -> tuple[ApprovalRequest, ...]:
    """Open requests of deals still talked about, with a step that nobody was reminded of yet, or that did not go up,
    old enough by the clock on the wall: working hours are never more."""
    told = ApprovalDeadlines.objects.in_force(timezone.localdate(at)).first()
    late = Q(pk__in=[])
    unreminded = Q(reminded_at=None) | Q(reminded_at__lt=F("handed_at"))
    for lacks, hours in ((unreminded, told and told.remind_hours), (Q(raised_at=None), told and told.raise_hours)):
        if hours:
            late |= Q(steps__in=_undecided(lacks), requested_at__lte=at - timedelta(hours=hours))
    waits = ApprovalRequest.objects.open().exclude(version__quote__deal__stage__in=CLOSED)
    return tuple(waits.filter(late).distinct().order_by("pk"))


def _undecided(lacks: Q) -> QuerySet[ApprovalStep]:
    return ApprovalStep.objects.filter(lacks, decision=None)


def to_lapse(today: date) -> tuple[ApprovalRequest, ...]:
    """Approvals that nobody has marked yet, of offers that are not out and whose deal is still talked about."""
    gone = ApprovalRequest.objects.filter(holds_until__lt=today, lapsed_at=None)
    waits = gone.filter(version__state=VersionState.SUBMITTED).exclude(version__quote__deal__stage__in=CLOSED)
    return tuple(waits.select_related("version").order_by("pk"))
