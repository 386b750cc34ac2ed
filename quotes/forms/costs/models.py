"""A cost model as finance types it: its unit costs row by row, the margins, who carries what, the day it begins."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.forms import near
from dealdesk.web.numbers import NumberField, PercentField
from dealdesk.web.refusals import sentence
from quotes.domain.costs.model import MOST_ROWS, Capacity, UnitCost
from quotes.domain.costs.words import PARTS, CostPart, CostRule, LineType
from quotes.forms.pricebooks import CURRENCIES

if TYPE_CHECKING:
    _FormSet = BaseFormSet["CostRowForm"]
else:
    _FormSet = BaseFormSet

MAIN = ("part", "region", "line", "amount", "currency", "rule", "product", "dated_on", "source")
DETAILS = ("share", "streams_per_core", "cores", "headroom", "spares", "seats", "note")
CAPACITY = ("streams_per_core", "cores", "headroom", "spares")


class CostModelForm(forms.Form):
    name = forms.CharField(label=_("Name of the cost model"), max_length=60)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The decision or document these unit costs come from.")
    )


class CostCloneForm(CostModelForm):
    """Another model that begins with the same unit costs."""


class CostDraftForm(forms.Form):
    source = forms.CharField(label=_("Source"), max_length=200)


class CostRowForm(forms.Form):
    """One unit cost. What a row needs besides its amount depends on its part; the domain says what is missing."""

    part = forms.ChoiceField(label=_("Part"))
    region = forms.CharField(label=_("Region"), max_length=40, required=False)
    line = forms.ChoiceField(label=_("Network line"))
    rule = forms.ChoiceField(label=_("Charged for each"))
    amount = NumberField(label=_("Unit cost"), max_digits=20, decimal_places=8, required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    dated_on = forms.DateField(label=_("Dated on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    source = forms.CharField(label=_("Source"), max_length=200)
    share = PercentField(label=_("Share of the region's load"), decimal_places=4, initial=Decimal(100))
    streams_per_core = NumberField(label=_("Streams per core"), max_digits=11, decimal_places=4, required=False)
    cores = forms.IntegerField(label=_("Cores per server"), min_value=1, max_value=1024, required=False)
    headroom = PercentField(label=_("Kept free"), decimal_places=4, required=False)
    spares = forms.IntegerField(label=_("Spare servers per region"), min_value=0, max_value=1000, required=False)
    seats = NumberField(label=_("Seats"), max_digits=9, decimal_places=4, required=False)
    product = forms.CharField(label=_("Product sold"), max_length=20, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        fields: dict[str, Any] = self.fields
        fields["part"].choices = [("", "—"), *((word.value, _(word.label)) for word in CostPart)]
        fields["line"].choices = [(word.value, _(word.label)) for word in LineType]
        fields["rule"].choices = [(word.value, _(word.label)) for word in CostRule]
        fields["line"].initial, fields["rule"].initial = LineType.ANY.value, CostRule.MONTHLY_95.value
        fields["currency"].initial = CURRENCIES[0][0]

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in MAIN]

    @property
    def details(self) -> list[forms.BoundField]:
        return [self[name] for name in DETAILS]

    @property
    def is_detailed(self) -> bool:
        """Whether the second line of the row says anything, or has something to put right."""
        told = any(self[name].value() for name in DETAILS if name != "share") or any(
            self[name].errors for name in DETAILS
        )
        return told or self["share"].value() not in {None, "", "100", Decimal(100)}

    def clean_dated_on(self) -> date:
        return near(self.cleaned_data["dated_on"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors and self.has_changed():
            try:
                cleaned["stated"] = self._stated(cleaned)
            except Refusal as refusal:
                self.add_error(refusal.field if refusal.field in self.fields else None, sentence(refusal))
        return cleaned

    def _stated(self, told: dict[str, Any]) -> UnitCost:
        capacity = [told[name] for name in CAPACITY]
        if any(value is not None for value in capacity) and None in capacity:
            name = CAPACITY[capacity.index(None)]
            raise Refusal("Say all four: streams per core, cores, what is kept free, and spare servers.", field=name)
        kept = {name: value for name, value in told.items() if name not in CAPACITY and name in self.fields}
        kept |= {"part": CostPart(told["part"]), "rule": CostRule(told["rule"]), "line": LineType(told["line"])}
        kept.pop("DELETE", None)
        return UnitCost(
            **kept, capacity=Capacity(**dict(zip(CAPACITY, capacity, strict=True))) if capacity[0] else None
        )


class _CostRows(_FormSet):
    def stated(self) -> list[UnitCost]:
        """The rows that are filled in and not struck out, in their order."""
        kept = (form for form in self.forms if form.has_changed() and form not in self.deleted_forms)
        return [form.cleaned_data["stated"] for form in kept]


CostRowFormSet = formset_factory(
    CostRowForm,
    formset=_CostRows,
    extra=3,
    can_delete=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
    validate_max=True,
)


class MarginForm(forms.Form):
    """The lowest margin, the one aimed at, and which products' lines bear a part, by code."""

    minimum = PercentField(
        label=_("Lowest margin"),
        decimal_places=4,
        required=False,
        help_text=_("Of revenue before VAT: the floor is cost ÷ (1 − this)."),
    )
    target = PercentField(label=_("Margin aimed at"), decimal_places=4, required=False)

    def __init__(self, *args: Any, carried_by: dict[str, list[str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            self.fields[f"carried-{part.value}"] = forms.CharField(
                label=_(part.label), max_length=200, required=False, initial=" ".join((carried_by or {}).get(part, []))
            )

    @property
    def carriers(self) -> list[forms.BoundField]:
        return [self[f"carried-{part.value}"] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        minimum, target = cleaned.get("minimum"), cleaned.get("target")
        if minimum is not None and target is not None and target < minimum:
            self.add_error("target", _("The margin aimed at cannot be below the lowest one."))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What `save_costs` takes besides the rows."""
        values = self.cleaned_data
        codes = {part: values[f"carried-{part.value}"].replace(",", " ").split() for part in PARTS}
        return {"minimum": values["minimum"], "target": values["target"], "carried_by": codes}
