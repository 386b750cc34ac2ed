"""Reading budget signals, and what turned out, from a request: amounts in the unit they were typed in."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.db import choices
from dealdesk.kernel.money import round_to
from dealdesk.web.numbers import NumberField, PercentField
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.words import OutcomeKind, SignalKind, Span, Unit
from stakeholders.forms.deals import CURRENCIES
from stakeholders.models import BudgetSignal, Deal

WORTH = {Unit.ONE: Decimal(1), Unit.WAN: Decimal(10_000)}
TAX = [("True", _("tax included")), ("False", _("before tax"))]
CHOOSE = [("", _("Choose …"))]


def amount(label: Any, **options: Any) -> NumberField:
    return NumberField(label=label, max_digits=18, decimal_places=6, sums=True, **options)


class BasisForm(forms.Form):
    """What an amount covers. A signal's basis is offered as the deal's others have it."""

    unit = forms.TypedChoiceField(label=_("Unit"), choices=choices(Unit), coerce=Unit, initial=Unit.WAN)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    tax_included = forms.TypedChoiceField(label=_("Tax basis"), choices=TAX, coerce=lambda text: text == "True")
    span = forms.TypedChoiceField(label=_("It covers"), choices=choices(Span), coerce=Span)
    term_months = forms.IntegerField(
        label=_("Months of the whole term"),
        required=False,
        min_value=1,
        max_value=120,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Type a whole number of months, such as 24.")},
    )
    vat_rate = PercentField(
        label=_("VAT, percent"),
        required=False,
        help_text=_("Only where the tax basis is not that of the other signals."),
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("span") is not Span.TERM:
            said["term_months"] = None
        elif said.get("term_months") is None and "term_months" not in self.errors:
            self.add_error("term_months", _("Say how many months the whole term has."))
        return said

    def whole(self, name: str) -> Decimal | None:
        """An amount in whole currency, to the cent."""
        typed: Decimal | None = self.cleaned_data[name]
        return None if typed is None else round_to(typed * WORTH[self.cleaned_data["unit"]], 2)


class SignalForm(BasisForm):
    kind = forms.TypedChoiceField(
        label=_("Where we know it from"), choices=[*CHOOSE, *choices(SignalKind)], coerce=SignalKind
    )
    p10 = amount(_("P10"), help_text=_("Nine times in ten they have more."))
    p50 = amount(_("P50"), required=False, help_text=_("Left empty: between the two."))
    p90 = amount(_("P90"), help_text=_("One time in ten they have more."))
    weight = NumberField(label=_("Weight beside the others"), max_digits=5, decimal_places=2, initial=Decimal(1))
    evidence = forms.CharField(
        label=_("How we know"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The source, or who said what and when. Never by asking for the budget."),
    )

    def told(self) -> dict[str, Any]:
        """What the action is told."""
        return self.cleaned_data | {name: self.whole(name) for name in ("p10", "p50", "p90")}


class OutcomeForm(BasisForm):
    kind = forms.TypedChoiceField(
        label=_("What is known"), choices=[*CHOOSE, *choices(OutcomeKind)], coerce=OutcomeKind
    )
    amount = amount(_("Amount"))
    known_on = forms.DateField(
        label=_("Known since"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as 2026-11-24.")},
    )
    source = forms.CharField(label=_("Source"), max_length=200)

    def told(self) -> dict[str, Any]:
        """What the action is told."""
        said = self.cleaned_data
        basis = Basis(
            currency=said["currency"],
            tax_included=said["tax_included"],
            span=said["span"],
            term_months=said["term_months"],
        )
        kept = {name: said[name] for name in ("kind", "unit", "vat_rate", "known_on", "source")}
        return kept | {"amount": self.whole("amount"), "basis": basis}


def first_values(deal: Deal) -> dict[str, Any]:
    """As the deal's other signals have it; its currency, with tax and a year, where there is none."""
    estimate = getattr(deal, "budget", None)
    unit = Unit.WAN if deal.currency == "CNY" else Unit.ONE
    if estimate is None or not estimate.signals:
        return {"currency": deal.currency, "tax_included": True, "span": Span.YEAR, "unit": unit}
    names = ("currency", "tax_included", "span", "term_months")
    return {name: getattr(estimate, name) for name in names} | {"unit": unit}


def values_of(signal: BudgetSignal) -> dict[str, Any]:
    """A stored signal as its form shows it, in the unit it was typed in."""
    worth = WORTH[Unit(signal.unit)]
    amounts = {name: getattr(signal, name) for name in ("p10", "p50", "p90")}
    names = ("kind", "unit", "currency", "tax_included", "span", "term_months", "vat_rate", "weight", "evidence")
    return {name: getattr(signal, name) for name in names} | {
        name: None if value is None else cast(Decimal, value) / worth for name, value in amounts.items()
    }
