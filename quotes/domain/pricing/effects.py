"""Why one offer comes to more than another: the change of its total by cause and by line, to the cent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import factorial, trunc

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.words import Word
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.compare import pairs
from quotes.domain.pricing.discounts import factor as left_of
from quotes.domain.pricing.engine import PricedLine, PricedOffer, price
from quotes.domain.pricing.terms import LineTerms, OfferTerms

ONE = Decimal(1)


class Cause(Word):
    REMOVED = "removed", "Lines removed"
    ADDED = "added", "Lines added"
    ROLE = "role", "In the total or beside it"
    QUANTITY = "quantity", "Quantities"
    PRICE = "price", "List prices"
    MARKUP = "markup", "Markups"
    DISCOUNT = "discount", "Line discounts"
    TAX = "tax", "Tax basis and rates"
    BUNDLE = "bundle", "Bundle saving"
    HEADER = "header", "Discount on the whole"
    OTHER = "other", "Rounding and other terms"


# What a line comes to with tax, before rounding, is the product of these, one a cause.
type Factor = Callable[[LineTerms, OfferTerms], Fraction]
# fmt: off
FACTORS: dict[Cause, Factor] = {
    Cause.ROLE:     lambda line, terms: Fraction(terms.is_in_total(line)),
    Cause.QUANTITY: lambda line, terms: Fraction(line.quantity),
    Cause.PRICE:    lambda line, terms: Fraction(line.list_price),
    Cause.MARKUP:   lambda line, terms: Fraction(line.markup.on(ONE) if line.markup else ONE),
    Cause.DISCOUNT: lambda line, terms: Fraction(left_of(line.discount, line.discounts, terms.stacking)),
    Cause.TAX:      lambda line, terms: 1 + Fraction(0 if terms.tax_included else sum(line.tax_rates)) / 100,
}
# Which cause a field shows in; None where it moves no money. A test wants every field of both here.
LINE_CAUSES: dict[str, Cause | None] = {
    "position":     None,
    "description":  None,
    "unit":         None,
    "quantity":     Cause.QUANTITY,
    "list_price":   Cause.PRICE,
    "discount":     Cause.DISCOUNT,
    "vat_rate":     Cause.TAX,
    "floor_price":  None,
    "product_code": None,
    "group":        None,
    "charge":       Cause.PRICE,
    "discounts":    Cause.DISCOUNT,
    "markup":       Cause.MARKUP,
    "other_taxes":  Cause.TAX,
    "role":         Cause.ROLE,
    "columns":      Cause.ROLE,
}
TERM_CAUSES: dict[str, Cause | None] = {
    "currency":     None,
    "tax_included": Cause.TAX,
    "rounding":     Cause.OTHER,
    "form":         Cause.BUNDLE,
    "bundle_price": Cause.BUNDLE,
    "lines":        None,
    "payment":      None,
    "service":      None,
    "term_months":  None,
    "free_months":  None,
    "valid_until":  None,
    "note":         None,
    "stacking":     Cause.DISCOUNT,
    "header":       Cause.HEADER,
    "columns":      Cause.ROLE,
    "recommended":  Cause.ROLE,
    "exchange":     None,
    "reckoning":    Cause.OTHER,
}
# fmt: on


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What one cause did to one line, tax included; `pair` is the line's place in `compare.pairs`."""

    pair: int
    cause: Cause
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Effects:
    """Amounts other than zero, tax included, in the offers' currency; together exactly the difference."""

    parts: tuple[Effect, ...]

    @property
    def difference(self) -> Decimal:
        return sum((part.amount for part in self.parts), ZERO)

    def by_cause(self) -> dict[Cause, Decimal]:
        found = dict.fromkeys(Cause, ZERO)
        for part in self.parts:
            found[part.cause] += part.amount
        return {cause: amount for cause, amount in found.items() if amount}

    def of_pair(self, pair: int) -> dict[Cause, Decimal]:
        return {part.cause: part.amount for part in self.parts if part.pair == pair}


