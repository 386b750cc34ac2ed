"""The questionnaire on a contract's data, and one transfer abroad."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.domain.data.answers import Answers, People
from contracts.domain.data.words import Category, Exemption, Part, Way
from contracts.models import DataAnswers, DataTransfer
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label
from dealdesk.web.forms import EditedForm, ReadingForm
from dealdesk.web.refusals import put_into

# More people than there are is a typing error.
MOST_PEOPLE = 2_000_000_000
ANSWERS = [(True, _("Yes")), (False, _("No"))]


def _told(words: Iterable[StrEnum]) -> list[tuple[str, Any]]:
    return [(word.value, _(label(word))) for word in words]


def _several(text: Any, words: Iterable[StrEnum], help_text: Any = "", *, required: bool) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=text, choices=_told(words), required=required, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _yes_or_no(text: Any, help_text: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=text, choices=ANSWERS, coerce=lambda word: word in (True, "True"), widget=forms.RadioSelect,
        help_text=help_text,
    )  # fmt: skip


def _people(text: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=text, min_value=0, max_value=MOST_PEOPLE, initial=0, help_text=help_text)


class AnswersForm(EditedForm):
    """Every answer is somebody's: what nobody knows yet has to be asked before it can be sent."""

    part = forms.ChoiceField(label=_("Who decides what it is processed for"), choices=_told(Part))
    categories = _several(_("Kinds of information"), Category, required=True)
    ways = _several(
        _("Ways out of the country"), Way, _("Each counts, wherever the data are stored. None ticked is none."),
        required=False,
    )  # fmt: skip
    critical_operator = _yes_or_no(
        _("The customer is a critical information infrastructure operator"), _("Whom the authorities named one.")
    )
    important_data = _yes_or_no(
        _("Important data leave the country"), _("Only what authorities named or published as important counts.")
    )
    exemption = forms.ChoiceField(label=_("Exempted purpose"), choices=_told(Exemption))
    people = _people(
        _("People still to come this year"), _("Without sensitive information; who was counted this year is not again.")
    )
    sensitive = _people(_("Of them with sensitive information, counted apart"))
    people_a_year = _people(_("People in a whole year"), _("The counter begins anew each 1 January."))
    sensitive_a_year = _people(_("With sensitive information in a whole year"))

    class Meta:
        model = DataAnswers
        fields = (
            "part", "categories", "ways", "critical_operator", "important_data", "exemption", "people", "sensitive",
            "people_a_year", "sensitive_a_year", "nodes", "telemetry_path", "support_from", "subprocessors",
        )  # fmt: skip
        labels = {
            "nodes": _("Nodes and storage abroad"),
            "telemetry_path": _("Path of logs and quality reports"),
            "support_from": _("From where support looks in"),
            "subprocessors": _("Sub-processors"),
        }
        help_texts = {
            "nodes": _("City and operator of each."),
            "telemetry_path": _("From the device to where it is kept, and who reads it there."),
            "support_from": _("Countries, teams and the hours they are on."),
            "subprocessors": _("Here and abroad: clouds, CDNs, text messages."),
        }

    def clean(self) -> dict[str, Any]:
        """The answers as the domain knows them; what contradicts itself is said beside its field."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        self.answers: Answers | None = None
        if not self.errors:
            try:
                self.answers = _answers(told)
            except Refusal as refusal:
                put_into(self, refusal)
        return told

    def told(self) -> dict[str, Any]:
        """What `answer_data` takes."""
        return {"answers": self.answers, "edition": self.cleaned_data.get("edition")}


class TransferForm(ReadingForm):
    people = _people(_("People without sensitive information"), _("Each person once a calendar year."))
    sensitive = _people(_("People with sensitive information"))

    class Meta:
        model = DataTransfer
        fields = ("on", "people", "sensitive", "source")
        labels = {"on": _("Day"), "source": _("Where the figure comes from")}

    def clean_on(self) -> date | None:
        return self.near("on")


def _answers(told: dict[str, Any]) -> Answers:
    same = {name: told[name] for name in ("critical_operator", "important_data", "nodes", "telemetry_path")}
    return Answers(
        part=Part(told["part"]),
        categories=frozenset(map(Category, told["categories"])),
        ways=frozenset(map(Way, told["ways"])),
        exemption=Exemption(told["exemption"]),
        still=People(plain=told["people"], sensitive=told["sensitive"]),
        a_year=People(plain=told["people_a_year"], sensitive=told["sensitive_a_year"]),
        support_from=told["support_from"],
        subprocessors=told["subprocessors"],
        **same,
    )
