"""What an offer comes to: every line, group, tax rate and total, adding up to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.allocate import allocate
from quotes.domain.pricing.terms import TRILLION, LineTerms, OfferTerms, RoundingPolicy, RoundingScope

HUNDRED = Decimal(100)
# Figures in percent points are rounded to what is stored and shown, so that what is compared is what is read.
PERCENT_PLACES = 4


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """One line's, group's or offer's money. `total` is in the offer's tax basis; net + tax = gross, always."""

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

    def with_tax(self, amount: Decimal) -> Decimal:
        """An amount in the offer's tax basis as it stands beside `gross`: with the offer's own share of tax."""
        return round_to(EXACT.divide(EXACT.multiply(amount, self.gross), self.total), 2) if self.total else amount

    @property
    def discount_percent(self) -> Decimal:
        """Percent points off list, the bundle's saving included; 0 where there is no list price to compare with."""
        return percent_off(self.list_total, self.total)


@dataclass(frozen=True, kw_only=True)
class PricedLine(Amounts):
    """`unit_price` is the list price less the line's own discount; the bundle's saving shows in `saving` alone."""

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


@dataclass(frozen=True, kw_only=True)
class GroupTotal(Amounts):
    group: str


@dataclass(frozen=True, kw_only=True)
class TaxAtRate:
    """What is taxed at one rate, in percent points."""

    rate: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal


@dataclass(frozen=True, kw_only=True)
class PricedOffer(Amounts):
    terms: OfferTerms
    lines: tuple[PricedLine, ...]
    groups: tuple[GroupTotal, ...]
    taxes: tuple[TaxAtRate, ...]

    @property
    def currency(self) -> str:
        return self.terms.currency

    @property
    def tax_included(self) -> bool:
        return self.terms.tax_included


def price(terms: OfferTerms) -> PricedOffer:
    """The offer's money, in its own currency, rounded as its rounding policy says.

    A line's total follows from its printed unit price. With line scope every line is rounded and the totals are sums;
    with document scope the totals are rounded once, tax once a rate on the unrounded base, and both are split back to
    the lines by largest remainder. A bundle's price is split the same way over the itemised totals. Tax contained in
    a price is price × r ÷ (100 + r), and net is what remains. Refuses a total of a trillion or more.
    """
    with localcontext(EXACT):
        lines = sorted(terms.lines, key=lambda line: line.position)
        priced = _priced_lines(terms, lines)
        offer = PricedOffer(
            terms=terms,
            lines=priced,
            groups=_groups(priced),
            taxes=_taxes(priced),
            **_sums(priced),
        )
        if offer.gross >= TRILLION:
            raise Refusal("The total is too large: check quantities and prices.", field="lines")
        return offer


def percent_off(before: Decimal, after: Decimal) -> Decimal:
    """How many percent points `after` is below `before`, half up to 4 decimals; negative for a surcharge."""
    if not before:
        return ZERO
    return round_to(EXACT.divide((before - after) * HUNDRED, before), PERCENT_PLACES)


def _priced_lines(terms: OfferTerms, lines: Sequence[LineTerms]) -> tuple[PricedLine, ...]:
    policy = terms.rounding
    units = [_unit_price(line, policy) for line in lines]
    exact = [line.quantity * unit for line, unit in zip(lines, units, strict=True)]
    itemised = _rounded(exact, policy)
    listed = _rounded([line.quantity * line.list_price for line in lines], policy)
    floors = _floors(lines, policy)
    if terms.bundle_price is None:
        quoted, taxable = itemised, exact if policy.scope is RoundingScope.DOCUMENT else itemised
    else:
        whole = round_to(terms.bundle_price, policy.places, policy.mode)
        quoted = taxable = allocate(whole, itemised if any(itemised) else listed, policy.places)
    taxes = _line_taxes(terms, lines, quoted, taxable)
    return tuple(
        _line(terms.tax_included, line, unit, listed[i], itemised[i], quoted[i], taxes[i], floors[i])
        for i, (line, unit) in enumerate(zip(lines, units, strict=True))
    )


