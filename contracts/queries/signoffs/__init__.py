"""Who signs a deal's contract off: what each role answers for, what it said, and what changed since."""

from contracts.queries.signoffs.days import signed_off_on_data
from contracts.queries.signoffs.screen import (
    FootingRow,
    Replay,
    RoleRow,
    SignoffsScreen,
    replay_of,
    signoffs_screen,
    standings_of,
    waiting_in_inbox,
    waiting_of,
)

__all__ = [
    "FootingRow",
    "Replay",
    "RoleRow",
    "SignoffsScreen",
    "replay_of",
    "signed_off_on_data",
    "signoffs_screen",
    "standings_of",
    "waiting_in_inbox",
    "waiting_of",
]
