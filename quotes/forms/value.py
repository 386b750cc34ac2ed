"""A driver in the customer's own figures, their word for it, and what the price is held against."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.words import label
from dealdesk.web.forms import EditedForm, NamesItsEdition, choose_from
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from quotes.domain.value.drivers import SWINGS
from quotes.domain.value.formulas import ASKED, FORMULAS, Formula, Input, Quantity
from quotes.domain.value.promises import Promise, ties
from quotes.forms.negotiation import whole
from quotes.forms.readiness import ValueForm
from quotes.models import ClaimEdition, ValueBasis, ValueDriver
from quotes.models.value import Given
from stakeholders.models import Contact, Seat


class ChoiceForm(forms.Form):
    """Which formula, of which claim; what nobody could mean is none."""

    claim = forms.IntegerField(required=False)
    formula = forms.ChoiceField(choices=[(one.value, one.value) for one in Formula])


class DriverForm(NamesItsEdition, forms.Form):
    """The figures that one formula asks for. `newest` takes the claim's newest edition, where there is a newer one."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    confidence = PercentField(
        label=_("Confidence"), max_value=Decimal(100),
        help_text=_("How much of it we would count on ourselves; the headline counts only so much."),
    )  # fmt: skip
    promise = forms.ChoiceField(
        label=_("Promised by"), help_text=_("Without a term of the offer it is printed as non-contractual.")
    )
    newest = forms.BooleanField(label=_("Take the newest edition of the claim"), required=False)

    def __init__(
        self,
        *args: Any,
        formula: Formula,
        claim: ClaimEdition | None,
        newest: ClaimEdition | None = None,
        contacts: QuerySet[Contact],
        currency: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.formula, self.claim, self.newer = formula, claim, newest
        for asked in FORMULAS[formula].inputs:
            self._ask(asked, contacts, currency)
        if claim is None:
            del self.fields["confidence"], self.fields["promise"]
        else:
            choices = [(one.value, _(label(one))) for one in ties(claim.value())]
            self.fields["promise"] = forms.ChoiceField(
                label=self.fields["promise"].label, help_text=self.fields["promise"].help_text, choices=choices
            )
        if newest is None:
            del self.fields["newest"]

    def _ask(self, asked: Input, contacts: QuerySet[Contact], currency: str) -> None:
        kind, text = ASKED[asked], _(label(asked))
        if kind is Quantity.SHARE:
            self.fields[asked.value] = PercentField(label=text, max_value=Decimal(100), decimal_places=4)
        elif kind is Quantity.MONEY:
            self.fields[asked.value] = AmountField(label=text, sums=True, currency=currency)
        else:
            self.fields[asked.value] = NumberField(label=text, min_value=0, max_digits=20, decimal_places=4, sums=True)
        self.fields[f"{asked}_source"] = forms.CharField(label=_("Where this figure comes from"), max_length=200)
        self.fields[f"{asked}_teller"] = forms.ModelChoiceField(
            queryset=Contact.objects.none(),
            label=_("Who gave or confirmed it"),
            required=False,
            empty_label=_("Nobody yet"),
        )
        choose_from(self, f"{asked}_teller", contacts)

    @property
    def asked(self) -> list[tuple[Any, Any, Any]]:
        """Each figure with its origin and its teller."""
        return [
            (self[one.value], self[f"{one}_source"], self[f"{one}_teller"]) for one in FORMULAS[self.formula].inputs
        ]

    def told(self) -> dict[str, Any]:
        """What `note_driver` takes."""
        values = self.cleaned_data
        given = {
            one: Given(amount=values[one.value], source=values[f"{one}_source"], teller=values[f"{one}_teller"])
            for one in FORMULAS[self.formula].inputs
        }
        return {
            "formula": self.formula,
            "claim": self.newer if values.get("newest") else self.claim,
            "given": given,
            "confidence": values.get("confidence", Decimal(100)),
            "promise": Promise(values.get("promise", Promise.NONE)),
        }


def begun(driver: ValueDriver) -> SimpleNamespace:
    """What the form starts with, and what stands beside it where somebody else was first; `inputs` prefetched."""
    found: dict[str, Any] = {name: getattr(driver, name) for name in ("edition", "confidence", "promise")}
    for one in driver.inputs.all():
        found |= {one.key: one.amount, f"{one.key}_source": one.source, f"{one.key}_teller": one.teller}
    return SimpleNamespace(**found, newest=False)


class WordForm(NamesItsEdition, ValueForm):
    """The customer's word for the figures that its author saw."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SeatForm(forms.Form):
    seat = forms.ModelChoiceField(queryset=Seat.objects.none())

    def __init__(self, *args: Any, seats: QuerySet[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "seat", seats)


class SwingForm(forms.Form):
    """How far figures are swung in the picture; what nobody could mean is the usual."""

    by = forms.TypedChoiceField(
        choices=[(str(each), str(each)) for each in SWINGS], coerce=Decimal, required=False, empty_value=None
    )

    def swung(self) -> Decimal:
        by: Decimal | None = self.cleaned_data["by"] if self.is_valid() else None
        return by or SWINGS[0]


class BasisForm(EditedForm):
    reference = AmountField(
        label=_("Price of the alternative, with tax"), required=False, sums=True,
        help_text=_("What they would pay elsewhere, or building it; 0 where they would leave it as it is."),
    )  # fmt: skip
    reference_months = whole(_("For months of service"), 1, 240)
    yearly_rate = PercentField(
        label=_("Their discount rate a year"), required=False, max_value=Decimal(100),
        help_text=_("The customer's own, by which their finance weighs later money."),
    )  # fmt: skip

    class Meta:
        model = ValueBasis
        fields = (
            "alternative", "reference", "reference_months", "reference_source", "yearly_rate", "rate_source",
            "rate_on", "no_cost_because",
        )  # fmt: skip
        labels = {
            "alternative": _("What they do without us"),
            "reference_source": _("Where this price comes from"),
            "rate_source": _("Who named the rate"),
            "rate_on": _("As of"),
            "no_cost_because": _("Why the change costs them nothing"),
        }
        help_texts = {"no_cost_because": _("Where no cost is listed: a value without any cost is not believed.")}

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["reference"].currency = currency

    def clean_rate_on(self) -> date | None:
        return self.near("rate_on")

    def told(self) -> dict[str, Any]:
        """What `set_value_basis` takes; nothing was there where no edition is named."""
        return {"edition": 0, **self.cleaned_data}
