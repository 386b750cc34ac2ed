"""Cost models, and what a deal costs us."""

from quotes.views.costs.deal import deal_cost_model, deal_costs
from quotes.views.costs.falls import version_cost, waterfall
from quotes.views.costs.models import (
    cost_model,
    cost_model_clone,
    cost_model_compare,
    cost_model_costs,
    cost_model_discard,
    cost_model_draft,
    cost_model_new,
    cost_model_publish,
    cost_models,
)

__all__ = [
    "cost_model",
    "cost_model_clone",
    "cost_model_compare",
    "cost_model_costs",
    "cost_model_discard",
    "cost_model_draft",
    "cost_model_new",
    "cost_model_publish",
    "cost_models",
    "deal_cost_model",
    "deal_costs",
    "version_cost",
    "waterfall",
]