def effects(before: PricedOffer, after: PricedOffer) -> Effects | None:
    """The difference of the gross totals by line and cause; None where the currencies differ.

    What several factors of a line did together is shared: each is worth what it adds on average over every order in
    which they could have changed (Shapley 1953), so that no order is preferred. A bundle, or a discount on the whole,
    is worth the change of what it takes off the items. Cents go to the largest remainders; what no cause explains is
    rounding.
    """
    if before.currency != after.currency:
        return None
    was, became = _Money.of(before), _Money.of(after)
    parts = []
    for i, (old, new) in enumerate(pairs(before.every_line, after.every_line)):
        found = _of_items(old, was, new, became)
        for line, money, sign in ((old, was, -1), (new, became, +1)):
            if line and (over := money.offered.get(line.position, ZERO) - money.items.get(line.position, ZERO)):
                found[money.over] = found.get(money.over, ZERO) + sign * over
        parts += [Effect(pair=i, cause=cause, amount=found[cause]) for cause in Cause if found.get(cause)]
    return Effects(parts=tuple(parts))


@dataclass(frozen=True, kw_only=True)
class _Money:
    """One offer's gross by position, for the lines in its total: as offered, and as the items come to by themselves.

    `over` is what lies between the two: the bundle, or the discount on the whole.
    """

    terms: OfferTerms
    offered: Mapping[int, Decimal]
    items: Mapping[int, Decimal]
    over: Cause

    @classmethod
    def of(cls, offer: PricedOffer) -> "_Money":
        terms = offer.terms
        plain = terms.bundle_price is None and terms.header is None
        alone = offer if plain else price(replace(terms, form=Form.ITEMISED, bundle_price=None, header=None))
        return cls(
            terms=terms,
            offered={line.position: line.gross for line in offer.lines},
            items={line.position: line.gross for line in alone.lines},
            over=Cause.HEADER if terms.bundle_price is None else Cause.BUNDLE,
        )


def _of_items(old: PricedLine | None, was: _Money, new: PricedLine | None, became: _Money) -> dict[Cause, Decimal]:
    """One line's change by itself, without what is taken off the whole."""
    before = was.items.get(old.position, ZERO) if old else ZERO
    after = became.items.get(new.position, ZERO) if new else ZERO
    if old is None or new is None:
        return {Cause.ADDED: after} if new else {Cause.REMOVED: -before}
    moved = dict(_moved(old.terms, was.terms, new.terms, became.terms))
    places = max(was.terms.rounding.places, became.terms.rounding.places)
    exact = {cause: 10**places * share for cause, share in _shapley(moved).items()}
    units = _in_units(exact, int((after - before).scaleb(places)))
    return {cause: Decimal(whole).scaleb(-places) for cause, whole in units.items()}


def _moved(
    old: LineTerms, before: OfferTerms, new: LineTerms, after: OfferTerms
) -> Iterator[tuple[Cause, tuple[Fraction, Fraction]]]:
    """Every factor as it was and as it became. A price said in another tax basis changed together with it."""
    together = {Cause.PRICE, Cause.TAX} if before.tax_included != after.tax_included else set()
    was = became = Fraction(1)
    for cause, factor in FACTORS.items():
        if cause in together:
            was, became = was * factor(old, before), became * factor(new, after)
        else:
            yield cause, (factor(old, before), factor(new, after))
    if together:
        yield Cause.TAX, (was, became)


def _shapley(factors: Mapping[Cause, tuple[Fraction, Fraction]]) -> dict[Cause, Fraction]:
    """What each factor adds to the product on average, over every order in which they change; those that stay, none."""
    still = [was for was, became in factors.values() if was == became]
    moving = {cause: pair for cause, pair in factors.items() if pair[0] != pair[1]}
    n, found = len(moving), dict.fromkeys(moving, Fraction(0))
    for cause in moving:
        others = [other for other in moving if other is not cause]
        for size in range(n):
            orders = Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
            for changed in combinations(others, size):
                rest = [moving[other][other in changed] for other in others]
                found[cause] += orders * _product([*still, *rest]) * (moving[cause][1] - moving[cause][0])
    return found


def _product(numbers: list[Fraction]) -> Fraction:
    product = Fraction(1)
    for one in numbers:
        product *= one
    return product


def _in_units(exact: Mapping[Cause, Fraction], whole: int) -> dict[Cause, int]:
    """Whole cents (or fils, or yen) that add up to `whole`: cut towards zero, the rest to the largest remainders.

    A cent more or less a cause is their own rounding; what is further from them is not theirs.
    """
    cents = {cause: trunc(share) for cause, share in exact.items()}
    left = whole - sum(cents.values())
    if abs(left) > len(cents):
        own = round(sum(exact.values(), Fraction(0)))
        return {**_in_units(exact, own), Cause.OTHER: whole - own}
    step = 1 if left > 0 else -1
    for cause in sorted(cents, key=lambda cause: -step * (exact[cause] - cents[cause]))[: abs(left)]:
        cents[cause] += step
    return cents
