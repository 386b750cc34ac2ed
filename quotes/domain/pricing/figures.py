"""An offer's money as columns of numbers, one a line: list, itemised, offered, tax, floor."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.allocate import allocate, settle
from quotes.domain.pricing.charges import Prorated, prorated
from quotes.domain.pricing.checks import HUNDRED
from quotes.domain.pricing.discounts import HeaderDiscount
from quotes.domain.pricing.lines import WITHOUT_FLOOR, exact_amounts
from quotes.domain.pricing.terms import LineTerms, OfferTerms, RoundingPolicy, RoundingScope


@dataclass(frozen=True, slots=True)
class Figures:
    units: Sequence[Decimal]
    listed: Sequence[Decimal]
    itemised: Sequence[Decimal]
    quoted: Sequence[Decimal]
    taxes: Sequence[Decimal]
    floors: Sequence[Decimal | None]


def figures(terms: OfferTerms, lines: Sequence[LineTerms]) -> Figures:
    """The lines' money, under the offer's bundle price or discount on the whole, adding up to the cent."""
    policy = terms.rounding
    found = exact_amounts(terms, lines)
    listed = _rounded(found.listed, policy)
    itemised = _itemised(terms, lines, found.amounts)
    quoted, taxable = _offered(terms, lines, found.amounts, itemised, listed)
    taxes = line_taxes(terms, lines, quoted, taxable)
    return Figures(found.units, listed, itemised, quoted, taxes, _floors(lines, policy))


def each_alone(terms: OfferTerms, lines: Sequence[LineTerms], inside: Sequence[LineTerms]) -> Figures:
    """Lines outside the total: what each would cost beside those inside, without what the whole takes off."""
    policy = terms.rounding
    found = exact_amounts(terms, lines, around=inside)
    quoted = [_round(amount, policy) for amount in found.amounts]
    listed = [_round(amount, policy) for amount in found.listed]
    taxes = [tax_of(line, amount, terms.tax_included, policy) for line, amount in zip(lines, quoted, strict=True)]
    floors = [None if (floor := _floor(line)) is None else _round(floor, policy) for line in lines]
    return Figures(found.units, listed, quoted, quoted, taxes, floors)


def tax_on(amount: Decimal, rate: Decimal, tax_included: bool, policy: RoundingPolicy) -> Decimal:
    """VAT at a rate in percent points: contained in an amount that includes it, or on top of one that does not."""
    return round_to(_exact_tax(amount, rate, rate, tax_included), policy.places, policy.mode)


def tax_of(line: LineTerms, amount: Decimal, tax_included: bool, policy: RoundingPolicy) -> Decimal:
    """Every tax on a line, each rounded by itself."""
    if not line.other_taxes:
        return tax_on(amount, line.vat_rate, tax_included, policy)
    return _taxes_together(amount, line.tax_rates, tax_included, policy)


def line_taxes(
    terms: OfferTerms, lines: Sequence[LineTerms], quoted: Sequence[Decimal], taxable: Sequence[Decimal]
) -> list[Decimal]:
    """Each line's tax: by itself, or its part of what its rate comes to on the whole document."""
    policy = terms.rounding
    if policy.scope is RoundingScope.LINE:
        both = zip(lines, taxable, strict=True)
        return [tax_of(line, amount, terms.tax_included, policy) for line, amount in both]
    taxes = [ZERO] * len(lines)
    for rates, at_rate in _by_rates(lines).items():
        tax = _taxes_together(sum((taxable[i] for i in at_rate), ZERO), rates, terms.tax_included, policy)
        weights = [quoted[i] for i in at_rate]
        if terms.tax_included:
            together = sum(weights, ZERO)
            tax = min(tax, together) if together >= 0 else max(tax, together)
        own = [_exact_taxes(weight, rates, terms.tax_included) for weight in weights]
        for i, part in zip(at_rate, _shared(tax, weights, own, policy), strict=True):
            taxes[i] = part
    return taxes


def _itemised(terms: OfferTerms, lines: Sequence[LineTerms], exact: Sequence[Decimal]) -> Sequence[Decimal]:
    policy = terms.rounding
    if policy.scope is RoundingScope.GRAND and not terms.tax_included:
        return _shared(_net_of_grand(lines, exact, policy), exact, exact, policy)
    return _rounded(exact, policy)


