"""The same offer reckoned a second way, in whole cents and fractions, from the written rules and not from the code."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from quotes.domain.pricing.charges import (
    ChargeKind,
    Contracted,
    MaximumSpend,
    MinimumSpend,
    PercentOf,
    RelativeCharge,
)
from quotes.domain.pricing.discounts import MarkupKind
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.pricing.terms import (
    LineTerms,
    OfferTerms,
    Reckoning,
    Role,
    RoundingMode,
    RoundingScope,
    Stacking,
)

# What looks at other lines, in the order in which it does.
RELATIVE = (ChargeKind.PERCENT_OF, ChargeKind.MINIMUM_SPEND, ChargeKind.MAXIMUM_SPEND)


@dataclass(frozen=True)
class Reckoned:
    """In cents: what each line is offered at, and its taxes."""

    listed: int
    itemised: int
    offered: tuple[int, ...]
    taxes: tuple[int, ...]
    gross: int


def reckoned(priced: PricedOffer) -> Reckoned:
    """What the engine says, in the oracle's own terms."""
    return Reckoned(
        listed=cents(priced.list_total),
        itemised=cents(priced.itemised_total),
        offered=tuple(cents(line.total) for line in priced.lines),
        taxes=tuple(cents(line.tax) for line in priced.lines),
        gross=cents(priced.gross),
    )


def cents(amount: Decimal) -> int:
    whole = Fraction(amount) * 100
    assert whole.denominator == 1
    return whole.numerator


def whole(value: Fraction, mode: RoundingMode) -> int:
    """A number of cents, at least 0, to whole ones."""
    down = floor(value)
    rest = value - down
    match mode:
        case RoundingMode.DOWN:
            return down
        case RoundingMode.UP:
            return ceil(value)
        case RoundingMode.HALF_UP:
            return down + (rest >= Fraction(1, 2))
        case RoundingMode.HALF_EVEN:
            return down + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and down % 2))


