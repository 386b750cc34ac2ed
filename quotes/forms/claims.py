"""A claim as it is written, and what the library is looked through for."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Told, label
from dealdesk.web.forms import choose_from, near
from dealdesk.web.numbers import NumberField
from dealdesk.web.refusals import put_into
from quotes.domain.claims import Better, Claim, Reading, Source, Unit, check, readings
from quotes.models import ClaimEdition
from stakeholders.models import User

PRINTED_OF = _("A competitor, the industry, or what they have today. It is printed: name no other customer.")
OPEN = ("", _("Choose …"))


def _told(words: Iterable[StrEnum]) -> list[tuple[str, Any]]:
    return [(word.value, _(label(word))) for word in words]


def _day(text: Any) -> forms.DateField:
    return forms.DateField(label=text, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _words(text: Any, longest: int, *, required: bool = True, rows: int = 2, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=text, max_length=longest, required=required, widget=area, help_text=help_text)


class ClaimForm(forms.Form):
    """`after` is the edition it was written from; a claim that is new has none, and needs no reason."""

    after = forms.IntegerField(required=False, widget=forms.HiddenInput)
    metric_zh = forms.CharField(label=_("What is measured"), max_length=80)
    metric_en = forms.CharField(label=_("The same in English"), max_length=160, required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=[OPEN, *_told(Unit)])
    better = forms.ChoiceField(label=_("Which way is better"), choices=[OPEN, *_told(Better)])
    ours = NumberField(label=_("Ours"), max_digits=18, decimal_places=6)
    alternative = NumberField(
        label=_("Alternative"), required=False, max_digits=18, decimal_places=6,
        help_text=_("Of a better use in points: how much was used before."),
    )  # fmt: skip
    alternative_of_zh = forms.CharField(label=_("Of whom"), max_length=80, help_text=PRINTED_OF)
    alternative_of_en = forms.CharField(label=_("The same in English"), max_length=160, required=False)
    reading = forms.ChoiceField(
        label=_("A better use is read as"), required=False, choices=[("", _("Not a better use")), *_told(Reading)]
    )
    percentile = forms.CharField(label=_("Percentile"), max_length=20, required=False, help_text=_("P50, P95, mean …"))
    condition_zh = _words(
        _("Test conditions"),
        300,
        help_text=_("Network, region, samples, devices, so that it can be repeated. Printed: name no other customer."),
    )
    condition_en = _words(_("The same in English"), 600, required=False)
    source = forms.ChoiceField(label=_("Source"), choices=[OPEN, *_told(Source)])
    origin = _words(_("Where it comes from"), 300, help_text=_("So that we can look it up. It is not printed."))
    measured_on = _day(_("Measured on"))
    valid_until = _day(_("Valid until"))
    owner = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Looked after by"), empty_label=_("Choose …"))
    note = _words(_("Note among ourselves"), 1000, required=False, rows=3, help_text=_("Never leaves the house."))
    why = forms.CharField(label=_("Why it changes"), max_length=300)

    def __init__(self, *args: Any, today: date, owners: QuerySet[User], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.both: Mapping[Reading, Percent | None] = {}
        choose_from(self, "owner", owners)
        if is_new:
            del self.fields["why"]

    def begin_from(self, number: int) -> None:
        """What was typed stays, and the next attempt is made from that edition."""
        self.data = cast(QueryDict, self.data).copy()
        self.data["after"] = str(number)

    def clean_measured_on(self) -> date:
        return near(self.cleaned_data["measured_on"], self.today)

    def clean_valid_until(self) -> date:
        return near(self.cleaned_data["valid_until"], self.today)

    def clean(self) -> dict[str, Any]:
        """The claim as the domain knows it. A better use that nobody read yet shows what both readings save."""
        told = self.cleaned_data
        if self.errors:
            return told
        said = self._claim(told)
        if said.unit is Unit.GAIN and said.ours > 0:
            self.both = readings(said.ours, said.alternative)
        try:
            check(said)
        except Refusal as refusal:
            put_into(self, refusal)
            return told
        beside = {"why": told["why"], "after": told["after"] or 0} if "why" in self.fields else {}
        return {"said": said, "owner": told["owner"], "note": told["note"], **beside}

    def _claim(self, told: Mapping[str, Any]) -> Claim:
        return Claim(
            metric=Told(told["metric_zh"], told["metric_en"]),
            ours=told["ours"],
            alternative=told["alternative"],
            alternative_of=Told(told["alternative_of_zh"], told["alternative_of_en"]),
            unit=Unit(told["unit"]),
            better=Better(told["better"]),
            reading=Reading(told["reading"]) if told["reading"] else None,
            percentile=told["percentile"],
            condition=Told(told["condition_zh"], told["condition_en"]),
            source=Source(told["source"]),
            origin=told["origin"],
            measured_on=told["measured_on"],
            valid_until=told["valid_until"],
        )


def written(edition: ClaimEdition) -> dict[str, Any]:
    """What the form starts with, from the edition that it is written from."""
    names = [name for name in ClaimForm.base_fields if name not in {"after", "why"}]
    return {name: getattr(edition, name) for name in names} | {"after": edition.number}


class RetireForm(forms.Form):
    reason = forms.CharField(label=_("Why it is retired"), max_length=300)


class LibraryForm(forms.Form):
    """What nobody could mean is left out."""

    state = forms.ChoiceField(
        required=False,
        choices=[("proved", _("May be told")), ("open", _("Needs attention")), ("retired", _("Retired"))],
    )
    source = forms.ChoiceField(required=False, choices=_told(Source))
