"""The grid of lines: what was typed into which cell, what it means, and what is wrong with it."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.numbers import AmountField, NumberField, PercentField, shortest
from dealdesk.web.refusals import translated
from quotes.models import PriceItem, QuoteLine

OF_A_PRODUCT = ("quantity", "discount")
OF_A_FREE_LINE = ("description", "unit", "quantity", "list_price", "discount", "vat_rate")
LABELS = {
    "description": _("Item"),
    "group": _("Group"),
    "unit": _("Unit"),
    "quantity": _("Quantity"),
    "list_price": _("List price"),
    "discount": _("Discount %"),
    "vat_rate": _("VAT %"),
}
LONGEST = {
    "description": QuoteLine._meta.get_field("description").max_length,
    "group": QuoteLine._meta.get_field("group").max_length,
    "unit": QuoteLine._meta.get_field("unit").max_length,
}


@cache
def line_field(name: str, currency: str) -> forms.Field:
    """What one column of a line accepts; made once, for nothing of a cell is kept in it."""
    match name:
        case "description" | "group" | "unit":
            return forms.CharField(label=LABELS[name], max_length=LONGEST[name], required=name != "group")
        case "quantity":
            return NumberField(label=LABELS[name], max_digits=18, decimal_places=6)
        case "list_price":
            return AmountField(label=LABELS[name], max_digits=20, decimal_places=8, currency=currency)
        case _:
            return PercentField(label=LABELS[name], tenths=name == "discount")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One input: its name, what stands in it, what is wrong with it, and what is stored where that differs."""

    name: str
    value: str
    error: str = ""
    now: str = ""


class Grid:
    """What was typed into which cell. Cells that a request does not mention stay as they are.

    A product's price is the price book's, so its line has no cell for it.
    """

    def __init__(self, lines: Iterable[QuoteLine], data: QueryDict | None = None, *, currency: str) -> None:
        self.data = data if data is not None else QueryDict()
        self.currency = currency
        # Values, not rows: saving changes the rows, and what was stored before must still be known.
        self.stored = {line.pk: {name: getattr(line, name) for name in columns(line)} for line in lines}
        self.at = {line.position: line.pk for line in lines}
        self.errors: dict[tuple[int, str], str] = {}

    def changes(self) -> dict[int, dict[str, Any]]:
        """What differs from what is stored, by line; afterwards `errors` says which cells could not be read."""
        found: dict[int, dict[str, Any]] = {}
        for pk, stored in self.stored.items():
            for name, value in stored.items():
                typed = self.data.get(f"line-{pk}-{name}")
                if typed is not None and (new := self._read(pk, name, typed)) is not None and new != value:
                    found.setdefault(pk, {})[name] = new
        return found

    def mentioned(self) -> set[int]:
        """The lines that the request says anything about."""
        return {pk for pk, stored in self.stored.items() if any(f"line-{pk}-{name}" in self.data for name in stored)}

    def refuse(self, refusal: Refusal) -> str:
        """Puts a refusal beside the cell it names by position and field; returns it where there is no such cell."""
        words = translated(refusal.message, refusal.params)
        pk = self.at.get(cast("int", refusal.params.get("line")))
        if pk is None or refusal.field not in self.stored[pk]:
            return words
        self.errors[pk, refusal.field] = words
        return ""

    def cells(self, pk: int, *, beside: bool = False) -> dict[str, Cell]:
        """`beside` shows what is stored under what was typed, for someone whose save was overtaken."""
        return {name: self._cell(pk, name, value, beside) for name, value in self.stored[pk].items()}

    def _read(self, pk: int, name: str, typed: str) -> Any:
        try:
            return line_field(name, self.currency).clean(typed)
        except ValidationError as error:
            self.errors[pk, name] = " ".join(error.messages)
            return None

    def _cell(self, pk: int, name: str, value: Any, beside: bool) -> Cell:
        key = f"line-{pk}-{name}"
        stored = shortest(value) if isinstance(value, Decimal) else str(value)
        typed = self.data.get(key, stored)
        now = stored if beside and typed != stored else ""
        return Cell(name=key, value=typed, error=self.errors.get((pk, name), ""), now=now)


def columns(line: QuoteLine) -> tuple[str, ...]:
    return OF_A_FREE_LINE if line.product_id is None else OF_A_PRODUCT


class NewLineForm(forms.Form):
    """One more line: a product of the version's price book, or something agreed freely."""

    item = forms.ModelChoiceField(PriceItem.objects.none(), label=_("From the price book"), required=False)

    def __init__(self, *args: Any, items: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["item"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset, choice.empty_label = items, _("A free line, described below")
        for name in ("description", "group", "unit", "list_price", "vat_rate", "quantity", "discount"):
            self.fields[name] = copy(line_field(name, currency))
            self.fields[name].required = name == "quantity"

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