def _offered(
    terms: OfferTerms,
    lines: Sequence[LineTerms],
    exact: Sequence[Decimal],
    itemised: Sequence[Decimal],
    listed: Sequence[Decimal],
) -> tuple[Sequence[Decimal], Sequence[Decimal]]:
    """What each line is offered at, and what its tax is reckoned on."""
    policy = terms.rounding
    by_line = policy.scope is RoundingScope.LINE
    if terms.bundle_price is not None:
        whole = _round(terms.bundle_price, policy)
        quoted = allocate(whole, itemised if any(itemised) else listed, policy.places)
        return quoted, quoted
    if terms.header is None:
        return itemised, itemised if by_line else exact
    if terms.header.amount is None and not by_line:
        left = terms.header.factor()
        reduced = [amount * left for amount in exact]
        return _itemised(terms, lines, reduced), reduced
    shares = allocate(_taken_off(terms.header, sum(itemised, ZERO), policy), itemised, policy.places)
    quoted = tuple(amount - share for amount, share in zip(itemised, shares, strict=True))
    return quoted, quoted


def _taken_off(header: HeaderDiscount, whole: Decimal, policy: RoundingPolicy) -> Decimal:
    """What a discount on the whole comes to; the whole less it is what is rounded."""
    if header.amount is None:
        return whole - _round(whole * header.factor(), policy)
    if header.amount > whole:
        message = "The discount on the whole is more than the %(total)s there is to take it off."
        raise Refusal(message, field="header", total=whole)
    return _round(header.amount, policy)


def _net_of_grand(lines: Sequence[LineTerms], exact: Sequence[Decimal], policy: RoundingPolicy) -> Decimal:
    """The net total that is left when the total with tax is rounded once, and each tax once."""
    gross = rounded = ZERO
    for rates, at_rate in _by_rates(lines).items():
        base = sum((exact[i] for i in at_rate), ZERO)
        gross += base + sum((_exact_tax(base, rate, ZERO, False) for rate in rates), ZERO)
        rounded += _taxes_together(base, rates, False, policy)
    return max(_round(gross, policy) - rounded, _round(ZERO, policy))


def _by_rates(lines: Sequence[LineTerms]) -> dict[tuple[Decimal, ...], list[int]]:
    """Which lines bear which taxes, in the order of the rates."""
    found: dict[tuple[Decimal, ...], list[int]] = {}
    for i, line in enumerate(lines):
        found.setdefault(line.tax_rates, []).append(i)
    return dict(sorted(found.items()))


def _taxes_together(amount: Decimal, rates: Sequence[Decimal], tax_included: bool, policy: RoundingPolicy) -> Decimal:
    together = sum(rates, ZERO)
    taxes = (_exact_tax(amount, rate, together, tax_included) for rate in rates)
    return sum((_round(tax, policy) for tax in taxes), ZERO)


def _exact_taxes(amount: Decimal, rates: Sequence[Decimal], tax_included: bool) -> Decimal:
    together = sum(rates, ZERO)
    return _exact_tax(amount, together, together, tax_included)


def _exact_tax(amount: Decimal, rate: Decimal, together: Decimal, tax_included: bool) -> Decimal:
    base = HUNDRED + together if tax_included else HUNDRED
    return EXACT.divide(EXACT.multiply(amount, rate), base)


def _rounded(exact: Sequence[Decimal], policy: RoundingPolicy) -> tuple[Decimal, ...]:
    """Amounts to the cent whose sum is the total under the policy."""
    if policy.scope is RoundingScope.LINE:
        return tuple(_round(amount, policy) for amount in exact)
    return _shared(_round(sum(exact, ZERO), policy), exact, exact, policy)


def _shared(
    total: Decimal, weights: Sequence[Decimal], own: Sequence[Decimal], policy: RoundingPolicy
) -> tuple[Decimal, ...]:
    """A rounded sum on its lines. Beside a negative one proportions grow beyond measure, so each keeps its `own`."""
    if any(weight < 0 for weight in weights):
        return settle(total, own, policy.places)
    return allocate(total, weights, policy.places)


def _round(amount: Decimal, policy: RoundingPolicy) -> Decimal:
    return round_to(amount, policy.places, policy.mode)


def _floors(lines: Sequence[LineTerms], policy: RoundingPolicy) -> tuple[Decimal | None, ...]:
    """Each line's floor; a missing floor price stays missing."""
    floors = [_floor(line) for line in lines]
    rounded = iter(_rounded([floor for floor in floors if floor is not None], policy))
    return tuple(None if floor is None else next(rounded) for floor in floors)


def _floor(line: LineTerms) -> Decimal | None:
    if line.floor_price is None:
        return ZERO if line.charge is not None and line.charge.kind in WITHOUT_FLOOR else None
    floor = line.quantity * line.floor_price
    # A part of a period has that part of the floor.
    return prorated(floor, line.charge.part, line.charge.whole) if isinstance(line.charge, Prorated) else floor
