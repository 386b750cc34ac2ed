"""A renewal as somebody begins it, and what consumer prices did."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near
from dealdesk.web.numbers import PercentField

DATE = {"type": "date"}


class RenewalForm(forms.Form):
    name = forms.CharField(label=_("Name of the new deal"), max_length=120)
    points = PercentField(
        label=_("Dearer by"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=4,
        help_text=_("It stands in the offer as a step of its own, under its name."),
    )
    valid_until = forms.DateField(label=_("Offer valid until"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_until(self) -> date:
        return near(self.cleaned_data["valid_until"], self.today)


class PriceReadingForm(forms.Form):
    month = forms.DateField(
        label=_("Month"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DATE),
        help_text=_("Any day of a month that has ended."),
    )
    points = PercentField(
        label=_("Against a year before"),
        min_value=Decimal(-100),
        max_value=Decimal(100),
        decimal_places=4,
        help_text=_("The year-on-year change of consumer prices; below zero where they fell."),
    )
    source = forms.CharField(
        label=_("Where it comes from"), max_length=200, help_text=_("So that anyone can look it up.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_month(self) -> date:
        return near(self.cleaned_data["month"], self.today)
