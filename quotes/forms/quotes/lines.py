"""The grid of lines: what was typed into which cell, what it means, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from dealdesk.web.refusals import translated
from quotes.models import PriceItem, QuoteLine

OF_A_PRODUCT = ("quantity", "discount")
OF_A_FREE_LINE = ("description", "unit", "quantity", "list_price", "discount", "vat_rate")
LONGEST = {
    "description": QuoteLine._meta.get_field("description").max_length,
    "group": QuoteLine._meta.get_field("group").max_length,
    "unit": QuoteLine._meta.get_field("unit").max_length,
}


def line_fields(names: Iterable[str], currency: str) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        "description": forms.CharField(label=_("Item"), max_length=LONGEST["description"]),
        "group": forms.CharField(label=_("Group"), max_length=LONGEST["group"], required=False),
        "unit": forms.CharField(label=_("Unit"), max_length=LONGEST["unit"]),
        "quantity": NumberField(label=_("Quantity"), max_digits=18, decimal_places=6),
        "list_price": AmountField(label=_("List price"), max_digits=20, decimal_places=8, currency=currency),
        "discount": PercentField(label=_("Discount %"), tenths=True),
        "vat_rate": PercentField(label=_("VAT %")),
    }
    return {name: made[name] for name in names}


class LineForm(forms.Form):
    """One line of a draft; a product's price is the price book's, so there is no field for it."""

    def __init__(self, line: QuoteLine, data: QueryDict | None, *, currency: str) -> None:
        names = OF_A_FREE_LINE if line.product_id is None else OF_A_PRODUCT
        super().__init__(data, prefix=f"line-{line.pk}", initial={name: getattr(line, name) for name in names})
        self.line = line
        self.fields = line_fields(names, currency)
        for name, field in self.fields.items():
            # A request about one cell says nothing of the others.
            field.required = data is None or self.add_prefix(name) in data


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One input: its name, what stands in it, what is wrong with it, and what is stored where that differs."""

    name: str
    value: str
    error: str = ""
    now: str = ""


class Grid:
    """Every line's form; lines that the request does not mention stay as they are."""

    def __init__(self, lines: Iterable[QuoteLine], data: QueryDict | None = None, *, currency: str) -> None:
        self.data = data
        self.forms = {line.pk: LineForm(line, self._sent(line, data), currency=currency) for line in lines}

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms.values() if form.is_bound)

    def changes(self) -> dict[int, dict[str, Any]]:
        """What differs from what is stored, by line."""
        found = {pk: self._changed(form) for pk, form in self.forms.items() if form.is_bound}
        return {pk: values for pk, values in found.items() if values}

    def refuse(self, refusal: Refusal) -> str:
        """Puts a refusal beside the cell it names by position and field; returns it where there is no such cell."""
        words = translated(refusal.message, refusal.params)
        for form in self.forms.values():
            if form.is_bound and form.line.position == refusal.params.get("line") and refusal.field in form.fields:
                form.add_error(refusal.field, words)
                return ""
        return words

    def cells(self, pk: int, *, beside: bool = False) -> dict[str, Cell]:
        """`beside` shows what is stored under what was typed, for someone whose save was overtaken."""
        form = self.forms[pk]
        return {name: self._cell(form, name, beside) for name in form.fields}

    @staticmethod
    def _sent(line: QuoteLine, data: QueryDict | None) -> QueryDict | None:
        return data if data is not None and any(key.startswith(f"line-{line.pk}-") for key in data) else None

    @staticmethod
    def _changed(form: LineForm) -> dict[str, Any]:
        sent = {name for name in form.fields if form.add_prefix(name) in form.data}
        return {
            name: value for name, value in form.cleaned_data.items() if name in sent and value != form.initial[name]
        }

    @staticmethod
    def _cell(form: LineForm, name: str, beside: bool) -> Cell:
        stored = str(form.fields[name].prepare_value(form.initial[name]))
        key = form.add_prefix(name)
        value = str(form.data.get(key, stored)) if form.is_bound else stored
        error = " ".join(str(error) for error in form.errors.get(name, ())) if form.is_bound else ""
        return Cell(name=key, value=value, error=error, now=stored if beside and value != stored else "")


class NewLineForm(forms.Form):
    """One more line: a product of the version's price book, or something agreed freely."""

    item = forms.ModelChoiceField(PriceItem.objects.none(), label=_("From the price book"), required=False)

    def __init__(self, *args: Any, items: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["item"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset, choice.empty_label = items, _("A free line, described below")
        names = ("description", "group", "unit", "list_price", "vat_rate")
        self.fields |= line_fields(names, currency) | line_fields(("quantity", "discount"), currency)
        for name in names:
            self.fields[name].required = False
        self.fields["discount"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("item") is None and "item" not in self.errors:
            for name in ("description", "unit", "list_price", "vat_rate"):
                if cleaned.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def line(self) -> QuoteLine:
        """The unsaved line, in the price book's tax basis where it is a product's."""
        values = self.cleaned_data
        discount = values.get("discount") or Decimal(0)
        item: PriceItem | None = values["item"]
        if item is not None:
            return QuoteLine.priced(item, values["quantity"], discount, values["group"])
        names = ("description", "group", "unit", "list_price", "vat_rate", "quantity")
        return QuoteLine(**{name: values[name] for name in names}, discount=discount)
