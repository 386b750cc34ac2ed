"""Reading a seat of the decision chain from a request."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.web.forms import EditedForm, ReadingForm, choose_from
from stakeholders.domain.seats.map import STALE_AFTER
from stakeholders.domain.seats.words import BuyingRole, Coverage, Influence, LineKind, Rung, Standing
from stakeholders.forms.members import ColleagueField
from stakeholders.models import Contact, Seat, SeatEvidence, SeatRelation, User
from stakeholders.models.seats import EDGE, LONGEST_TRUST

# From against us to for us; there is no neutral 0, only "unknown".
SUPPORT = [
    ("", _("Unknown")),
    *((str(n), f"+{n}") for n in range(5, 0, -1)),
    *((str(-n), f"−{n}") for n in range(1, 6)),
]

# What holds of a person until somebody knows better.
USUAL: dict[str, Any] = {
    "standing": Standing.UNKNOWN,
    "influence": Influence.MEDIUM,
    "coverage": Coverage.UNKNOWN,
    "stale_after": STALE_AFTER,
}


class SeatForm(EditedForm):
    support = forms.TypedChoiceField(
        label=_("Support for us"),
        choices=SUPPORT,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("From −5, works against us, to +5, fights for us. Only your own team sees it."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Buying roles"),
        choices=choices(BuyingRole),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Seat
        fields: tuple[str, ...] = (
            "kind",
            "roles",
            "can_approve",
            "can_veto",
            "standing",
            "influence",
            "support",
            "mode",
            "orientation",
            "coverage",
            "win",
            "concern",
            "answer",
            "last_contact_on",
            "stale_after",
        )
        labels = {
            "kind": _("Seat"),
            "can_approve": _("Can approve"),
            "can_veto": _("Can veto"),
            "standing": _("Political status"),
            "influence": _("Influence on this deal"),
            "mode": _("Their situation"),
            "orientation": _("What they decide by"),
            "coverage": _("How well we are in touch"),
            "win": _("What they gain"),
            "concern": _("What worries them"),
            "answer": _("What we answer"),
            "last_contact_on": _("Last contact"),
            "stale_after": _("Evidence counts for"),
        }
        help_texts = {
            "concern": _("In their own words. Only your own team sees it."),
            "win": _("What this person gets out of it, for themselves."),
            "influence": _("On this deal, not in general."),
            "stale_after": _("Days. Older evidence turns nothing green any more."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, usual in USUAL.items():
            self.fields[name].required = False
            self.fields[name].initial = usual

    def clean(self) -> dict[str, Any]:
        """What a short form leaves out is as usual."""
        return self.cleaned_data | {name: self.cleaned_data.get(name) or usual for name, usual in USUAL.items()}

    def clean_stale_after(self) -> int:
        days: int | None = self.cleaned_data["stale_after"]
        if days is not None and not 1 <= days <= LONGEST_TRUST:
            raise ValidationError(_("From 1 to %(most)s days."), params={"most": LONGEST_TRUST})
        return days or STALE_AFTER

    def clean_last_contact_on(self) -> date | None:
        day: date | None = self.cleaned_data["last_contact_on"]
        if day and self.today and day > self.today:
            raise ValidationError(_("A contact that has been made cannot lie in the future."))
        return self.near("last_contact_on")


class NewSeatForm(SeatForm):
    class Meta(SeatForm.Meta):
        fields = ("contact", *SeatForm.Meta.fields)
        labels = {"contact": _("Contact"), **SeatForm.Meta.labels}

    def __init__(self, *args: Any, contacts: QuerySet[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "contact", contacts)


class EvidenceForm(ReadingForm):
    # The page of a person has a kind of its own: the seat's.
    prefix = "evidence"

    class Meta:
        model = SeatEvidence
        fields = ("on", "channel", "kind", "text")
        labels = {"on": _("Day"), "channel": _("Channel"), "kind": _("Kind"), "text": _("What was said or seen")}
        help_texts = {"text": _("One thing, in their words or as you saw it. It stays with your own team.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day and self.today and day > self.today:
            raise ValidationError(_("What has not happened yet is no evidence."))
        return self.near("on")


# How a line is said of one person: the kind of line, and whether it leads away from them.
TIES: dict[str, tuple[LineKind, bool]] = {
    "influences": (LineKind.INFLUENCE, True),
    "listens": (LineKind.INFLUENCE, False),
    "reports": (LineKind.REPORTING, True),
    "leads": (LineKind.REPORTING, False),
    "conflict": (LineKind.CONFLICT, True),
    "informal": (LineKind.INFORMAL, True),
}
TIE_WORDS = [
    ("influences", _("Influences")),
    ("listens", _("Listens to")),
    ("reports", _("Reports to")),
    ("leads", _("Leads")),
    ("conflict", _("In conflict with")),
    ("informal", _("Informally close to")),
]
WEIGHTS = [("1", _("1 · a little")), ("2", _("2 · clearly")), ("3", _("3 · strongly"))]


class LineForm(forms.Form):
    tie = forms.ChoiceField(label=_("Tie"), choices=TIE_WORDS)
    other = forms.ModelChoiceField(Seat.objects.none(), label=_("Person"), empty_label=_("Choose …"))
    weight = forms.TypedChoiceField(
        label=_("How much"), choices=WEIGHTS, coerce=int, empty_value=None, required=False,
        help_text=_("Counts for influence alone."),
    )  # fmt: skip

    def __init__(self, *args: Any, seat: Seat, others: QuerySet[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        choose_from(self, "other", others)

    def clean(self) -> dict[str, Any]:
        """As the line is drawn: from whom to whom."""
        values = self.cleaned_data
        if "tie" not in values or "other" not in values:
            return values
        kind, leads_away = TIES[values["tie"]]
        start, end = (self.seat, values["other"]) if leads_away else (values["other"], self.seat)
        return {"start": start, "end": end, "kind": kind, "weight": values.get("weight") or 1}


class RelationForm(EditedForm):
    # The page of a person has an edition of its own: the seat's.
    prefix = "relation"

    user = ColleagueField(User.objects.none(), label=_("Colleague"), empty_label=_("Choose …"))
    now = forms.TypedChoiceField(label=_("Is to them today"), choices=choices(Rung), coerce=Rung)
    target = forms.TypedChoiceField(
        label=_("Should become"),
        choices=[("", _("Nothing said")), *choices(Rung)],
        coerce=Rung,
        empty_value="",
        required=False,
    )

    class Meta:
        model = SeatRelation
        fields = ("user", "now", "target")

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "user", colleagues)

    def clean(self) -> dict[str, Any]:
        """Whoever read no relation says so: one that is there by now is not theirs to write over."""
        return {"edition": 0} | self.cleaned_data


class PlaceForm(forms.Form):
    """Where a person was put on the picture, in steps of its width and height."""

    x = forms.IntegerField(label=_("From the left"), min_value=0, max_value=EDGE)
    y = forms.IntegerField(label=_("From the top"), min_value=0, max_value=EDGE)
