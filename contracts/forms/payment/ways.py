"""Other ways of paying, set beside the one on the table; nothing of it is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.domain.payment.schemes import Early, Scheme
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.forms import near
from dealdesk.web.numbers import NumberField, PercentField
from dealdesk.web.refusals import put_into
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms

# How late they may be said to pay, in days.
MOST_LATE = 3650
A_MONTH_LATE = 30


@dataclass(frozen=True)
class Chip:
    """A trade people know, ready to be looked at."""

    words: str
    query: str


def chips() -> tuple[Chip, ...]:
    """The three of the article, and the discount for paying early that everybody quotes."""
    prepaid = PaymentPlan.ANNUAL_PREPAID.value
    told: dict[str, dict[str, object]] = {
        gettext("Five points for a year in advance"): {"A-payment_plan": prepaid, "A-off": 5},
        gettext("Three free months for a year in advance"): {"A-payment_plan": prepaid, "A-free_months": 3},
        gettext("Half a year of credit"): {"A-credit_days": 180},
        gettext("2/10 net 30"): {"A-credit_days": 30, "A-early": 2, "A-early_days": 10},
    }
    return tuple(Chip(words, urlencode(query)) for words, query in told.items())


def whole(label: Any, most: int, **options: Any) -> NumberField:
    return NumberField(label=label, max_value=most, max_digits=5, decimal_places=0, required=False, **options)


class AskedForm(forms.Form):
    """Which offer, from when the service runs, and how late they pay."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    begins = forms.DateField(
        label=_("Service begins on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    late = whole(_("If they pay late by"), MOST_LATE)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_begins(self) -> date:
        day = self.cleaned_data["begins"]
        return near(day, self.today) if day else self.today

    def clean_late(self) -> int:
        late = self.cleaned_data["late"]
        return A_MONTH_LATE if late is None else int(late)


class SchemeForm(forms.Form):
    """One other way; what is left empty is as on the table, and where all of it is there is no other way."""

    payment_plan = forms.ChoiceField(label=_("Payment plan"), required=False)
    prepay_percent = PercentField(label=_("Prepaid"), required=False)
    credit_days = whole(_("Credit days"), 730)
    off = PercentField(label=_("Off the price"), required=False)
    free_months = whole(_("Free months"), 120)
    early = PercentField(label=_("Off if paid early"), max_value=99, required=False)
    early_days = whole(_("Early is within"), 730)

    def __init__(self, *args: Any, before: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        plans = [(word.value, _(word.label)) for word in PaymentPlan if word is not PaymentPlan.MILESTONES]
        self.fields["payment_plan"].choices = [("", _("As on the table")), *plans]  # type: ignore[attr-defined]

    @property
    def is_asked(self) -> bool:
        return any(value not in (None, "") for value in self.cleaned_data.values())

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if ("early" in told and "early_days" in told) and (told["early"] is None) != (told["early_days"] is None):
            missing = "early" if told["early"] is None else "early_days"
            self.add_error(missing, _("A discount for paying early has its points and its days."))
        if not self.errors:
            try:
                self._scheme()
            except Refusal as refusal:
                put_into(self, refusal)
        return told

    def scheme(self) -> Scheme | None:
        """None where nothing was typed, or what was cannot be."""
        return self._scheme() if self.is_valid() and self.is_asked else None

    def _scheme(self) -> Scheme:
        told, before = self.cleaned_data, self.before

        def said(name: str, as_it_is: Any) -> Any:
            return as_it_is if told[name] is None else told[name]

        return Scheme(
            payment=PaymentTerms(
                plan=PaymentPlan(told["payment_plan"] or before.payment.plan),
                prepay_percent=said("prepay_percent", before.payment.prepay_percent),
                credit_days=int(said("credit_days", before.payment.credit_days)),
            ),
            free_months=int(said("free_months", before.free_months)),
            off=Percent(said("off", before.off.points)),
            early=Early(discount=Percent(told["early"]), days=int(told["early_days"])) if told["early"] else None,
        )
