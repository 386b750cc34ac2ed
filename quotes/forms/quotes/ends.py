"""Why a version is void, and until when it stands after a renewal."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near
from quotes.models import QuoteVersion


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=QuoteVersion._meta.get_field("void_reason").max_length,
        help_text=_("Stays beside the struck-out version, for everybody who opens the quote."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RenewForm(forms.Form):
    valid_until = forms.DateField(
        label=_("Valid until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        help_text=_("Needed where somebody has to be asked again; who approved the same figures is not."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_until(self) -> date:
        day: date = self.cleaned_data["valid_until"]
        if day < self.today:
            raise ValidationError(_("This day has passed. Choose today or later."))
        return near(day, self.today)
