"""A word on a contract: what a promise rests on, why something is refused or taken back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.domain.signoffs import Footing
from dealdesk.web.numbers import NumberField


class AskForm(forms.Form):
    """Nothing is typed: who is asked follows from the checklist."""


class RestForm(forms.Form):
    """Names the clauses that its reader saw."""

    items = forms.CharField(max_length=4000, required=False)

    def clean_items(self) -> list[int]:
        told = str(self.cleaned_data["items"]).split(",")
        return [int(word) for word in told if word.isdecimal()]


class SignForm(forms.Form):
    """With a figure and its record for each promise, `promises` being items; a log and a wording stand for the figure
    of the one item that is `replayed`. Names what its reader saw."""

    content_hash = forms.CharField(max_length=64, required=False)
    reason = forms.CharField(label=_("A word on it"), max_length=300, required=False)
    log = forms.IntegerField(required=False, widget=forms.HiddenInput)
    wording = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, promises: Sequence[int] = (), replayed: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises, self.replayed = promises, replayed
        for item in promises:
            asked = item != replayed
            self.fields[f"meets_{item}"] = NumberField(
                label=_("How often we meet it, in percent"), max_digits=5, decimal_places=2, required=asked
            )
            self.fields[f"rests_on_{item}"] = forms.CharField(
                label=_("By which record"), max_length=200, required=asked
            )

    @property
    def footings(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(item, self[f"meets_{item}"], self[f"rests_on_{item}"]) for item in self.promises]

    def told(self) -> dict[str, Any]:
        """What `sign_off` takes."""
        said = self.cleaned_data
        drawn = {"log": said["log"], "wording": said["wording"]}
        footings = {
            item: Footing(
                meets=said[f"meets_{item}"],
                rests_on=said[f"rests_on_{item}"],
                **(drawn if item == self.replayed else {}),
            )
            for item in self.promises
        }
        return {"content_hash": said["content_hash"], "reason": said["reason"], "footings": footings}


class RefuseForm(forms.Form):
    content_hash = forms.CharField(max_length=64, required=False)
    reason = forms.CharField(label=_("What has to change"), max_length=300, required=False)

    def __init__(self, typed: Any = None) -> None:
        super().__init__(typed, auto_id="refuse_%s")


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=_("Why you take your word back"), max_length=300, required=False)

    def __init__(self, typed: Any = None) -> None:
        super().__init__(typed, auto_id="take_%s")
