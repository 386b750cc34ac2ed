"""Reading customers and contacts from a request."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import EditedForm
from stakeholders.models import Contact, Customer


class CustomerForm(EditedForm):
    fiscal_year_end_month = forms.TypedChoiceField(
        label=_("Fiscal year ends in"),
        coerce=int,
        choices=list(MONTHS.items()),
        initial=12,
    )

    class Meta:
        model = Customer
        fields = (
            "name",
            "short_name",
            "industry",
            "size",
            "city",
            "fiscal_year_end_month",
            "budget_freeze_on",
            "tax_id",
            "address",
            "name_en",
            "address_en",
        )
        labels = {
            "name": _("Full name"),
            "short_name": _("Short name"),
            "industry": _("Industry"),
            "size": _("Size"),
            "city": _("City"),
            "budget_freeze_on": _("Budget freezes on"),
            "tax_id": _("Tax number"),
            "address": _("Address"),
            "name_en": _("Name in English"),
            "address_en": _("Address in English"),
        }
        help_texts = {
            "name": _("As it is registered; it is printed on the proposal."),
            "short_name": _("What everybody calls them."),
            "name_en": _("Printed in English documents; the Chinese where it is empty."),
            "budget_freeze_on": _("Deals of this customer count down to it unless they have a date of their own."),
        }

    def clean_budget_freeze_on(self) -> date | None:
        return self.coming("budget_freeze_on")


class ContactForm(EditedForm):
    class Meta:
        model = Contact
        fields = ("name", "title", "seat", "phone", "email", "note")
        labels = {
            "name": _("Name"),
            "title": _("Job title"),
            "seat": _("Usual seat"),
            "phone": _("Phone"),
            "email": _("E-mail address"),
            "note": _("Note"),
        }
        help_texts = {"note": _("Stays with us; never printed for the customer.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.input_type = "tel"
        self.fields["note"].widget.attrs["rows"] = 3
