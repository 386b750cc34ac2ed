"""Cost models and what a deal costs us, for those who may see it."""

from quotes.queries.costs.deal import CostScreen, cost_screen, models_to_choose
from quotes.queries.costs.falls import FallScreen, VersionCost, fall_screen, version_cost
from quotes.queries.costs.models import (
    ModelComparison,
    ModelScreen,
    cost_model_comparison,
    cost_model_list,
    cost_model_screen,
    initial_rows,
)
from quotes.queries.costs.rounds import Left, kept_by, left_by
from quotes.queries.costs.seats import Seats, drafts_for_seats, with_seats

__all__ = [
    "CostScreen",
    "FallScreen",
    "Left",
    "ModelComparison",
    "ModelScreen",
    "Seats",
    "VersionCost",
    "cost_model_comparison",
    "cost_model_list",
    "cost_model_screen",
    "cost_screen",
    "drafts_for_seats",
    "fall_screen",
    "initial_rows",
    "kept_by",
    "left_by",
    "models_to_choose",
    "version_cost",
    "with_seats",
]
