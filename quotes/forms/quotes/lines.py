"""What each column of a line accepts, and one more line."""

from copy import copy
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.formats import unit_price
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from quotes.domain.pricing.charges import ChargeKind
from quotes.models import PriceItem, QuoteLine

LABELS = {
    "description": _("Item"),
    "group": _("Group"),
    "unit": _("Unit"),
    "quantity": _("Quantity"),
    "list_price": _("List price"),
    "discount": _("Discount %"),
    "vat_rate": _("VAT %"),
    "total": _("Subtotal"),
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
            return NumberField(label=LABELS[name], max_digits=18, decimal_places=6, sums=True)
        case "list_price":
            return AmountField(label=LABELS[name], max_digits=20, decimal_places=8, currency=currency, sums=True)
        case "total":
            return AmountField(label=LABELS[name], currency=currency, sums=True)
        case _:
            return PercentField(label=LABELS[name], tenths=name == "discount")


class ItemField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A product of a price book, told by its name, code, unit, price and price model; its floor is never said."""

    def label_from_instance(self, obj: PriceItem) -> str:
        product = obj.product
        price = unit_price(obj.list_price)
        model = [gettext(ChargeKind(obj.charge["kind"]).label)] if obj.charge else []
        return " · ".join((product.name, product.code, product.unit, price, *model))


class NewLineForm(forms.Form):
    """One more line: a product of the version's price book, or something agreed freely."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    item = ItemField(PriceItem.objects.none(), label=_("From the price book"), required=False)

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
