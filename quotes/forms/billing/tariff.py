"""A tariff as it is typed: a form of billing is chosen first, and its own fields follow."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.percent import Percent
from dealdesk.web.forms import near
from dealdesk.web.numbers import NumberField, PercentField
from quotes.domain.billing.listed import counted_by, form_of, rate_of
from quotes.domain.billing.tariffs import MOST_PACKS, OVER_TIME, Billing, Counted, Every, Pack, Rate, Tariff
from quotes.domain.metering.term import LONGEST_TERM
from quotes.domain.pricing.charges import Commitment, PerUnit
from quotes.models import PriceItem

TIMES = (Every.DAY, Every.MONTH, Every.YEAR)
PEAKS = {Billing.CONTRACT, Billing.MONTHLY_PEAK, Billing.ELASTIC}
IN_MBPS = {Billing.TRAFFIC, Billing.MONTHLY_95, Billing.ENHANCED_95, Billing.TRADITIONAL_95}


def whole(label: Any, most: int, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, max_value=most, widget=widget, **({"min_value": 1} | options))


def price(label: Any) -> NumberField:
    return NumberField(label=label, max_digits=20, decimal_places=8)


def units(label: Any) -> NumberField:
    return NumberField(label=label, max_digits=18, decimal_places=6)


class TariffForm(forms.Form):
    """`items` are prices of the book that may stand in for a typed one; amounts are in one currency and tax basis."""

    name = forms.CharField(label=_("Name on the offer's line"), max_length=60)
    source = forms.CharField(label=_("Where this price is written"), max_length=200)
    since = forms.DateField(label=_("Since"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    vat_rate = PercentField(label=_("VAT, percent"))
    counted = forms.ChoiceField(label=_("What is counted"), choices=[(one.value, _(one.label)) for one in Counted])

    def __init__(
        self, told: QueryDict | None, *, billing: Billing, items: Sequence[PriceItem], today: date, vat_rate: Decimal
    ) -> None:
        usual = Counted.MBPS if billing in IN_MBPS else Counted.STREAMS
        initial = {"since": today, "vat_rate": vat_rate, "name": _(billing.label), "counted": usual.value}
        super().__init__(told, initial=initial)
        self.billing, self.today = billing, today
        self.items = {str(item.pk): item for item in items if _fits(item, billing)}
        for name, field in self._own_fields().items():
            self.fields[name] = field
        self.order_fields([*OWN[billing], "counted", "name", "source", "since", "vat_rate"])

    def _own_fields(self) -> dict[str, forms.Field]:
        every = {name: make() for name, make in MAKES.items() if name in OWN[self.billing]}
        if "level" in every:
            every["level"].label, every["level"].required, every["level"].help_text = LEVELS[self.billing]
        if "item" in every and self.items:
            shown = [(pk, f"{item.product.code} {item.product.name}") for pk, item in self.items.items()]
            every["item"] = forms.ChoiceField(
                label=_("At a price of the price book"),
                choices=[("", _("No, at a price of its own")), *shown],
                required=False,
            )
            for name in ("price", "every"):
                if name in every:
                    every[name].required = False
        else:
            every.pop("item", None)
        return every

    def clean_since(self) -> date:
        return near(self.cleaned_data["since"], self.today)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("item"):
            for name in ("price", "every"):
                if name in self.fields and name not in self.errors and said.get(name) in {None, ""}:
                    self.add_error(name, _("Type the price here, or choose one of the price book."))
        return said

    def tariff(self) -> Tariff:
        """What was typed; refuses what does not make a tariff, at its field."""
        said = self.cleaned_data
        item = self.items.get(said.get("item") or "")
        return Tariff(
            billing=self.billing,
            name=said["name"],
            source=said["source"],
            since=said["since"],
            vat_rate=said["vat_rate"],
            counted=self._counted(item),
            rate=self._rate(item),
            over=_thousands(said["over_price"]) if self.billing in {Billing.PACKAGES, Billing.ELASTIC} else None,
            level=said.get("level"),
            floor=None if said.get("floor") is None else Percent(said["floor"]),
            pack=self._pack(),
        )

    def _counted(self, item: PriceItem | None) -> Counted:
        metered = item.metered if item else None
        return counted_by(metered) if metered else Counted(self.cleaned_data["counted"])

    def _rate(self, item: PriceItem | None) -> Rate | None:
        said = self.cleaned_data
        if item:
            return rate_of(item.priced())
        if self.billing is Billing.PACKAGES:
            return None
        if self.billing is Billing.COMMITMENT:
            promise = Commitment(included=said["included"], fee=said["fee"], overage=said["over_price"])
            return Rate(charge=promise, per=Decimal(1000))
        per = Decimal(1000) if self.billing is Billing.MINUTES else Decimal(1)
        every = Every(said["every"]) if self.billing in OVER_TIME else Every.ONCE
        return Rate(charge=PerUnit(unit=said["price"]), per=per, every=every)

    def _pack(self) -> Pack | None:
        said = self.cleaned_data
        if self.billing is not Billing.PACKAGES:
            return None
        return Pack(
            size=said["pack_size"] * 1000,
            price=said["pack_price"],
            months=said["pack_months"],
            count=said["pack_count"],
        )


def _thousands(price: Decimal) -> Rate:
    return Rate(charge=PerUnit(unit=price), per=Decimal(1000))


def _fits(item: PriceItem, billing: Billing) -> bool:
    """A peak's price serves a contract and a base too."""
    form = form_of(item.metered, item.product.unit)
    return form is billing or {form, billing} <= PEAKS


