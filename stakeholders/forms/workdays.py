"""Reading a State Council notice from a request: pasted, or uploaded as a text file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stakeholders.domain.workdays import ReadNotice, read_notice

# A year's notice is a page of text.
MOST_BYTES = 20_000


class NoticeForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("Notice"), max_length=120, help_text=_("Its name and number."))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Where it is published."))
    rows = forms.CharField(
        label=_("Days"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("One line a day: 2027-01-01,休,元旦; a worked weekend day: 2027-02-06,班,春节."),
    )
    file = forms.FileField(label=_("CSV file"), required=False, help_text=_("In the place of the lines above."))
    # Set by the page that showed what was read: without it nothing is stored.
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "year" not in values:
            return values
        text = self._uploaded() or values.get("rows", "")
        values["text"] = text
        values["read"] = read = read_notice(text, values["year"])
        if not read.days and not read.wrong and "file" not in self.errors:
            self.add_error("rows", ValidationError(_("There is no day in this notice: paste one line a day.")))
        return values

    def _uploaded(self) -> str:
        file = self.cleaned_data.get("file")
        if file is None:
            return ""
        content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            self.add_error("file", ValidationError(_("This file is too large for a year's notice.")))
            return ""
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return str(content.decode(encoding))
            except UnicodeDecodeError:
                continue
        self.add_error("file", ValidationError(_("This is no text file: save it as CSV.")))
        return ""

    @property
    def read(self) -> ReadNotice | None:
        """What the lines said, once the year is known."""
        found: ReadNotice | None = getattr(self, "cleaned_data", {}).get("read")
        return found
