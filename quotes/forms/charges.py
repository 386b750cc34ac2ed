"""How a product is charged, as finance types it: the numbers of one kind, and rows where it has a table."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from dealdesk.kernel.words import Word
from dealdesk.web.numbers import AmountField, NumberField, PercentField
from quotes.domain.pricing.charges import Bound, ChargeKind, Reach, Schedule

# Rows to type into beside those that are there, and the most a table has.
SPARE, MOST = 3, 50
SEPARATORS = re.compile(r"[,，、;；]")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What one kind asks for: fields by their path in the price model, and the columns of its table."""

    fields: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset({"free", "default_months", "months", "scope.names"})
    rows: str = ""
    columns: tuple[str, ...] = field(default=())


TIERED = ("upper", "free_when_unused")
SPAN = ("start", "up_to")
SHAPES: dict[ChargeKind, Shape] = {
    ChargeKind.PER_UNIT: Shape(),
    ChargeKind.GRADUATED: Shape(fields=TIERED, rows="tiers", columns=(*SPAN, "unit", "flat", "percent")),
    ChargeKind.VOLUME: Shape(fields=TIERED, rows="tiers", columns=(*SPAN, "unit", "flat", "percent")),
    ChargeKind.DISCOUNT_SCHEDULE: Shape(
        fields=("list_price", "schedule", "upper"), rows="tiers", columns=(*SPAN, "percent")
    ),
    ChargeKind.BLOCK: Shape(
        fields=("overage", "upper"), optional=frozenset({"overage"}), rows="tiers", columns=(*SPAN, "flat")
    ),
    ChargeKind.PACKAGE: Shape(fields=("size", "price", "free", "at_least_one")),
    ChargeKind.RATIO_PACKAGE: Shape(fields=("size", "price", "months"), rows="ratios", columns=("name", "weight")),
    ChargeKind.COMMITMENT: Shape(fields=("included", "fee", "overage")),
    ChargeKind.COMMITTED_SPEND: Shape(fields=("commitment", "usage.unit")),
    ChargeKind.RAMP: Shape(rows="years", columns=("unit", "share")),
    ChargeKind.FLAT: Shape(fields=("amount",)),
    ChargeKind.PERCENT_OF: Shape(fields=("percent", "default_months", "scope.reach", "scope.names")),
    ChargeKind.MINIMUM_SPEND: Shape(fields=("minimum", "scope.reach", "scope.names")),
    ChargeKind.MAXIMUM_SPEND: Shape(fields=("maximum", "scope.reach", "scope.names")),
}
# Models that hold a model of their own are made by an agreement with one customer, not by a list.
KINDS = tuple(SHAPES)
# Inside such an agreement a price per unit is typed too: there is no list price beside it.
WITH_UNIT = Shape(fields=("unit",))


class Charged(Protocol):
    """What is charged some way: a product of a price book, or a line."""

    @property
    def charge(self) -> Any: ...
    @property
    def list_price(self) -> Decimal: ...


def money(label: Any) -> Callable[[str], forms.Field]:
    return lambda currency: AmountField(label=label, max_digits=20, decimal_places=8, currency=currency)


def number(label: Any, **options: Any) -> Callable[[str], forms.Field]:
    return lambda currency: NumberField(label=label, max_digits=18, decimal_places=6, **options)


def months(label: Any, **options: Any) -> Callable[[str], forms.Field]:
    return lambda currency: forms.IntegerField(
        label=label, min_value=1, max_value=120, widget=forms.TextInput, **options
    )


def percent(label: Any, most: int = 100) -> Callable[[str], forms.Field]:
    return lambda currency: PercentField(label=label, max_value=Decimal(most))


def choice(label: Any, words: type[Word]) -> Callable[[str], forms.Field]:
    return lambda currency: forms.ChoiceField(label=label, choices=[(word.value, _(word.label)) for word in words])


def tick(label: Any) -> Callable[[str], forms.Field]:
    return lambda currency: forms.BooleanField(label=label, required=False)


def text(label: Any, **options: Any) -> Callable[[str], forms.Field]:
    return lambda currency: forms.CharField(label=label, max_length=200, **options)


MADE: dict[str, Callable[[str], forms.Field]] = {
    "amount": money(_("Flat fee")),
    "at_least_one": tick(_("One package is owed at least")),
    "commitment": money(_("Committed amount")),
    "default_months": months(_("For a term of months")),
    "fee": money(_("Fee")),
    "flat": money(_("Flat fee")),
    "free": number(_("Free units")),
    "free_when_unused": tick(_("Nothing used is nothing owed")),
    "included": number(_("Included units")),
    "list_price": money(_("List price")),
    "maximum": money(_("Maximum spend")),
    "minimum": money(_("Minimum spend")),
    "months": months(_("Months a package holds"), help_text=_("The month in which it begins included.")),
    "name": text(_("Kind of use")),
    "overage": money(_("Overage price")),
    "percent": percent(_("Percentage")),
    "price": money(_("Price of a package")),
    "schedule": choice(_("Discount of"), Schedule),
    "scope.names": text(_("Groups or product codes"), help_text=_("Separated by commas; empty for all other lines.")),
    "scope.reach": choice(_("Which lines"), Reach),
    "share": percent(_("Share of the quantity"), 100_000),
    "size": number(_("Units in a package")),
    "start": number(_("From")),
    "unit": money(_("Unit price")),
    "up_to": number(_("To")),
    "upper": choice(_("End of a tier"), Bound),
    "usage.unit": money(_("Unit price")),
    "weight": number(_("Weight")),
}


