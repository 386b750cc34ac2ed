"""What a deal costs us: the unit costs that finance states, and what is kept of them with an offer."""

from quotes.actions.costs.kept import choose_cost_model
from quotes.actions.costs.models import (
    clone_cost_model,
    create_cost_model,
    discard_cost_model,
    draft_cost_model,
    publish_cost_model,
    save_costs,
)

__all__ = [
    "choose_cost_model",
    "clone_cost_model",
    "create_cost_model",
    "discard_cost_model",
    "draft_cost_model",
    "publish_cost_model",
    "save_costs",
]
