"""Unit costs and margins as finance types them."""

from quotes.forms.costs.deal import CostBasisForm
from quotes.forms.costs.models import (
    CostCloneForm,
    CostDraftForm,
    CostModelForm,
    CostRowFormSet,
    MarginForm,
)

__all__ = [
    "CostBasisForm",
    "CostCloneForm",
    "CostDraftForm",
    "CostModelForm",
    "CostRowFormSet",
    "MarginForm",
]
