"""What the desk does by the clock for itself: dead workers' jobs, old sessions, and where the journal ends."""

from django.conf import settings
from django.core.management import call_command

from dealdesk.later import every, rescue


@every(settings.DEALDESK_RESCUE, "dealdesk.rescue_stalled")
async def rescue_stalled(timestamp: int) -> None:
    await rescue()


@every("17 3 * * *", "dealdesk.sweep_sessions")
def sweep_sessions(timestamp: int) -> None:
    call_command("clearsessions")


@every("7 * * * *", "dealdesk.anchor_journal")
def anchor_journal(timestamp: int) -> None:
    """Where nobody said to whom, there is nowhere that whoever holds the database could not reach."""
    if settings.ANCHOR_FOLDER or settings.ANCHOR_MAIL:
        call_command("anchor_journal", folder=settings.ANCHOR_FOLDER, mail=settings.ANCHOR_MAIL)
