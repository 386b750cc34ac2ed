"""What the desk does by the clock for itself: jobs of dead workers are given back, old sessions swept."""

from django.conf import settings
from django.core.management import call_command

from dealdesk.later import every, rescue


@every(settings.DEALDESK_RESCUE, "dealdesk.rescue_stalled")
async def rescue_stalled(timestamp: int) -> None:
    await rescue()


@every("17 3 * * *", "dealdesk.sweep_sessions")
def sweep_sessions(timestamp: int) -> None:
    call_command("clearsessions")