def _line(
    tax_included: bool,
    line: LineTerms,
    unit: Decimal,
    listed: Decimal,
    itemised: Decimal,
    quoted: Decimal,
    tax: Decimal,
    floor: Decimal | None,
) -> PricedLine:
    return PricedLine(
        terms=line,
        unit_price=unit,
        list_total=listed,
        itemised_total=itemised,
        saving=itemised - quoted,
        total=quoted,
        net=quoted - tax if tax_included else quoted,
        tax=tax,
        gross=quoted if tax_included else quoted + tax,
        floor_total=floor,
    )


def _unit_price(line: LineTerms, policy: RoundingPolicy) -> Decimal:
    return round_to(line.list_price * (HUNDRED - line.discount) / HUNDRED, policy.unit_places, policy.mode)


def _rounded(exact: Sequence[Decimal], policy: RoundingPolicy) -> tuple[Decimal, ...]:
    """Amounts to the cent whose sum is the total under the policy."""
    if policy.scope is RoundingScope.LINE:
        return tuple(round_to(amount, policy.places, policy.mode) for amount in exact)
    return allocate(round_to(sum(exact, ZERO), policy.places, policy.mode), exact, policy.places)


def _floors(lines: Sequence[LineTerms], policy: RoundingPolicy) -> tuple[Decimal | None, ...]:
    """Each line's floor; a missing floor price stays missing."""
    known = [line.quantity * line.floor_price for line in lines if line.floor_price is not None]
    rounded = iter(_rounded(known, policy))
    return tuple(None if line.floor_price is None else next(rounded) for line in lines)


def _line_taxes(
    terms: OfferTerms, lines: Sequence[LineTerms], quoted: Sequence[Decimal], taxable: Sequence[Decimal]
) -> list[Decimal]:
    policy = terms.rounding
    taxes = [ZERO] * len(lines)
    for rate in sorted({line.vat_rate for line in lines}):
        at_rate = [i for i, line in enumerate(lines) if line.vat_rate == rate]
        if policy.scope is RoundingScope.LINE:
            for i in at_rate:
                taxes[i] = tax_on(taxable[i], rate, terms.tax_included, policy)
            continue
        tax = tax_on(sum((taxable[i] for i in at_rate), ZERO), rate, terms.tax_included, policy)
        weights = [quoted[i] for i in at_rate]
        if terms.tax_included:
            tax = min(tax, sum(weights, ZERO))
        for i, part in zip(at_rate, allocate(tax, weights, policy.places), strict=True):
            taxes[i] = part
    return taxes


def tax_on(amount: Decimal, rate: Decimal, tax_included: bool, policy: RoundingPolicy) -> Decimal:
    """VAT at a rate in percent points: contained in an amount that includes it, or on top of one that does not."""
    base = HUNDRED + rate if tax_included else HUNDRED
    return round_to(EXACT.divide(EXACT.multiply(amount, rate), base), policy.places, policy.mode)


def _groups(lines: Sequence[PricedLine]) -> tuple[GroupTotal, ...]:
    names = dict.fromkeys(line.terms.group for line in lines)
    return tuple(
        GroupTotal(group=name, **_sums([line for line in lines if line.terms.group == name])) for name in names
    )


def _taxes(lines: Sequence[PricedLine]) -> tuple[TaxAtRate, ...]:
    def at(rate: Decimal) -> TaxAtRate:
        sums = _sums([line for line in lines if line.terms.vat_rate == rate])
        return TaxAtRate(rate=rate, net=sums["net"], tax=sums["tax"], gross=sums["gross"])

    return tuple(at(rate) for rate in sorted({line.terms.vat_rate for line in lines}))


def _sums(lines: Sequence[PricedLine]) -> dict[str, Any]:
    """The fields of Amounts over some lines; the floor is known only where every line's is."""
    names = ("list_total", "itemised_total", "saving", "total", "net", "tax", "gross")
    floors = [line.floor_total for line in lines if line.floor_total is not None]
    floor = sum(floors, ZERO) if len(floors) == len(lines) else None
    return {name: sum((getattr(line, name) for line in lines), ZERO) for name in names} | {"floor_total": floor}
