"""The signed copy as it is chosen."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import near
from quotes.domain.attachments import Checked
from quotes.forms.attachments import FilesField


class CopyForm(forms.Form):
    attached = FilesField(label=_("Signed copy"))
    signed_on = forms.DateField(label=_("Signed on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, typed: Any = None, files: Any = None, *, today: date) -> None:
        super().__init__(typed, files, initial={"signed_on": today})
        self.today = today
        self.fields["attached"].widget.attrs["accept"] = ".pdf"
        self.fields["attached"].help_text = _("One PDF, stored as it is with its SHA-256.")

    def clean_signed_on(self) -> date:
        return near(self.cleaned_data["signed_on"], self.today)

    def clean_attached(self) -> Checked:
        files: list[Checked] = self.cleaned_data["attached"]
        if len(files) > 1:
            raise forms.ValidationError(_("Choose one file."))
        return files[0]

    def told(self) -> dict[str, Any]:
        """What `keep_signed_copy` takes."""
        return {"file": self.cleaned_data["attached"], "signed_on": self.cleaned_data["signed_on"]}
