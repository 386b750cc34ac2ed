"""When people hear that something of theirs ends, as an administrator types it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quotes.domain.forewarnings import MOST_CLAIM_DAYS, MOST_OFFER_DAYS
from quotes.forms.dated import SettingForm


class ForewarningForm(SettingForm):
    claim_days = forms.IntegerField(
        label=_("Before a claim ends"),
        min_value=1,
        max_value=MOST_CLAIM_DAYS,
        help_text=_("Whoever looks after it is told, and the library marks it from then on: measuring takes weeks."),
    )
    claim_again = forms.IntegerField(
        label=_("And once more"),
        min_value=0,
        max_value=MOST_CLAIM_DAYS,
        required=False,
        help_text=_("Left empty, they are told once."),
    )
    offer_days = forms.IntegerField(
        label=_("Before an offer expires"),
        min_value=1,
        max_value=MOST_OFFER_DAYS,
        help_text=_("Whoever owns the deal is told, and lists mark it from then on."),
    )
