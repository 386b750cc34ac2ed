"""Which cost model a deal's offers are held against."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import choose_from
from quotes.models import CostModel


class CostBasisForm(forms.Form):
    model = forms.ModelChoiceField(CostModel.objects.none(), label=_("Cost model"), empty_label=_("Choose …"))

    def __init__(self, *args: Any, models: QuerySet[CostModel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "model", models)