# fmt: off
MAKES: dict[str, Any] = {
    "item":            lambda: forms.ChoiceField(required=False),
    "price":           lambda: price(_("Price")),
    "every":           lambda: forms.ChoiceField(label=_("For"), choices=[(one.value, _(one.label)) for one in TIMES]),
    "level":           lambda: units(""),
    "floor":           lambda: PercentField(label=_("Billed at least, percent of it"), required=False),
    "over_price":      lambda: price(_("Price of 1,000 minutes above that")),
    "included":        lambda: units(_("Thousands of minutes a month that are committed")),
    "fee":             lambda: price(_("Price of those a month")),
    "pack_size":       lambda: units(_("Thousands of minutes in a package")),
    "pack_price":      lambda: price(_("Price of a package")),
    "pack_months":     lambda: whole(_("Months for which it holds"), LONGEST_TERM),
    "pack_count":      lambda: whole(_("How many at a time"), MOST_PACKS, min_value=0, required=False),
}
LEVELS: dict[Billing, tuple[Any, bool, Any]] = {
    Billing.CONTRACT:       (_("Contracted peak"), False, _("Empty: the customer's own peak")),
    Billing.ENHANCED_95:    (_("Bandwidth bought"), False, ""),
    Billing.TRADITIONAL_95: (_("Bandwidth bought"), True, ""),
    Billing.ELASTIC:        (_("Base"), False, _("Empty: the cheapest for this use")),
}
OWN: dict[Billing, tuple[str, ...]] = {
    Billing.MINUTES:        ("item", "price"),
    Billing.TRAFFIC:        ("item", "price"),
    Billing.CONTRACT:       ("level", "item", "price", "every"),
    Billing.MONTHLY_PEAK:   ("item", "price", "every"),
    Billing.DAILY_PEAK:     ("item", "price"),
    Billing.MONTHLY_95:     ("item", "price", "every"),
    Billing.ENHANCED_95:    ("item", "price", "every", "level", "floor"),
    Billing.TRADITIONAL_95: ("price", "every", "level", "floor"),
    Billing.PACKAGES:       ("pack_size", "pack_price", "pack_months", "pack_count", "over_price"),
    Billing.COMMITMENT:     ("included", "fee", "over_price"),
    Billing.ELASTIC:        ("level", "item", "price", "every", "over_price"),
}
# fmt: on