def split(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Largest remainder; among equal ones the larger weight first, then the earlier; a negative total is mirrored."""
    if total <= 0:
        return [-part for part in split(-total, weights)] if total else [0] * len(weights)
    together = sum(weights, Fraction(0))
    even = Fraction(total, max(1, len(weights)))
    shares = [total * weight / together if any(weights) else even for weight in weights]
    parts = [floor(share) for share in shares]
    wanting = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], -abs(weights[i]), i))
    for i in wanting[: total - sum(parts)]:
        parts[i] += 1
    return parts


def beside(total: int, exact: Sequence[Fraction], weights: Sequence[Fraction]) -> list[int]:
    """Beside a negative line each one keeps its own cents, and those left over go round by the largest remainder."""
    if all(weight >= 0 for weight in weights):
        return split(total, weights)
    parts = [floor(one) for one in exact]
    turns = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], -abs(exact[i]), i))
    left = total - sum(parts)
    while left > 0:
        for i in turns[:left]:
            parts[i] += 1
            left -= 1
    while left < 0:
        for i in turns[::-1][:-left]:
            parts[i] -= 1
            left += 1
    return parts


def oracle(terms: OfferTerms) -> Reckoned:
    lines = sorted((line for line in terms.lines if counts(terms, line)), key=lambda line: line.position)
    mode, scope = terms.rounding.mode, terms.rounding.scope
    listed, exact = amounts(terms, lines)
    itemised = _itemised(terms, lines, exact)
    offered, base = itemised, exact if scope is not RoundingScope.LINE else [Fraction(one) for one in itemised]
    if terms.bundle_price is not None:
        weights = itemised if any(itemised) else _split_or_each(terms, listed)
        offered = split(whole(Fraction(terms.bundle_price) * 100, mode), [Fraction(one) for one in weights])
        base = [Fraction(one) for one in offered]
    elif terms.header is not None:
        offered, base = _reduced(terms, lines, exact, itemised)
    taxes = _taxes(terms, lines, offered, base)
    return Reckoned(
        listed=sum(_split_or_each(terms, listed)),
        itemised=sum(itemised),
        offered=tuple(offered),
        taxes=tuple(taxes),
        gross=sum(offered) + (0 if terms.tax_included else sum(taxes)),
    )


def counts(terms: OfferTerms, line: LineTerms) -> bool:
    chosen = not terms.columns or not line.columns or terms.recommended in line.columns
    return line.role is Role.INCLUDED and chosen


def amounts(terms: OfferTerms, lines: list[LineTerms]) -> tuple[list[Fraction], list[Fraction]]:
    """In cents, at list and less the line's own discounts. What a price model says of a quantity is taken from it."""
    listed, exact = [Fraction(0)] * len(lines), [Fraction(0)] * len(lines)
    for i, line in enumerate(lines):
        if line.charge is None:
            listed[i] = Fraction(line.list_price) * Fraction(line.quantity) * 100
            exact[i] = unit(terms, line) * Fraction(line.quantity) * 100
        elif line.charge.kind not in RELATIVE:
            exact[i] = left(terms, line, Fraction(line.charge.of(line.quantity).amount) * 100)
            model = line.charge.list if isinstance(line.charge, Contracted) else line.charge
            listed[i] = Fraction(model.of(line.quantity).amount) * 100
    for kind in RELATIVE:
        before = list(exact)
        for i, line in enumerate(lines):
            if line.charge is None or line.charge.kind is not kind:
                continue
            base = sum(
                (
                    seen(terms, (before if kind is ChargeKind.PERCENT_OF else exact)[k])
                    for k, other in enumerate(lines)
                    if k != i and ranked(other) <= RELATIVE.index(kind) and covers(line, other)
                ),
                Fraction(0),
            )
            listed[i] = related(line, base)
            exact[i] = left(terms, line, listed[i])
    return listed, exact


def related(line: LineTerms, base: Fraction) -> Fraction:
    match line.charge:
        case PercentOf():
            return base * Fraction(line.charge.percent) / 100
        case MinimumSpend():
            return max(Fraction(0), Fraction(line.charge.minimum) * 100 - base)
        case MaximumSpend():
            return -max(Fraction(0), min(base, base - Fraction(line.charge.maximum) * 100))
    raise AssertionError(line.charge)


def ranked(line: LineTerms) -> int:
    return RELATIVE.index(line.charge.kind) if line.charge is not None and line.charge.kind in RELATIVE else -1


def covers(line: LineTerms, other: LineTerms) -> bool:
    assert isinstance(line.charge, RelativeCharge)
    return line.charge.scope.covers(group=other.group, product_code=other.product_code)


def seen(terms: OfferTerms, amount: Fraction) -> Fraction:
    """What is rounded line by line is seen rounded."""
    if terms.rounding.scope is not RoundingScope.LINE:
        return amount
    return Fraction(signed(amount, terms.rounding.mode))


def signed(amount: Fraction, mode: RoundingMode) -> int:
    return whole(amount, mode) if amount >= 0 else -whole(-amount, mode)


def unit(terms: OfferTerms, line: LineTerms) -> Fraction:
    return Fraction(whole(left(terms, line, Fraction(line.list_price)) * 10**8, terms.rounding.mode), 10**8)


def left(terms: OfferTerms, line: LineTerms, price: Fraction) -> Fraction:
    """After the markup and the line's own discounts."""
    if line.markup is not None:
        share = Fraction(line.markup.percent) / 100
        price = price / (1 - share) if line.markup.kind is MarkupKind.MARGIN else price * (1 + share)
    points = [Fraction(line.discount), *(Fraction(step.percent) for step in line.discounts)]
    if terms.stacking is Stacking.ADDITIVE:
        return price * (1 - min(max(sum(points), Fraction(0)), Fraction(100)) / 100)
    for point in points:
        price *= 1 - point / 100
    return price


def _reduced(
    terms: OfferTerms, lines: list[LineTerms], exact: list[Fraction], itemised: list[int]
) -> tuple[list[int], list[Fraction]]:
    assert terms.header is not None
    through = Fraction(1)
    for step in terms.header.steps:
        through *= 1 - Fraction(step.percent) / 100
    before = sum(itemised)
    if terms.rounding.scope is not RoundingScope.LINE:
        if terms.header.amount is None:
            base = [one * through for one in exact]
            return _itemised(terms, lines, base), base
        if terms.reckoning is not Reckoning.FIRST:
            base = less(exact, Fraction(terms.header.amount) * 100)
            return _itemised(terms, lines, base), base
    off = (
        cents(terms.header.amount)
        if terms.header.amount is not None
        else before - whole(before * through, terms.rounding.mode)
    )
    shares = split(off, [Fraction(one) for one in itemised])
    offered = [one - share for one, share in zip(itemised, shares, strict=True)]
    return offered, [Fraction(one) for one in offered]


def less(exact: list[Fraction], off: Fraction) -> list[Fraction]:
    """Every line bears its part of what comes off them together; more than all of it cannot come off."""
    together = sum(exact, Fraction(0))
    if off >= together:
        return [Fraction(0)] * len(exact)
    return [one - off * one / together for one in exact]


def _itemised(terms: OfferTerms, lines: list[LineTerms], exact: list[Fraction]) -> list[int]:
    mode = terms.rounding.mode
    if terms.rounding.scope is RoundingScope.GRAND and not terms.tax_included:
        bases = _bases(lines, exact)
        gross = sum(base * (1 + sum(map(Fraction, rates)) / 100) for rates, base in bases.items())
        taxes = sum(signed(base * Fraction(rate) / 100, mode) for rates, base in bases.items() for rate in rates)
        return beside(max(0, signed(Fraction(gross), mode) - taxes), exact, exact)
    return _split_or_each(terms, exact)


def _split_or_each(terms: OfferTerms, exact: list[Fraction]) -> list[int]:
    if terms.rounding.scope is RoundingScope.LINE:
        return [signed(one, terms.rounding.mode) for one in exact]
    return beside(signed(sum(exact, Fraction(0)), terms.rounding.mode), exact, exact)


def _taxes(terms: OfferTerms, lines: list[LineTerms], offered: list[int], base: list[Fraction]) -> list[int]:
    if terms.rounding.scope is RoundingScope.LINE:
        return [_tax(terms, line.tax_rates, one) for line, one in zip(lines, base, strict=True)]
    taxes = [0] * len(lines)
    for rates, together in _bases(lines, base).items():
        at = [i for i, line in enumerate(lines) if line.tax_rates == rates]
        tax = _tax(terms, rates, together)
        if terms.tax_included:
            most = sum(offered[i] for i in at)
            tax = min(tax, most) if most >= 0 else max(tax, most)
        weights = [Fraction(offered[i]) for i in at]
        points = sum(map(Fraction, rates), Fraction(0))
        own = [weight * points / (100 + points * terms.tax_included) for weight in weights]
        for i, part in zip(at, beside(tax, own, weights), strict=True):
            taxes[i] = part
    return taxes


def _tax(terms: OfferTerms, rates: tuple[Decimal, ...], base: Fraction) -> int:
    under = 100 + (sum(map(Fraction, rates)) if terms.tax_included else 0)
    return sum(signed(base * Fraction(rate) / under, terms.rounding.mode) for rate in rates)


def _bases(lines: list[LineTerms], amounts: list[Fraction]) -> dict[tuple[Decimal, ...], Fraction]:
    found: dict[tuple[Decimal, ...], Fraction] = {}
    for line, amount in zip(lines, amounts, strict=True):
        found[line.tax_rates] = found.get(line.tax_rates, Fraction(0)) + amount
    return found
