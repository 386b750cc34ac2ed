"""What finance types into a price book: prices of many products, one product, a bundle, the day it begins."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dealdesk.web.forms import choose_from
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from quotes.domain.pricebooks import PRICE_PLACES
from quotes.forms.english import said_in_english
from quotes.models import Bundle, PriceBook, PriceBookVersion, PriceItem, Product
from quotes.models.pricebooks import Prices

CURRENCIES = [("CNY", "CNY"), ("USD", "USD"), ("EUR", "EUR"), ("HKD", "HKD")]
BASES = [("True", _("tax included")), ("False", _("before tax"))]


def price_fields(currency: str) -> dict[str, forms.Field]:
    return {
        "list_price": AmountField(label=_("List price"), max_digits=20, decimal_places=8, currency=currency),
        "floor_price": AmountField(
            label=_("Floor price"), max_digits=20, decimal_places=8, currency=currency, required=False
        ),
        "vat_rate": PercentField(label=_("VAT %")),
    }


class PricesForm(forms.Form):
    """One product's prices in the table."""

    def __init__(self, item: PriceItem, data: Any, *, currency: str) -> None:
        initial = {name: getattr(item, name) for name in ("list_price", "floor_price", "vat_rate")}
        super().__init__(data, prefix=f"item-{item.product_id}", initial=initial)
        self.item = item
        self.fields = price_fields(currency)

    def clean(self) -> dict[str, Any]:
        return checked(self)

    def prices(self) -> Prices:
        return prices_of(self.cleaned_data)


class PriceTable:
    """Every row's form; rows ticked for removal need not be right."""

    def __init__(self, items: Iterable[PriceItem], data: Any = None, *, currency: str) -> None:
        self.forms = {item.product_id: PricesForm(item, data, currency=currency) for item in items}
        self.gone = {int(pk) for pk in data.getlist("remove") if pk.isdecimal() and len(pk) < 19} if data else set()

    def is_valid(self) -> bool:
        return all(form.is_valid() for product, form in self.forms.items() if product not in self.gone)

    def changes(self) -> dict[int, Prices | None]:
        """What differs from what is stored, and None for what is taken out."""
        found: dict[int, Prices | None] = {}
        for product, form in self.forms.items():
            if product in self.gone:
                found[product] = None
            elif any(form.cleaned_data[name] != value for name, value in form.initial.items()):
                found[product] = form.prices()
        return found


class BookForm(forms.Form):
    name = forms.CharField(label=_("Name of the price book"), max_length=PriceBook._meta.get_field("name").max_length)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    tax_included = forms.TypedChoiceField(label=_("Tax basis"), choices=BASES, coerce=lambda value: value == "True")
    source = forms.CharField(
        label=_("Source"),
        max_length=PriceBookVersion._meta.get_field("source").max_length,
        help_text=_("The decision or document these prices come from."),
    )


class DraftForm(forms.Form):
    source = forms.CharField(label=_("Source"), max_length=PriceBookVersion._meta.get_field("source").max_length)


class CloneForm(forms.Form):
    """Where a version's prices go: a book that is there, or a new one by name and currency; and at which rate."""

    into = forms.ModelChoiceField(PriceBook.objects.none(), label=_("Into the price book"), required=False)
    name = forms.CharField(
        label=_("Name of the new price book"),
        max_length=PriceBook._meta.get_field("name").max_length,
        required=False,
    )
    currency = forms.ChoiceField(label=_("Currency of the new price book"), choices=CURRENCIES)
    source = forms.CharField(
        label=_("Source"),
        max_length=PriceBookVersion._meta.get_field("source").max_length,
        help_text=_("The decision or document these prices and the rate come from."),
    )

    def __init__(self, *args: Any, books: QuerySet[PriceBook], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "into", books)
        into = self.fields["into"]
        if isinstance(into, forms.ModelChoiceField):
            into.empty_label = _("A new price book, named below")
        self.fields["rate"] = NumberField(
            label=_("Rate"),
            max_digits=18,
            decimal_places=8,
            min_value=Decimal("0.00000001"),
            help_text=_("So many units of the other currency for 1 %(currency)s.") % {"currency": currency},
        )
        self.fields["places"] = forms.IntegerField(
            label=_("Decimals of a converted price"), min_value=0, max_value=PRICE_PLACES, initial=PRICE_PLACES
        )
        self.fields["currency"].initial = next(code for code, _name in CURRENCIES if code != currency)


