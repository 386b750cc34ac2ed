"""English words beside the Chinese ones, a field a text."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.words import CHINESE
from quotes.domain.english import LONGEST_WORDS, WordRow

# What is longer than a name is written in several lines.
LONG = 24


def said_in_english(text: str) -> None:
    if CHINESE.search(text):
        raise ValidationError(_("There is Chinese in it: write what an English reader reads."))


class EnglishForm(forms.Form):
    """A field is called by a hash of its text, so that words which were typed beside one text are never another's."""

    def __init__(self, *args: Any, rows: Iterable[WordRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {f"en_{sha256(row.zh.encode()).hexdigest()[:16]}": row for row in rows}
        for name, row in self.rows.items():
            wide = forms.Textarea(attrs={"rows": 2}) if len(row.zh) > LONG else forms.TextInput()
            self.fields[name] = forms.CharField(
                label=row.zh,
                initial=row.en,
                required=False,
                max_length=LONGEST_WORDS,
                widget=wide,
                validators=[said_in_english],
            )

    @property
    def table(self) -> list[tuple[WordRow, forms.BoundField]]:
        return [(row, self[name]) for name, row in self.rows.items()]

    def words(self) -> dict[str, str]:
        """What was posted, by the Chinese; a field that was not is left as it is."""
        return {row.zh: self.cleaned_data[name] for name, row in self.rows.items() if name in self.data}
