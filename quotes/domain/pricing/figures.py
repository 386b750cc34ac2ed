"""An offer's money as columns of numbers, one a line: list, itemised, offered, tax, floor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.allocate import allocate, settle
from quotes.domain.pricing.charges import Prorated, prorated
from quotes.domain.pricing.checks import HUNDRED
from quotes.domain.pricing.discounts import HeaderDiscount
from quotes.domain.pricing.lines import exact_amounts
from quotes.domain.pricing.terms import LineTerms, OfferTerms, Reckoning, RoundingPolicy, RoundingScope

ONE = Decimal(1)
CANCELLED_OUT = "The lines cancel each other out, so no bundle price can be split over them: raise the maximum spend."
TOO_MUCH_OFF = "The discount on the whole is more than the %(total)s there is to take it off."


@dataclass(frozen=True, slots=True)
class Unrounded:
    """One number a line, all over one divisor: it is divided last, so that three thirds are one again."""

    parts: Sequence[Decimal]
    divisor: Decimal = ONE

    def each(self) -> Sequence[Decimal]:
        return self.parts if self.divisor == ONE else [EXACT.divide(part, self.divisor) for part in self.parts]

    def at(self, places: Iterable[int]) -> Decimal:
        """The sum of the parts at these places, still to be divided."""
        return sum((self.parts[i] for i in places), ZERO)


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
    found = exact_amounts(terms, lines)
    listed = _rounded(Unrounded(found.listed), terms)
    exact = Unrounded(found.amounts)
    itemised = _itemised(terms, lines, exact)
    quoted, taxable = _offered(terms, lines, exact, itemised, listed)
    taxes = line_taxes(terms, lines, quoted, taxable)
    return Figures(found.units, listed, itemised, quoted, taxes, _floors(lines, terms))


def each_alone(terms: OfferTerms, lines: Sequence[LineTerms], inside: Sequence[LineTerms]) -> Figures:
    """Lines outside the total: what each would cost beside those inside, without what the whole takes off."""
    found = exact_amounts(terms, lines, around=inside)
    quoted = [terms.rounded(amount) for amount in found.amounts]
    listed = [terms.rounded(amount) for amount in found.listed]
    taxes = [tax_of(line, amount, terms) for line, amount in zip(lines, quoted, strict=True)]
    floors = [None if (floor := _floor(line)) is None else terms.rounded(floor) for line in lines]
    return Figures(found.units, listed, quoted, quoted, taxes, floors)


def tax_on(amount: Decimal, rate: Decimal, tax_included: bool, policy: RoundingPolicy) -> Decimal:
    """VAT at a rate in percent points: contained in an amount that includes it, or on top of one that does not."""
    return round_to(_exact_tax(amount, rate, rate, tax_included), policy.places, policy.mode)


def tax_of(line: LineTerms, amount: Decimal, terms: OfferTerms) -> Decimal:
    """Every tax on a line's rounded amount, each rounded by itself."""
    if not line.other_taxes:
        return tax_on(amount, line.vat_rate, terms.tax_included, terms.rounding)
    return _taxes_together(amount, line.tax_rates, terms)


def line_taxes(
    terms: OfferTerms, lines: Sequence[LineTerms], quoted: Sequence[Decimal], taxable: Unrounded
) -> list[Decimal]:
    """Each line's tax: by itself, or its part of what its rate comes to on the whole document."""
    if terms.rounding.scope is RoundingScope.LINE:
        return [tax_of(line, amount, terms) for line, amount in zip(lines, taxable.each(), strict=True)]
    taxes = [ZERO] * len(lines)
    for rates, at_rate in _by_rates(lines).items():
        tax = _taxes_together(taxable.at(at_rate), rates, terms, taxable.divisor)
        weights = [quoted[i] for i in at_rate]
        if terms.tax_included:
            together = sum(weights, ZERO)
            tax = min(tax, together) if together >= 0 else max(tax, together)
        own = [_exact_taxes(weight, rates, terms.tax_included) for weight in weights]
        for i, part in zip(at_rate, _shared(tax, weights, own, terms), strict=True):
            taxes[i] = part
    return taxes


def _itemised(terms: OfferTerms, lines: Sequence[LineTerms], exact: Unrounded) -> Sequence[Decimal]:
    if terms.rounding.scope is RoundingScope.GRAND and not terms.tax_included:
        return _shared(_net_of_grand(lines, exact, terms), exact.parts, exact.each(), terms)
    return _rounded(exact, terms)


