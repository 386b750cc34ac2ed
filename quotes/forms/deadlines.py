"""How long an approval holds and an approver is waited for, as an administrator types it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quotes.forms.dated import SettingForm
from quotes.models.deadlines import MOST_DAYS, MOST_HOURS


def _time() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class DeadlinesForm(SettingForm):
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
