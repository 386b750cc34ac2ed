"""Unit costs and margins as finance types them."""

from quotes.forms.costs.models import (
    CostCloneForm,
    CostDraftForm,
    CostModelForm,
    CostPublishForm,
    CostRowFormSet,
    MarginForm,
)

__all__ = ["CostCloneForm", "CostDraftForm", "CostModelForm", "CostPublishForm", "CostRowFormSet", "MarginForm"]
