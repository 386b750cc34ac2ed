"""A clause as legal writes it, and what the library is looked through for."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from contracts.domain.clauses.library import MOST_WEIGHT, ClauseText, Position, Scope
from contracts.domain.clauses.words import Kind, Region, Stance
from contracts.domain.payment import Buyer
from contracts.domain.statutes import Rule
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Told, label
from dealdesk.web.forms import near
from dealdesk.web.refusals import put_into
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.people import Role

# A wording is compared character by character: longer than this it is a contract of its own.
MOST_WORDS = 600
BILINGUAL = {
    "title": (_("Name of the clause"), _("Name in English")),
    "look": (_("What to look at"), _("The same in English")),
    "trap": (_("The usual trap"), _("The same in English")),
    "reason": (_("Why it matters"), _("The same in English")),
}
SEVERAL: dict[str, tuple[Any, Iterable[StrEnum]]] = {
    "rules": (_("Law it stands on"), Rule),
    "industries": (_("Only for these industries"), Industry),
    "regions": (_("Only with users in"), Region),
    "buyers": (_("Only for these buyers"), Buyer),
    "sizes": (_("Only for customers of this size"), tuple(size for size in Size if size is not Size.UNKNOWN)),
}
# Who may be asked to accept a deviation.
ASKED = (Role.MANAGER, Role.LEGAL, Role.FINANCE, Role.DELIVERY)


def _words(text: Any, longest: int, rows: int, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=text, max_length=longest, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def _told(words: Iterable[StrEnum]) -> list[tuple[str, Any]]:
    return [(word.value, _(label(word))) for word in words]


class ClauseForm(forms.Form):
    """`after` is the version it was written from; a clause that is new has none, and says what kind it is instead."""

    after = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of clause"))
    title_zh = forms.CharField(label=BILINGUAL["title"][0], max_length=40)
    title_en = forms.CharField(label=BILINGUAL["title"][1], max_length=80, required=False)
    weight = forms.IntegerField(
        label=_("Counts in the score"), min_value=1, max_value=MOST_WEIGHT, initial=1,
        help_text=_("Once as a rule, up to five times."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where it comes from"), max_length=300, help_text=_("So that anyone can look it up.")
    )
    why = forms.CharField(label=_("Why it changes"), max_length=300)
    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: date, kind: Kind | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.of = today, kind
        for name, labels in list(BILINGUAL.items())[1:]:
            self.fields[f"{name}_zh"] = _words(labels[0], MOST_WORDS, 3, required=True)
            self.fields[f"{name}_en"] = _words(labels[1], 2 * MOST_WORDS, 3, required=False)
        for stance in Stance:
            self._add_position(stance)
        for name, (text, words) in SEVERAL.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=text, choices=_told(words), required=False, widget=forms.CheckboxSelectMultiple
            )
        if kind is None:
            del self.fields["why"]
            self.fields["kind"] = forms.ChoiceField(label=_("Kind of clause"), choices=_told(Kind))
        else:
            del self.fields["kind"]

    def _add_position(self, stance: Stance) -> None:
        is_end = stance in (Stance.PREFERRED, Stance.WALK_AWAY)
        self.fields[f"{stance}_zh"] = _words(_(stance.label), MOST_WORDS, 4, required=is_end)
        self.fields[f"{stance}_en"] = _words(_("The same in English"), 2 * MOST_WORDS, 4, required=False)
        if not is_end:
            asked = [("", _("Nobody yet")), *_told(ASKED)]
            self.fields[f"{stance}_by"] = forms.ChoiceField(label=_("Who may accept it"), choices=asked, required=False)

    def begin_from(self, number: int) -> None:
        """What was typed stays, and the next attempt is made from that version."""
        self.data = cast(QueryDict, self.data).copy()
        self.data["after"] = str(number)

    @property
    def bilingual(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"{name}_zh"], self[f"{name}_en"]) for name in BILINGUAL]

    @property
    def stances(self) -> list[tuple[Stance, list[forms.BoundField]]]:
        return [(one, [self[name] for name in self.fields if name.startswith(f"{one}_")]) for one in Stance]

    @property
    def several(self) -> list[forms.BoundField]:
        return [self[name] for name in SEVERAL]

    def clean_after(self) -> int:
        """A form without it was made from nothing that is stored."""
        return self.cleaned_data["after"] or 0

    def clean_valid_from(self) -> date:
        return near(self.cleaned_data["valid_from"], self.today)

    def clean(self) -> dict[str, Any]:
        """The clause as the domain knows it; what contradicts itself is said beside its field."""
        told = self.cleaned_data
        if self.errors:
            return told
        try:
            text = self._text(told)
        except Refusal as refusal:
            put_into(self, refusal)
            return told
        beside = {} if self.of is None else {"after": told["after"], "why": told["why"]}
        return {"text": text, "valid_from": told["valid_from"], **beside}

    def _text(self, told: dict[str, Any]) -> ClauseText:
        return ClauseText(
            kind=self.of or Kind(told["kind"]),
            **{name: Told(told[f"{name}_zh"], told[f"{name}_en"]) for name in BILINGUAL},
            positions=tuple(self._position(stance, told) for stance in Stance if told[f"{stance}_zh"]),
            source=told["source"],
            rules=tuple(rule for rule in Rule if rule in told["rules"]),
            scope=Scope(
                industries=frozenset(map(Industry, told["industries"])),
                regions=frozenset(map(Region, told["regions"])),
                buyers=frozenset(map(Buyer, told["buyers"])),
                sizes=frozenset(map(Size, told["sizes"])),
            ),
            weight=told["weight"],
        )

    def _position(self, stance: Stance, told: dict[str, Any]) -> Position:
        by = told.get(f"{stance}_by")
        wording = Told(told[f"{stance}_zh"], told[f"{stance}_en"])
        return Position(stance=stance, wording=wording, by=Role(by) if by else None)


def written(text: ClauseText) -> dict[str, Any]:
    """What the form starts with, from the version that it is written from."""
    started: dict[str, Any] = {"weight": text.weight, "source": text.source, "rules": list(text.rules)}
    for name in BILINGUAL:
        told = getattr(text, name)
        started |= {f"{name}_zh": told.zh, f"{name}_en": told.en}
    for one in text.positions:
        wording = one.wording
        started |= {f"{one.stance}_zh": wording.zh, f"{one.stance}_en": wording.en, f"{one.stance}_by": one.by or ""}
    scope = text.scope
    return started | {name: sorted(getattr(scope, name)) for name in ("industries", "regions", "buyers", "sizes")}


class LibraryForm(forms.Form):
    """What the library is looked through for; what nobody could mean is left out."""

    kind = forms.ChoiceField(choices=_told(Kind), required=False)
    industry = forms.ChoiceField(choices=_told(Industry), required=False)
    region = forms.ChoiceField(choices=_told(Region), required=False)
    buyer = forms.ChoiceField(choices=_told(Buyer), required=False)
    size = forms.ChoiceField(choices=_told(Size), required=False)
    retired = forms.BooleanField(required=False)


class RetirementForm(forms.Form):
    gone_on = forms.DateField(
        label=_("Not asked for from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Checklists that are there keep it and say so."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why it is retired"), max_length=300)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_gone_on(self) -> date:
        return near(self.cleaned_data["gone_on"], self.today)
