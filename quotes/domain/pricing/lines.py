"""What each line comes to before any amount is rounded: at list, and less its own discounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO, round_to
from quotes.domain.pricing.charges import ORDER, ChargeKind, Contracted, Reach, RelativeCharge, Scope
from quotes.domain.pricing.discounts import factor
from quotes.domain.pricing.terms import LineTerms, OfferTerms, RoundingScope


@dataclass(frozen=True, slots=True)
class Exact:
    """One number a line: its unit price, and its amounts at list and less its discounts, both unrounded."""

    units: Sequence[Decimal]
    listed: Sequence[Decimal]
    amounts: Sequence[Decimal]


class Bases:
    """What lines come to, by group and by product, so that a price that looks at them reads a sum and not the lines."""

    def __init__(self) -> None:
        self.whole = ZERO
        self.groups: dict[str, Decimal] = {}
        self.products: dict[str, Decimal] = {}

    def add(self, line: LineTerms, amount: Decimal) -> None:
        self.whole += amount
        self.groups[line.group] = self.groups.get(line.group, ZERO) + amount
        if line.product_code:
            self.products[line.product_code] = self.products.get(line.product_code, ZERO) + amount

    def of(self, scope: Scope) -> Decimal:
        if scope.reach is Reach.ALL:
            return self.whole
        sums = self.groups if scope.reach is Reach.GROUPS else self.products
        return sum((sums.get(name, ZERO) for name in dict.fromkeys(scope.names)), ZERO)


def exact_amounts(terms: OfferTerms, lines: Sequence[LineTerms], around: Sequence[LineTerms] = ()) -> Exact:
    """A line's amount follows from its printed unit price, or from its price model where it has one.

    Models that look at other lines come last, in the order percentages, minimum, maximum, each seeing what the ones
    before it left, after those lines' own discounts; where lines are rounded one by one, it sees rounded amounts. They
    look at `lines`, or at the lines `around` them where those are given.
    """
    if not any(line.charge for line in lines):
        units = [unit_price(line, terms) for line in lines]
        return Exact(
            units,
            [line.quantity * line.list_price for line in lines],
            [line.quantity * unit for line, unit in zip(lines, units, strict=True)],
        )
    found = [_own(line, terms) for line in lines]
    if any(is_relative(line) for line in lines):
        bases = _bases(terms, lines, found) if not around else bases_of(terms, around)
        _look_around(terms, lines, found, bases, joins=not around)
    return Exact(*zip(*found, strict=True))


def bases_of(terms: OfferTerms, lines: Sequence[LineTerms]) -> Bases:
    """What the lines come to, those that look at others included."""
    bases = Bases()
    for line, amount in zip(lines, exact_amounts(terms, lines).amounts, strict=True):
        bases.add(line, _seen(amount, terms))
    return bases


def unit_price(line: LineTerms, terms: OfferTerms) -> Decimal:
    """The list price with the line's markup and less its discounts, to the policy's unit decimals."""
    policy = terms.rounding
    start = line.list_price if line.markup is None else line.markup.on(line.list_price)
    left = start * factor(line.discount, line.discounts, terms.stacking)
    return round_to(terms.telling(left), policy.unit_places, policy.mode)


def unit_of(line: LineTerms, terms: OfferTerms) -> Decimal:
    """The unit price as it is printed; of a price model, its amount per unit. Zero for a line that looks at others."""
    with localcontext(EXACT):
        return _own(line, terms)[0]


def amount_of(line: LineTerms, terms: OfferTerms) -> Decimal:
    """What the line comes to by itself, unrounded; zero for one that looks at others."""
    with localcontext(EXACT):
        return _own(line, terms)[2]


def per_unit(line: LineTerms, listed: Decimal) -> Decimal:
    """The list price to be read beside a price model that comes to `listed`: half up to 8 decimals, never negative."""
    if line.charge is not None and not isinstance(line.charge, RelativeCharge):
        model = line.charge.list if isinstance(line.charge, Contracted) else line.charge
        listed = model.of(line.quantity).amount
    each = EXACT.divide(listed, line.quantity) if line.quantity else listed
    return max(round_to(each, 8), ZERO)


def is_relative(line: LineTerms) -> bool:
    return line.charge is not None and line.charge.kind in ORDER


type _Row = tuple[Decimal, Decimal, Decimal]


def _own(line: LineTerms, terms: OfferTerms) -> _Row:
    """Unit price, list amount and amount of a line that looks at no other; zeros for one that does."""
    if line.charge is None:
        unit = unit_price(line, terms)
        return unit, line.quantity * line.list_price, line.quantity * unit
    if isinstance(line.charge, RelativeCharge):
        return ZERO, ZERO, ZERO
    amount = line.charge.of(line.quantity).amount
    listed = line.charge.list.of(line.quantity).amount if isinstance(line.charge, Contracted) else amount
    return _charged(line, terms, amount, listed)


def _charged(line: LineTerms, terms: OfferTerms, amount: Decimal, listed: Decimal) -> _Row:
    """With a price model the discounts come off the amount; the unit price is there to be read, not to multiply."""
    start = amount if line.markup is None else line.markup.on(amount)
    left = start * factor(line.discount, line.discounts, terms.stacking)
    unit = EXACT.divide(left, line.quantity) if line.quantity else left
    policy = terms.rounding
    return round_to(terms.telling(unit), policy.unit_places, policy.mode), listed, left


def _look_around(
    terms: OfferTerms, lines: Sequence[LineTerms], found: list[_Row], bases: Bases, *, joins: bool
) -> None:
    """Fills in the lines that look at others, and lets the next ones see them where they stand among the lines.

    Percentages do not see each other; a second minimum or maximum sees what the first one put on or took off.
    """
    for kind in ORDER:
        waiting = []
        for i, line in enumerate(lines):
            if line.charge is None or line.charge.kind is not kind or not isinstance(line.charge, RelativeCharge):
                continue
            amount = line.charge.over(bases.of(line.charge.scope), months=terms.term_months).amount
            found[i] = _charged(line, terms, amount, amount)
            waiting.append(i)
            if kind is not ChargeKind.PERCENT_OF:
                _join(terms, lines, found, bases, waiting, joins=joins)
        _join(terms, lines, found, bases, waiting, joins=joins)


def _join(
    terms: OfferTerms,
    lines: Sequence[LineTerms],
    found: Sequence[_Row],
    bases: Bases,
    waiting: list[int],
    *,
    joins: bool,
) -> None:
    while waiting:
        i = waiting.pop()
        if joins:
            bases.add(lines[i], _seen(found[i][2], terms))


def _bases(terms: OfferTerms, lines: Sequence[LineTerms], found: Sequence[_Row]) -> Bases:
    bases = Bases()
    for line, (_, _, amount) in zip(lines, found, strict=True):
        if not is_relative(line):
            bases.add(line, _seen(amount, terms))
    return bases


def _seen(amount: Decimal, terms: OfferTerms) -> Decimal:
    return terms.rounded(amount) if terms.rounding.scope is RoundingScope.LINE else amount
