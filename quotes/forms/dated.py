"""From which day on something dated holds."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near


class PublishForm(forms.Form):
    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_from(self) -> date:
        return near(self.cleaned_data["valid_from"], self.today)


class SettingForm(PublishForm):
    """What is set from a day on, and where it comes from; a setting's own fields come first."""

    source = forms.CharField(
        label=_("Where it comes from"), max_length=200, help_text=_("So that anyone can look it up.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in {"valid_from", "source"}])
