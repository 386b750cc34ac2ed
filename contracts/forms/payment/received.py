"""Instalments and what came in, as people type them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.domain.payment.received import Instalment as Terms
from contracts.domain.payment.received import RunsFrom
from contracts.models import Instalment
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.forms import EditedForm, near
from dealdesk.web.numbers import AmountField
from dealdesk.web.refusals import put_into

MOST_DAYS = 730


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _days(label: Any, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_DAYS, widget=widget, **options)


class PlanForm(forms.Form):
    begins = _day(_("Service begins on"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_begins(self) -> date:
        return near(self.cleaned_data["begins"], self.today)


class InstalmentForm(EditedForm):
    """What the days begin with, and, once it is delivered, when it was accepted."""

    amount = AmountField(label=_("Amount, with tax"))
    credit_days = _days(_("Credit days"))
    window_days = _days(_("Accepted within"), required=False)

    class Meta:
        model = Instalment
        fields = (
            "title", "amount", "runs_from", "from_day", "credit_days", "window_days", "accepted_on", "is_put_off"
        )  # fmt: skip
        labels = {
            "title": _("What it is for"),
            "runs_from": _("Due from"),
            "from_day": _("From, or delivered on"),
            "accepted_on": _("Accepted on"),
            "is_put_off": _("They put acceptance off"),
        }
        help_texts = {"is_put_off": _("Then the days run from the end of the window.")}

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]

    def clean_from_day(self) -> date | None:
        return self.near("from_day")

    def clean_accepted_on(self) -> date | None:
        """Accepted is what happened."""
        day: date | None = self.cleaned_data["accepted_on"]
        if day and self.today and day > self.today:
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.terms()
            except Refusal as refusal:
                put_into(self, refusal)
        return told

    def terms(self) -> Terms:
        told = self.cleaned_data
        return Terms(
            amount=told["amount"],
            runs_from=RunsFrom(told["runs_from"]),
            from_day=told["from_day"],
            credit_days=told["credit_days"],
            window_days=told["window_days"],
            accepted_on=told["accepted_on"],
            is_put_off=told["is_put_off"],
        )


class ReceiptForm(forms.Form):
    amount = AmountField(label=_("Amount received, with tax"))
    received_on = _day(_("Received on"))
    source = forms.CharField(
        label=_("Where it comes from"), max_length=200, help_text=_("Bank statement, slip number …")
    )

    def __init__(self, *args: Any, currency: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]

    def clean_received_on(self) -> date:
        return near(self.cleaned_data["received_on"], self.today)


class WithdrawForm(forms.Form):
    because = forms.CharField(label=_("Why it is taken back"), max_length=300)
