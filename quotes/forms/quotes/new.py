"""A new quote: its title, terms and currency, and a quantity beside each product that is wanted."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.currencies import Exchange, is_currency
from dealdesk.web.numbers import AmountField
from quotes.forms.quotes.exchange import ExchangeFields
from quotes.forms.quotes.grid import Cell
from quotes.forms.quotes.lines import line_field
from quotes.forms.quotes.terms import TermsForm
from quotes.models import Bundle, PriceBookVersion, PriceItem, Quote, QuoteLine

QUANTITY, DISCOUNT = "quantity-", "discount-"


class QuoteForm(TermsForm, ExchangeFields):
    """Prices are read from the price book again: what the browser says they are is not asked."""

    title = forms.CharField(label=_("Title"), max_length=Quote._meta.get_field("title").max_length)
    price_book = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    bundle = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)

    def __init__(self, data: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, today=today, **kwargs)
        self.order_fields(["title"])
        self._count_in(self.data.get("currency") or self.initial.get("currency") or self.instance.currency)
        self.picked_errors: dict[int, dict[str, str]] = {}
        self.lines: list[QuoteLine] = []
        self.book: PriceBookVersion | None = None
        self.chosen_bundle: Bundle | None = None
        self.exchange: Exchange | None = None

    def _count_in(self, currency: str) -> None:
        """A discount on the whole is in the currency of the quote."""
        field = self.fields["header_amount"]
        if isinstance(field, AmountField) and is_currency(currency):
            field.currency = self.instance.currency = currency

    def clean_valid_until(self) -> Any:
        return self.coming("valid_until")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        picks = self._picks()
        if self.picked_errors:
            raise ValidationError(_("Put the quantities marked below right."))
        if not picks:
            raise ValidationError(_("Nothing is chosen yet: give at least one product a quantity."))
        if "price_book" in cleaned:
            self._price(picks, cleaned["price_book"])
        if self.book:
            self.exchange = self.exchange_from(self.book.book.currency, self.today)
        if cleaned.get("bundle") and self.book:
            self.chosen_bundle = Bundle.objects.filter(pk=cleaned["bundle"], version=self.book).first()
        return cleaned

    def offered(self) -> dict[str, Any]:
        """What `create_quote` takes beside the deal."""
        terms = {name: self.cleaned_data[name] for name in TermsForm.Meta.fields}
        return terms | {
            "title": self.cleaned_data["title"],
            "price_book": self.book,
            "lines": self.lines,
            "bundle": self.chosen_bundle,
            "exchange": self.exchange,
        }

    def cell(self, item: int, column: str, stored: str = "") -> Cell:
        key = f"{column}-{item}"
        value = self.data.get(key, stored) if self.is_bound else stored
        return Cell(name=key, value=value, error=self.picked_errors.get(item, {}).get(column, ""))

    def _picks(self) -> dict[int, tuple[Decimal, Decimal]]:
        """Quantity and discount by price item; rows without a quantity are not wanted."""
        found: dict[int, tuple[Decimal, Decimal]] = {}
        for key in self.data:
            number = key.removeprefix(QUANTITY)
            if key.startswith(QUANTITY) and number.isdecimal() and len(number) < 19 and self.data[key].strip():
                values = {name: self._value(int(number), name) for name in ("quantity", "discount")}
                if values["quantity"] is not None and values["discount"] is not None and values["quantity"]:
                    found[int(number)] = (values["quantity"], values["discount"])
        return found

    def _value(self, item: int, column: str) -> Decimal | None:
        typed = self.data.get(f"{column}-{item}", "").strip()
        if column == "discount" and not typed:
            return Decimal(0)
        try:
            value: Decimal = line_field(column, "CNY").clean(typed)
        except ValidationError as error:
            self.picked_errors.setdefault(item, {})[column] = " ".join(error.messages)
            return None
        return value

    def _price(self, picks: dict[int, tuple[Decimal, Decimal]], price_book: int) -> None:
        items = PriceItem.objects.filter(pk__in=picks, version=price_book).select_related("product", "version__book")
        found = {item.pk: item for item in items}
        if found.keys() != picks.keys():
            raise ValidationError(_("Some of these products are not in this price book. Choose them again."))
        self.lines = [QuoteLine.priced(found[pk], *picks[pk]) for pk in picks]
        self.book = next(iter(found.values())).version
