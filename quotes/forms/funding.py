"""What money costs us, as finance types it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near
from dealdesk.web.numbers import PercentField
from stakeholders.forms.deals import CURRENCIES


class FundingRateForm(forms.Form):
    points = PercentField(
        label=_("Yearly rate"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=4,
        help_text=_("What it costs us a year: our bank's rate and our margin over it, for instance."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(
        label=_("Where it comes from"), max_length=200, help_text=_("So that anyone can look it up.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_from(self) -> date:
        return near(self.cleaned_data["valid_from"], self.today)
