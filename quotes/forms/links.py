"""Whom a link is for, and until when it opens."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import choose_from
from stakeholders.models import Contact

if TYPE_CHECKING:
    _ModelChoiceField = forms.ModelChoiceField[Contact]
else:
    _ModelChoiceField = forms.ModelChoiceField


class _ReaderField(_ModelChoiceField):
    """Two of a name are told apart by what they do there."""

    def label_from_instance(self, contact: Contact) -> str:
        return " · ".join(filter(None, (contact.name, contact.title, contact.get_seat_display())))


class LinkForm(forms.Form):
    recipient = _ReaderField(
        queryset=Contact.objects.none(),
        label=_("Reader"),
        empty_label=_("Choose …"),
        help_text=_("Their name stands at the foot of every page."),
        error_messages={"required": _("Choose who reads it.")},
    )
    last_day = forms.DateField(
        label=_("Opens until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, readers: QuerySet[Contact], last_day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = last_day
        choose_from(self, "recipient", readers)
