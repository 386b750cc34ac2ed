"""Reading the name of a view; its address is written anew, so that nothing strange is kept."""

from typing import Any
from urllib.parse import parse_qs

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.web.forms import ReadingForm
from stakeholders.domain.journal import Listing
from stakeholders.domain.savedviews import address_of
from stakeholders.models import SavedView
from stakeholders.models.savedviews import LONGEST


class SavedViewForm(ReadingForm):
    listing = forms.TypedChoiceField(
        label=_("List"), choices=choices(Listing), coerce=Listing, widget=forms.HiddenInput
    )
    address = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    class Meta:
        model = SavedView
        fields = ("listing", "name", "address")
        labels = {"name": _("Name of the view")}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "listing" in told and "address" in told:
            told["address"] = address_of(told["listing"], parse_qs(told["address"], max_num_fields=None))
            if len(told["address"]) > LONGEST:
                self.add_error(None, ValidationError(_("This view asks for too much to be kept. Take a filter away.")))
        return told
