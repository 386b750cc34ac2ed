"""How much each part of a customer's health counts, as an administrator types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.domain.health import MOST_QUIET, MOST_WEIGHT, Part
from quotes.forms.dated import SettingForm


class HealthWeightsForm(SettingForm):
    quiet_days = forms.IntegerField(
        label=_("Silent after"),
        min_value=1,
        max_value=MOST_QUIET,
        help_text=_("Days without a word after which this part is worth nothing."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[part.value] = forms.IntegerField(label=_(part.label), min_value=0, max_value=MOST_WEIGHT)
        self.order_fields([*(part.value for part in Part), "quiet_days", "valid_from", "source"])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"parts": {part: given.pop(part.value, None) for part in Part}, **given}
