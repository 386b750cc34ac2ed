"""What the worker does for this app: owners are told of obligations whose day comes near."""

from datetime import UTC, datetime

from django.utils import timezone

from contracts.actions.obligations import tell_due
from contracts.queries.obligations import to_tell
from dealdesk.later import every


@every("33 * * * *", "contracts.tell_obligations")
def tell_of_obligations(timestamp: int) -> None:
    """Running twice is harmless: each day of an obligation is told once."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for obligation in to_tell(timezone.localdate(at)):
        tell_due(obligation=obligation, at=at)
