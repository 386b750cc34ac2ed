"""How long an approval holds, as an administrator types it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near
from quotes.models.deadlines import MOST_DAYS


class DeadlinesForm(forms.Form):
    holds_days = forms.IntegerField(
        label=_("An approval holds, working days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("After the day it was given. Empty: as long as the offer is valid."),
    )
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