def _offered(
    terms: OfferTerms,
    lines: Sequence[LineTerms],
    exact: Unrounded,
    itemised: Sequence[Decimal],
    listed: Sequence[Decimal],
) -> tuple[Sequence[Decimal], Unrounded]:
    """What each line is offered at, and what its tax is reckoned on."""
    places, by_line = terms.rounding.places, terms.rounding.scope is RoundingScope.LINE
    if terms.bundle_price is not None:
        whole = terms.rounded(terms.bundle_price)
        weights = itemised if any(itemised) else listed
        if any(weights) and not sum(weights, ZERO):
            raise Refusal(CANCELLED_OUT, field="bundle_price")
        quoted = allocate(whole, weights, places, terms.telling)
        return quoted, Unrounded(quoted)
    if terms.header is None:
        return itemised, Unrounded(itemised) if by_line else exact
    off = _taken_off(terms.header, sum(itemised, ZERO), terms)
    if not by_line and (terms.header.amount is None or terms.reckoning is not Reckoning.FIRST):
        reduced = _reduced(terms.header, off, exact)
        return _itemised(terms, lines, reduced), reduced
    shares = allocate(off, itemised, places, terms.telling)
    quoted = tuple(amount - share for amount, share in zip(itemised, shares, strict=True))
    return quoted, Unrounded(quoted)


def _reduced(header: HeaderDiscount, off: Decimal, exact: Unrounded) -> Unrounded:
    """The exact amounts less a discount on the whole; an amount off comes off each in proportion.

    An amount may be more than the exact sum by what rounding it put on: then nothing is left.
    """
    whole = sum(exact.parts, ZERO)
    if header.amount is None:
        left, divisor = header.factor(), ONE
    else:
        left, divisor = max(whole - off, ZERO), whole or ONE
    return Unrounded([amount * left for amount in exact.parts], divisor)


def _taken_off(header: HeaderDiscount, whole: Decimal, terms: OfferTerms) -> Decimal:
    """What a discount on the whole comes to; the whole less it is what is rounded."""
    if header.amount is None:
        return whole - terms.rounded(whole * header.factor())
    if header.amount > whole:
        raise Refusal(TOO_MUCH_OFF, field="header", total=whole)
    return terms.rounded(header.amount)


def _net_of_grand(lines: Sequence[LineTerms], exact: Unrounded, terms: OfferTerms) -> Decimal:
    """The net total that is left when the total with tax is rounded once, and each tax once."""
    hundredfold = rounded = ZERO
    for rates, at_rate in _by_rates(lines).items():
        base = exact.at(at_rate)
        hundredfold += base * (HUNDRED + sum(rates, ZERO))
        rounded += _taxes_together(base, rates, terms, exact.divisor)
    gross = EXACT.divide(hundredfold, HUNDRED * exact.divisor)
    return max(terms.rounded(gross) - rounded, terms.rounded(ZERO))


def _by_rates(lines: Sequence[LineTerms]) -> dict[tuple[Decimal, ...], list[int]]:
    """Which lines bear which taxes, in the order of the rates."""
    found: dict[tuple[Decimal, ...], list[int]] = {}
    for i, line in enumerate(lines):
        found.setdefault(line.tax_rates, []).append(i)
    return dict(sorted(found.items()))


def _taxes_together(amount: Decimal, rates: Sequence[Decimal], terms: OfferTerms, divisor: Decimal = ONE) -> Decimal:
    together = sum(rates, ZERO)
    taxes = (_exact_tax(amount, rate, together, terms.tax_included, divisor) for rate in rates)
    return sum((terms.rounded(tax) for tax in taxes), ZERO)


def _exact_taxes(amount: Decimal, rates: Sequence[Decimal], tax_included: bool) -> Decimal:
    together = sum(rates, ZERO)
    return _exact_tax(amount, together, together, tax_included)


def _exact_tax(
    amount: Decimal, rate: Decimal, together: Decimal, tax_included: bool, divisor: Decimal = ONE
) -> Decimal:
    base = HUNDRED + together if tax_included else HUNDRED
    return EXACT.divide(EXACT.multiply(amount, rate), EXACT.multiply(base, divisor))


def _rounded(exact: Unrounded, terms: OfferTerms) -> tuple[Decimal, ...]:
    """Amounts to the cent whose sum is the total under the policy."""
    if terms.rounding.scope is RoundingScope.LINE:
        return tuple(terms.rounded(amount) for amount in exact.each())
    total = EXACT.divide(sum(exact.parts, ZERO), exact.divisor)
    return _shared(terms.rounded(total), exact.parts, exact.each(), terms)


def _shared(
    total: Decimal, weights: Sequence[Decimal], own: Sequence[Decimal], terms: OfferTerms
) -> tuple[Decimal, ...]:
    """A rounded sum on its lines. Beside a negative one proportions grow beyond measure, so each keeps its `own`."""
    if any(terms.telling(weight) < 0 for weight in weights):
        return settle(total, own, terms.rounding.places, terms.telling)
    return allocate(total, weights, terms.rounding.places, terms.telling)


def _floors(lines: Sequence[LineTerms], terms: OfferTerms) -> tuple[Decimal | None, ...]:
    """Each line's floor; a missing floor price stays missing."""
    floors = [_floor(line) for line in lines]
    rounded = iter(_rounded(Unrounded([floor for floor in floors if floor is not None]), terms))
    return tuple(None if floor is None else next(rounded) for floor in floors)


def _floor(line: LineTerms) -> Decimal | None:
    if line.floor_price is None:
        return ZERO if line.is_bound else None
    floor = line.quantity * line.floor_price
    # A part of a period has that part of the floor.
    return prorated(floor, line.charge.part, line.charge.whole) if isinstance(line.charge, Prorated) else floor
