"""How long an approval holds and an approver is waited for, as an administrator types it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near
from quotes.models.deadlines import MOST_DAYS, MOST_HOURS


def _time() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class DeadlinesForm(forms.Form):
    holds_days = forms.IntegerField(
        label=_("An approval holds, working days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("After the day it was given. Empty: as long as the offer is valid."),
    )
    remind_hours = forms.IntegerField(
        label=_("Remind after, working hours"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        help_text=_("Of waiting for an approver. Empty: never."),
    )
    raise_hours = forms.IntegerField(
        label=_("One level up after, working hours"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        help_text=_("Whoever stands above may then decide too. Empty: never."),
    )
    opens = forms.TimeField(label=_("A working day begins"), required=False, widget=_time())
    closes = forms.TimeField(label=_("A working day ends"), required=False, widget=_time())
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
