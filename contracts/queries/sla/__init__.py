"""One log of incidents under every wording, what parts make of a whole, and what is wrong with a file."""

from contracts.queries.sla.parts import PartsScreen, parts_screen
from contracts.queries.sla.screen import ReplayScreen, replay_screen, wrong_rows

__all__ = ["PartsScreen", "ReplayScreen", "parts_screen", "replay_screen", "wrong_rows"]