class ProductForm(forms.Form):
    """A product that is there already, or a new one; and its prices."""

    product = forms.ModelChoiceField(Product.objects.none(), label=_("Product"), required=False)
    code = forms.CharField(label=_("Code"), max_length=20, required=False)
    name = forms.CharField(label=_("Name of the product"), max_length=80, required=False)
    family = forms.CharField(label=_("Family"), max_length=40, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    description = forms.CharField(label=_("Description"), max_length=200, required=False)
    name_en = forms.CharField(
        label=_("Product in English"), max_length=160, required=False, validators=[said_in_english]
    )
    family_en = forms.CharField(
        label=_("Family in English"), max_length=80, required=False, validators=[said_in_english]
    )
    unit_en = forms.CharField(label=_("Unit in English"), max_length=40, required=False, validators=[said_in_english])

    def __init__(self, *args: Any, products: QuerySet[Product], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["product"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset, choice.empty_label = products, _("A new product, described below")
        self.fields |= price_fields(currency)

    def clean(self) -> dict[str, Any]:
        cleaned = checked(self)
        if cleaned.get("product") is None and "product" not in self.errors:
            for name in ("code", "name", "family", "unit"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def told(self) -> dict[str, Any]:
        """What `add_product` takes."""
        values = self.cleaned_data
        prices = {"prices": prices_of(values)}
        if values["product"]:
            return prices | {"product": values["product"]}
        english = {values[name]: values[f"{name}_en"] for name in ("name", "family", "unit") if values[f"{name}_en"]}
        new = {name: values[name] for name in ("code", "name", "family", "unit", "description")}
        return prices | new | {"english": english}


class BundleForm(forms.Form):
    """A package: its name and one price, and a quantity beside each product in it."""

    name = forms.CharField(label=_("Name of the bundle"), max_length=Bundle._meta.get_field("name").max_length)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(
        self, *args: Any, items: Iterable[PriceItem], currency: str, quantities: dict[int, Decimal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price"] = AmountField(label=_("Price of the bundle"), currency=currency)
        self.items = list(items)
        for item in self.items:
            self.fields[f"quantity-{item.product_id}"] = NumberField(
                label=item.product.name,
                max_digits=18,
                decimal_places=6,
                required=False,
                initial=quantities.get(item.product_id),
            )

    def rows(self) -> list[tuple[PriceItem, forms.BoundField]]:
        return [(item, self[f"quantity-{item.product_id}"]) for item in self.items]

    def told(self) -> dict[str, Any]:
        """What `save_bundle` takes."""
        values = self.cleaned_data
        chosen = {item.product_id: values.get(f"quantity-{item.product_id}") for item in self.items}
        quantities = {product: quantity for product, quantity in chosen.items() if quantity}
        return {"name": values["name"], "note": values["note"], "price": values["price"], "quantities": quantities}


def checked(form: forms.Form) -> dict[str, Any]:
    cleaned = form.cleaned_data
    floor, listed = cleaned.get("floor_price"), cleaned.get("list_price")
    if floor is not None and listed is not None and floor > listed:
        form.add_error("floor_price", ValidationError(_("The floor price cannot be above the list price.")))
    return cleaned


def prices_of(values: dict[str, Any]) -> Prices:
    return {name: values[name] for name in ("list_price", "floor_price", "vat_rate")}  # type: ignore[return-value] # the three keys of Prices
