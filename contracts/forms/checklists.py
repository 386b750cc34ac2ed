"""What a checklist is made from, and what a contract says of one clause."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contracts.domain.checklists.words import FileKind, ItemState
from contracts.domain.clauses.words import Region, Stance
from contracts.domain.payment import Buyer
from contracts.models import ChecklistItem
from dealdesk.db import choices
from dealdesk.web.forms import EditedForm, choose_from
from dealdesk.web.numbers import NumberField
from quotes.domain.proposals import Language
from quotes.models import QuoteVersion
from stakeholders.models import User

SAID = {"": None, "yes": True, "no": False}


class ChecklistForm(forms.Form):
    version = forms.ModelChoiceField(QuoteVersion.objects.none(), label=_("Offer"), empty_label=None)
    regions = forms.MultipleChoiceField(
        label=_("Where users, nodes or support are"),
        choices=[(word.value, _(word.label)) for word in Region],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Abroad begins with the first participant, edge node, log or access of support there."),
    )
    buyer = forms.ChoiceField(
        label=_("Who buys"),
        choices=[("", _("Not known yet")), *((word.value, _(word.label)) for word in Buyer)],
        required=False,
        help_text=_("As the law tells enterprises apart on the day of signing."),
    )
    we_are_small = forms.ChoiceField(
        label=_("We are a small or medium enterprise"),
        choices=[("", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))],
        required=False,
        help_text=_("Then the law limits how late some buyers may pay; we have to say so at signing."),
    )

    def __init__(self, *args: Any, offers: QuerySet[QuoteVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "version", offers)

    def clean_regions(self) -> list[Region]:
        return [Region(word) for word in self.cleaned_data["regions"]]

    def clean_buyer(self) -> Buyer | None:
        word = self.cleaned_data["buyer"]
        return Buyer(word) if word else None

    def clean_we_are_small(self) -> bool | None:
        return SAID[self.cleaned_data["we_are_small"]]


class ItemForm(EditedForm):
    """The deviation can be typed only by whoever may judge it; for others it stays as it is."""

    level = forms.TypedChoiceField(
        label=_("How far from ours"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("Nobody has said")), *((stance.level, _(stance.label)) for stance in Stance)],
    )
    figure = NumberField(label=_("Figure"), max_digits=18, decimal_places=5, required=False)

    class Meta:
        model = ChecklistItem
        fields = ("theirs", "level", "figure", "state", "owner", "evidence")
        labels = {
            "theirs": _("What the contract says"),
            "state": _("State of the talk"),
            "owner": _("Who settles it"),
            "evidence": _("Evidence"),
        }
        help_texts = {
            "theirs": _("Word for word, as their draft has it."),
            "evidence": _("Page and paragraph, a mail, minutes; or the record that a promise rests on."),
        }

    def __init__(self, *args: Any, owners: QuerySet[User], may_judge: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", owners)
        self.fields["theirs"].widget.attrs["rows"] = 5
        asked = self.instance.asked
        if asked is None:
            del self.fields["figure"]
        else:
            self.fields["figure"].label = _(asked.label)
        if not may_judge:
            del self.fields["level"]

    def clean_state(self) -> ItemState:
        return ItemState(self.cleaned_data["state"])

    def told(self) -> dict[str, Any]:
        """What `change_item` takes: what this reader could not type is as it was."""
        row = self.instance
        return {"level": row.level, "figure": row.figure} | self.cleaned_data


class FileForm(forms.Form):
    """What is taken along, and in which language."""

    kind = forms.TypedChoiceField(
        label=_("File"), choices=choices(FileKind), coerce=FileKind, widget=forms.RadioSelect, initial=FileKind.LETTER
    )
    language = forms.TypedChoiceField(
        label=_("Language of the document"), choices=choices(Language), coerce=Language, initial=Language.CHINESE
    )
    is_whole = forms.BooleanField(
        label=_("With the clauses that nobody has read or judged"),
        required=False,
        help_text=_("Otherwise these are counted in one line."),
    )