class ChargeForm(forms.Form):
    """Fields are named by their paths in the price model, so that a refusal finds the one it is about."""

    def __init__(
        self,
        data: Any,
        *,
        kind: ChargeKind,
        item: Charged,
        currency: str,
        typed: Any = None,
        spare: int = SPARE,
        agreed: bool = False,
    ) -> None:
        super().__init__(data)
        self.kind, self.item, self.currency, self.agreed = kind, item, currency, agreed
        self.shape = WITH_UNIT if agreed and kind is ChargeKind.PER_UNIT else SHAPES[kind]
        plain = {"list_price": item.list_price, "unit": item.list_price}
        stored = item.charge if item.charge and item.charge["kind"] == kind else plain
        given = data if data is not None else typed
        self.count = min(MOST, max(self._rows_in(given, stored) + (0 if data is not None else spare), SPARE))
        for path in self.shape.fields:
            self._add(path, path, required=path not in self.shape.optional)
        for i in range(self.count if self.shape.rows else 0):
            for column in self.shape.columns:
                self._add(f"{self.shape.rows}.{i}.{column}", column, required=False)
        self.initial = (
            {name: typed.get(name, "") for name in self.fields}
            if typed is not None
            else {name: _at(stored, name) for name in self.fields}
        )

        self._hint_starts()

    def _hint_starts(self) -> None:
        """Beside an empty start stands where the tier begins all the same."""
        for i in range(self.count if "start" in self.shape.columns else 0):
            begins = self[f"tiers.{i - 1}.up_to"].value() if i else "0"
            self.fields[f"tiers.{i}.start"].widget.attrs["placeholder"] = begins or ""

    @property
    def scalars(self) -> list[forms.BoundField]:
        return [self[path] for path in self.shape.fields]

    @property
    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Each row's number and cells; where one row ends the next begins, if nothing else is typed."""
        names = [[f"{self.shape.rows}.{i}.{column}" for column in self.shape.columns] for i in range(self.count)]
        return [(i, [self[name] for name in row]) for i, row in enumerate(names, 1)] if self.shape.rows else []

    def with_more_rows(self) -> Self:
        """The same form with what was typed, unjudged, and further rows."""
        told: dict[str, Any] = {"kind": self.kind, "item": self.item, "currency": self.currency, "agreed": self.agreed}
        return type(self)(None, typed=self.data, **told)

    def content(self) -> dict[str, Any] | None:
        """The price model as JSON; None for quantity × list price."""
        if not self.shape.fields and not self.shape.rows:
            return None
        content: dict[str, Any] = {"kind": self.kind.value}
        for path in self.shape.fields:
            _put(content, path, self.cleaned_data[path])
        if self.kind is ChargeKind.COMMITTED_SPEND:
            content["usage"]["kind"] = ChargeKind.PER_UNIT.value
        return content | ({self.shape.rows: list(self._told())} if self.shape.rows else {})

    def _told(self) -> Iterator[dict[str, Any]]:
        """The rows down to the last one with anything in it."""
        rows = []
        for i in range(self.count):
            cells = {column: self.cleaned_data[f"{self.shape.rows}.{i}.{column}"] for column in self.shape.columns}
            rows.append({column: value for column, value in cells.items() if value not in (None, "")})
        while rows and not rows[-1]:
            rows.pop()
        yield from rows

    def _add(self, name: str, made: str, *, required: bool) -> None:
        self.fields[name] = MADE[made](self.currency)
        if not isinstance(self.fields[name], forms.BooleanField):
            self.fields[name].required = required
            self.fields[name].widget.is_required = required

    def _rows_in(self, given: Any, stored: Mapping[str, Any]) -> int:
        if given is None:
            return len(stored.get(self.shape.rows, ()))
        found = re.compile(rf"{self.shape.rows}\.(\d{{1,2}})\.\w+")
        return max((int(at[1]) + 1 for name in given if (at := found.fullmatch(name))), default=0)


def _at(content: Any, path: str) -> Any:
    """What a price model has at a path, as text to type over; None where it has nothing."""
    for step in path.split("."):
        if isinstance(content, list):
            content = content[int(step)] if int(step) < len(content) else None
        else:
            content = content.get(step) if isinstance(content, Mapping) else None
    if isinstance(content, list):
        return ", ".join(content)
    return content


def _put(content: dict[str, Any], path: str, value: Any) -> None:
    """Sets what was typed at its path; what was left empty is left out."""
    *way, last = path.split(".")
    for step in way:
        content = content.setdefault(step, {})
    if last == "names":
        value = [name for name in map(str.strip, SEPARATORS.split(value)) if name]
    if value not in (None, "", [], False):
        content[last] = value
