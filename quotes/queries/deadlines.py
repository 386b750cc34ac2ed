"""How long approvals hold, the newest first, and those whose last day has passed."""

from dataclasses import dataclass
from datetime import date

from quotes.domain.lifecycle import VersionState
from quotes.models import ApprovalDeadlines, ApprovalRequest

MOST = 60


@dataclass(frozen=True, kw_only=True)
class DeadlinesRow:
    deadlines: ApprovalDeadlines
    is_now: bool
    is_coming: bool


def deadlines_rows(today: date) -> tuple[DeadlinesRow, ...]:
    """The latest ones; one statement."""
    rows = list(ApprovalDeadlines.objects.select_related("added_by")[:MOST])
    now = next((row.pk for row in rows if row.valid_from <= today), None)
    return tuple(DeadlinesRow(deadlines=row, is_now=row.pk == now, is_coming=row.valid_from > today) for row in rows)


def to_lapse(today: date) -> tuple[ApprovalRequest, ...]:
    """Approvals that nobody has marked yet, of offers that are not out."""
    gone = ApprovalRequest.objects.filter(holds_until__lt=today, lapsed_at=None)
    return tuple(gone.filter(version__state=VersionState.SUBMITTED).select_related("version").order_by("pk"))
