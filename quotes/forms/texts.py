"""A text of the house as it is written, and a word on words of somebody else's."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.words import Told, label
from dealdesk.web.forms import choose_from
from quotes.domain.papers import LONGEST_TEXT, Block
from quotes.domain.texts import LONGEST_ENGLISH, OWNERS, places_of
from quotes.models import OwnWords, TextEdition


class TextForm(forms.Form):
    """`after` is the edition it was written from; a text that is new has none, needs no reason, and has a place."""

    after = forms.IntegerField(required=False, widget=forms.HiddenInput)
    block = forms.TypedChoiceField(label=_("Place in a document"), coerce=Block)
    name = forms.CharField(label=_("What we call it"), max_length=80, help_text=_("Not printed."))
    zh = forms.CharField(label=_("In Chinese"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 10}))
    en = forms.CharField(label=_("In English"), max_length=LONGEST_ENGLISH, widget=forms.Textarea(attrs={"rows": 10}))
    why = forms.CharField(
        label=_("Why it changes"), max_length=300, error_messages={"required": _("Say why it changes.")}
    )
    stops = forms.BooleanField(label=_("The former editions must not leave any more"), required=False)
    stops_because = forms.CharField(label=_("Why they must not"), max_length=300, required=False)

    def __init__(self, *args: Any, role: str, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["why"], self.fields["stops"], self.fields["stops_because"]
            places = [("", _("Choose …")), *((block.value, _(label(block))) for block in places_of(role))]
            cast(forms.TypedChoiceField, self.fields["block"]).choices = places
        else:
            del self.fields["block"]

    def begin_from(self, number: int) -> None:
        """What was typed stays, and the next attempt is made from that edition."""
        self.data = cast(QueryDict, self.data).copy()
        self.data["after"] = str(number)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if self.errors:
            return told
        said = {"name": told["name"], "said": Told(told["zh"], told["en"])}
        if "block" in self.fields:
            return said | {"block": told["block"]}
        because = told["stops_because"].strip() if told["stops"] else ""
        if told["stops"] and not because:
            self.add_error("stops_because", _("Say why: whoever has such a file reads it."))
        return said | {"why": told["why"], "after": told["after"] or 0, "stops_because": because}


def written(edition: TextEdition) -> dict[str, Any]:
    """What the form starts with, from the edition that it is written from."""
    return {"after": edition.number, "name": edition.name, "zh": edition.zh, "en": edition.en}


class OfTableForm(forms.Form):
    """Said of those rows of a `table` of English words that are ticked; of these words alone where there is none."""

    ticked = forms.ModelMultipleChoiceField(
        queryset=OwnWords.objects.none(), error_messages={"required": _("Tick what it is said of.")}
    )

    def __init__(self, *args: Any, table: Sequence[OwnWords] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if table:
            rows = OwnWords.objects.filter(pk__in=[row.pk for row in table])
            choose_from(self, "ticked", rows)
        else:
            del self.fields["ticked"]

    @property
    def chosen(self) -> set[int]:
        """As it was sent, whether it was taken or not."""
        return {row.pk for row in self.cleaned_data.get("ticked", ())}

    def of(self, words: OwnWords) -> dict[str, Any]:
        """What is told of, and the word itself."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "ticked"}
        first, *beside = self.cleaned_data.get("ticked", [words])
        return said | {"words": first, "beside": beside}


class WordsForm(OfTableForm):
    """Approved or not; what is not says why."""

    is_approved = forms.TypedChoiceField(
        choices=[("yes", _("Approve")), ("no", _("Do not approve"))], coerce=lambda told: told == "yes"
    )
    because = forms.CharField(label=_("What is wrong with them"), max_length=300, required=False)


class TakeBackForm(OfTableForm):
    reason = forms.CharField(
        label=_("Why you take it back"),
        max_length=300,
        error_messages={"required": _("Say why you take it back.")},
    )


class TextsForm(forms.Form):
    """What nobody could mean is left out."""

    block = forms.ChoiceField(required=False, choices=[(block.value, _(label(block))) for block in OWNERS])
    retired = forms.ChoiceField(required=False, choices=[("1", _("Retired"))])
