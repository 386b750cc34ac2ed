"""The prime rate, and that we told a customer how large we are, as people type it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.domain.payment import OwnSize
from dealdesk.web.forms import near
from dealdesk.web.numbers import PercentField
from quotes.domain.attachments import Checked
from quotes.forms.attachments import looked_into
from quotes.forms.dated import SettingForm


class PrimeRateForm(SettingForm):
    points = PercentField(label=_("One-year LPR"), decimal_places=4)


class DeclarationForm(forms.Form):
    size = forms.ChoiceField(
        label=_("We are a"), choices=[("", _("Choose …")), *((word.value, _(word.label)) for word in OwnSize)]
    )
    declared_on = forms.DateField(label=_("Told on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    told = forms.CharField(
        label=_("To whom, and how"), max_length=200, help_text=_("With the contract, by registered mail, by e-mail …")
    )
    file = forms.FileField(label=_("Signed or stamped copy"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_size(self) -> OwnSize:
        return OwnSize(self.cleaned_data["size"])

    def clean_declared_on(self) -> date:
        return near(self.cleaned_data["declared_on"], self.today)

    def clean_file(self) -> Checked:
        return looked_into(self.cleaned_data["file"])
