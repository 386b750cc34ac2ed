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
    """A field is called by a hash of its text, so that words which were typed beside one text are never another's. Each
    brings along what the page showed: only what its author changed is written, and nothing over words of others."""

    def __init__(self, *args: Any, rows: Iterable[WordRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {f"en_{sha256(row.zh.encode()).hexdigest()[:16]}": row for row in rows}
        for name, row in self.rows.items():
            wide = forms.Textarea(attrs={"rows": 2}) if max(len(row.zh), len(row.en) // 2) > LONG else forms.TextInput()
            self.fields[name] = forms.CharField(
                label=row.zh,
                initial=row.en,
                required=False,
                max_length=LONGEST_WORDS,
                widget=wide,
                validators=[said_in_english],
                show_hidden_initial=True,
            )

    @property
    def table(self) -> list[tuple[WordRow, forms.BoundField]]:
        return [(row, self[name]) for name, row in self.rows.items()]

    @property
    def _changed(self) -> list[str]:
        return [name for name in self.changed_data if name in self.data]

    def words(self) -> dict[str, str]:
        """What was changed, by the Chinese; a field that was not posted is left as it is."""
        return {self.rows[name].zh: self.cleaned_data[name] for name in self._changed}

    def seen(self) -> dict[str, str]:
        """What the page showed of these."""
        return {self.rows[name].zh: self._shown(name) for name in self._changed}

    def lay_beside(self) -> None:
        """What others wrote since the page was shown: beside what was typed instead of it, and in place of what was
        not."""
        newer = {name: row.en for name, row in self.rows.items() if name in self.data and self._shown(name) != row.en}
        changed = set(self._changed)
        typed = dict(self.data.items())
        for name, en in newer.items():
            typed[self.add_initial_prefix(name)] = en
            if name not in changed:
                typed[name] = en
            elif typed[name].strip() != en:
                theirs = _("Written meanwhile: “%(words)s”. Save again to put yours in its place.")
                gone = _("Taken back meanwhile. Save again to put yours there.")
                self.add_error(name, theirs % {"words": en} if en else gone)
        self.data = typed

    def _shown(self, name: str) -> str:
        return str(self.data.get(self.add_initial_prefix(name), ""))
