"""Reading a seat of the decision chain from a request."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import ReadingForm, choose_from
from stakeholders.models import Contact, Seat

# From against us to for us; there is no neutral 0, only "unknown".
SUPPORT = [
    ("", _("Unknown")),
    *((str(n), f"+{n}") for n in range(5, 0, -1)),
    *((str(-n), f"−{n}") for n in range(1, 6)),
]


class SeatForm(ReadingForm):
    support = forms.TypedChoiceField(
        label=_("Support for us"),
        choices=SUPPORT,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("From −5, works against us, to +5, fights for us. Only your own team sees it."),
    )

    class Meta:
        model = Seat
        fields: tuple[str, ...] = ("kind", "can_veto", "decides", "support", "concern", "last_contact_on")
        labels = {
            "kind": _("Seat"),
            "can_veto": _("Can veto"),
            "decides": _("Decides"),
            "concern": _("What matters to them"),
            "last_contact_on": _("Last contact"),
        }
        help_texts = {"concern": _("In their own words. Only your own team sees it.")}

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
