"""A line's, a group's and an offer's money, and how it is added up in one pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import EXACT, ZERO, round_to
from quotes.domain.pricing.checks import HUNDRED
from quotes.domain.pricing.lengths import Total
from quotes.domain.pricing.terms import LineTerms, OfferTerms

# Figures in percent points are rounded to what is stored and shown, so that what is compared is what is read.
PERCENT_PLACES = 4
A_YEAR = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Amounts:
    """One line's, group's or offer's money. `total` is in the offer's tax basis; net + tax = gross, always.

    `saving` is what the whole takes off the items: a bundle's price or a discount on the document.
    """

    list_total: Decimal
    itemised_total: Decimal
    saving: Decimal
    total: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    floor_total: Decimal | None

    @property
    def above_floor(self) -> Decimal | None:
        """How far the total is above the floor, negative below it; None where a floor is missing."""
        return None if self.floor_total is None else self.total - self.floor_total

    @property
    def below_list(self) -> Decimal:
        """What is saved against list prices, all discounts included: a line's is its share of the offer's."""
        return self.list_total - self.total

    def with_tax(self, amount: Decimal, places: int) -> Decimal:
        """An amount in the offer's tax basis as it stands beside `gross`, with its share of tax; half up."""
        if not self.total:
            return amount
        return round_to(EXACT.divide(EXACT.multiply(amount, self.gross), self.total), places)

    @property
    def discount_percent(self) -> Decimal:
        """Percent points off list, all discounts included; 0 where there is no list price to compare with."""
        return percent_off(self.list_total, self.total)


@dataclass(frozen=True, kw_only=True, slots=True)
class PricedLine(Amounts):
    """`unit_price` is the list price less the line's own discounts; what the whole takes off is in `saving` alone."""

    terms: LineTerms
    unit_price: Decimal

    @property
    def position(self) -> int:
        return self.terms.position

    @property
    def net_total(self) -> Decimal:
        return self.net

    @property
    def gross_total(self) -> Decimal:
        return self.gross


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupTotal(Amounts):
    group: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaxAtRate:
    """What is taxed alike, in percent points: at one VAT rate, or with other taxes beside it, together at their sum."""

    rates: tuple[Decimal, ...]
    net: Decimal
    tax: Decimal
    gross: Decimal

    @property
    def rate(self) -> Decimal:
        return sum(self.rates, ZERO)


@dataclass(frozen=True, kw_only=True, slots=True)
class PricedOffer(Amounts):
    """`lines` are in the total; `outside` it stand options, alternatives and lines of other columns, each by itself."""

    terms: OfferTerms
    lines: tuple[PricedLine, ...]
    outside: tuple[PricedLine, ...]
    groups: tuple[GroupTotal, ...]
    taxes: tuple[TaxAtRate, ...]

    @property
    def currency(self) -> str:
        return self.terms.currency

    @property
    def tax_included(self) -> bool:
        return self.terms.tax_included

    @property
    def every_line(self) -> tuple[PricedLine, ...]:
        """By position, whether in the total or outside it."""
        if not self.outside:
            return self.lines
        return tuple(sorted((*self.lines, *self.outside), key=lambda line: line.position))

    def subtotal_of(self, part: Amounts) -> Decimal:
        """What a line or a group stands at in the table: its share of a bundle, else before what the whole takes off.

        A discount on the whole is said once, below all lines; `part` is one of this offer's lines or groups.
        """
        return part.total if self.terms.bundle_price is not None else part.itemised_total

    @property
    def whole(self) -> Total:
        """All of it with tax, for its months of service."""
        return Total(self.gross, self.terms.served_months)

    @property
    def floor(self) -> Total | None:
        """With tax, for the same months; None where a line has none."""
        if self.floor_total is None:
            return None
        return Total(self.with_tax(self.floor_total, self.terms.rounding.places), self.whole.months)

    @property
    def a_year(self) -> Decimal:
        """The total with tax as it comes to a year."""
        return a_year(self.gross, self.terms.term_months, self.terms.rounding.places)

    @property
    def is_one_deal(self) -> bool:
        """One price, or one amount off, is for all of it: with a line gone it need not hold. A percentage goes on."""
        header = self.terms.header
        return self.terms.bundle_price is not None or (header is not None and header.amount is not None)

    @property
    def bundle_saving(self) -> Decimal:
        return self.saving if self.terms.bundle_price is not None else ZERO

    @property
    def header_discount(self) -> Decimal:
        return self.saving if self.terms.header is not None else ZERO


class Sum:
    """Adds lines up; a floor is known only where every line's is."""

    __slots__ = ("floor_total", "gross", "itemised_total", "list_total", "net", "saving", "tax", "total")

    def __init__(self) -> None:
        self.list_total = self.itemised_total = self.saving = self.total = self.net = self.tax = self.gross = ZERO
        self.floor_total: Decimal | None = ZERO

    def add(self, line: "Amounts | Sum") -> None:
        self.list_total += line.list_total
        self.itemised_total += line.itemised_total
        self.saving += line.saving
        self.total += line.total
        self.net += line.net
        self.tax += line.tax
        self.gross += line.gross
        both = self.floor_total is not None and line.floor_total is not None
        self.floor_total = (self.floor_total or ZERO) + (line.floor_total or ZERO) if both else None

    def fields(self) -> dict[str, Any]:
        """The fields of Amounts."""
        return {name: getattr(self, name) for name in self.__slots__}


def a_year(total: Decimal, term_months: int, places: int = 2) -> Decimal:
    """What a total, which is for the whole term, comes to a year; half up to `places`."""
    return round_to(EXACT.divide(total * A_YEAR, Decimal(term_months)), places)


def percent_off(before: Decimal, after: Decimal) -> Decimal:
    """How many percent points `after` is below `before`, half up to 4 decimals; negative for a surcharge."""
    if not before:
        return ZERO
    return round_to(EXACT.divide((before - after) * HUNDRED, before), PERCENT_PLACES)


def by_group(lines: Iterable[PricedLine]) -> tuple[dict[str, Sum], Sum]:
    """Each group's sums, in the order in which groups first appear, and the sums of all."""
    groups: dict[str, Sum] = {}
    for line in lines:
        name = line.terms.group
        if (group := groups.get(name)) is None:
            group = groups[name] = Sum()
        group.add(line)
    whole = Sum()
    for group in groups.values():
        whole.add(group)
    return groups, whole


def by_rate(lines: Sequence[PricedLine]) -> tuple[TaxAtRate, ...]:
    taxed: dict[tuple[Decimal, ...], list[Decimal]] = {}
    for line in lines:
        found = taxed.setdefault(line.terms.tax_rates, [ZERO, ZERO])
        found[0] += line.net
        found[1] += line.tax
    return tuple(TaxAtRate(rates=at, net=net, tax=tax, gross=net + tax) for at, (net, tax) in sorted(taxed.items()))
