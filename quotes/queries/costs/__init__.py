"""Cost models and what a deal costs us, for those who may see it."""

from quotes.queries.costs.models import (
    ModelComparison,
    ModelScreen,
    cost_model_comparison,
    cost_model_list,
    cost_model_screen,
    initial_rows,
)

__all__ = [
    "ModelComparison",
    "ModelScreen",
    "cost_model_comparison",
    "cost_model_list",
    "cost_model_screen",
    "initial_rows",
]
