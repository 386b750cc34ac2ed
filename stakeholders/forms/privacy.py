"""Reading a privacy policy, and why somebody is erased."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import ReadingForm
from stakeholders.domain.privacy import LONGEST
from stakeholders.models import PrivacyPolicy


class PrivacyPolicyForm(ReadingForm):
    retention_months = forms.IntegerField(
        label=_("Kept after the deal closed"),
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = PrivacyPolicy
        fields = ("purpose", "legal_basis", "retention_months", "valid_from", "source")
        labels = {
            "purpose": _("Purpose"),
            "legal_basis": _("Legal basis"),
            "valid_from": _("In force from"),
            "source": _("Source"),
        }
        help_texts = {
            "purpose": _("What named people are assessed for, in one or two sentences."),
            "legal_basis": _("As your counsel states it."),
            "source": _("The rule or decision this comes from, with its date."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("purpose", "legal_basis"):
            self.fields[name].widget.attrs["rows"] = 3

    def clean_valid_from(self) -> date:
        day = self.near("valid_from")
        if day is None or (self.today and day < self.today):
            raise ValidationError(_("This day has passed. Choose today or later."))
        return day


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label=_("Who asked for it, and when"),
        max_length=200,
        help_text=_("Kept in the journal; do not write the person's name."),
    )
    is_sure = forms.BooleanField(label=_("I have read what goes and what stays. It cannot be undone."))
