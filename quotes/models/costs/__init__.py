"""Cost models as finance states them, which of them a deal is held against, and what was kept of an offer's cost."""

from quotes.models.costs.kept import CostSnapshot, inputs_of, needs_of
from quotes.models.costs.stated import CostBasis, CostModel, CostModelVersion, CostModelVersionQuerySet, UnitCost

__all__ = [
    "CostBasis",
    "CostModel",
    "CostModelVersion",
    "CostModelVersionQuerySet",
    "CostSnapshot",
    "UnitCost",
    "inputs_of",
    "needs_of",
]
