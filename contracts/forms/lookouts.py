"""How far ahead we look, as an administrator types it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.domain.lookouts import MOST_DAYS, MOST_WORKDAYS
from quotes.forms.dated import SettingForm


class LookoutForm(SettingForm):
    remind_workdays = forms.IntegerField(
        label=_("Remind before an obligation"),
        min_value=0,
        max_value=MOST_WORKDAYS,
        help_text=_("Its owner is told so many working days before its day; 0 is on the day itself."),
    )
    renewal_days = forms.IntegerField(
        label=_("Work on a renewal before its day"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("Before the last day for a notice, or before the end where there is none."),
    )
