"""What the worker does for this app: what may no longer be kept is erased, a deal at a time."""

from datetime import UTC, datetime

from django.utils import timezone

from dealdesk.later import every
from stakeholders.actions.privacy import forget_assessments
from stakeholders.queries.privacy import past_retention


@every("41 3 * * *", "stakeholders.forget_assessments")
def forget(timestamp: int) -> None:
    """Running twice is harmless: the second finds nothing left."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for deal in past_retention(timezone.localdate(at)):
        forget_assessments(deal, at=at)
