"""A competitor's offer as somebody types it, and a buyer's scores as they are asked in the address."""

from quotes.forms.rivals.offer import RivalForm
from quotes.forms.rivals.scores import ScoreForm

__all__ = ["RivalForm", "ScoreForm"]
