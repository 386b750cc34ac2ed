"""What money costs us, as finance types it."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.currencies import HOME
from dealdesk.web.numbers import PercentField
from quotes.forms.dated import SettingForm
from stakeholders.forms.deals import CURRENCIES


class FundingRateForm(SettingForm):
    points = PercentField(
        label=_("Yearly rate"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=4,
        help_text=_("What it costs us a year: our bank's rate and our margin over it, for instance."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial=HOME)
