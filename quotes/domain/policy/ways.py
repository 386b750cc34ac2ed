"""The smallest change of an offer by which it asks nobody, or fewer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial, reduce

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.lifecycle import Form
from quotes.domain.policy.chain import Words
from quotes.domain.policy.conditions import TOO_LITTLE, Condition, Operator
from quotes.domain.policy.figures import Figure
from quotes.domain.policy.rules import Policy
from quotes.domain.policy.settable import POINT, TERMS, UNIT
from quotes.domain.pricing.engine import gross_of, items_of
from quotes.domain.pricing.terms import HeaderDiscount, LineTerms, OfferTerms, Role

# Whom an offer asks; told by the caller, who leaves out what its reader may not know.
type Asks = Callable[[OfferTerms], Words]
type Reached = Callable[[OfferTerms], bool]

# A search prices an offer some fifteen times a line.
MOST_LINES = 5


class What(Word):
    """What is changed; a term of the offer is said by its figure."""

    LINE = "line", "Discount of “%(where)s”"
    LINES = "lines", "Discount of every line"
    BUNDLE = "bundle", "Bundle price"
    WHOLE = "whole", "Amount off the whole"
    TERM = "term"


@dataclass(frozen=True, kw_only=True)
class Change:
    """At most, or at least, so much of it: points, the unit of the figure, or the offer's currency."""

    what: What
    limit: Decimal
    at_least: bool = False
    figure: Figure | None = None
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Way:
    """All its `changes` together leave these to be asked; `costs` is what the customer pays more, with tax."""

    changes: tuple[Change, ...]
    left: Words
    costs: Decimal


@dataclass(frozen=True)
class _Move:
    change: Change
    make: Callable[[OfferTerms], OfferTerms]


def ways(policy: Policy, terms: OfferTerms, asks: Asks, day: date) -> tuple[Way, ...]:
    """To nobody, and to fewer than now, each by what costs the customer least; without those that no change of prices
    and terms leads to. Discounts are searched to a hundredth of a point, amounts to one unit of the currency."""
    now = asks(terms)
    goals = [0, len(now) - 1] if len(now) > 1 else [0] * len(now)
    found: list[Way] = []
    for most in goals:
        moves = _smallest(policy, terms, partial(_reaches, asks, most), day)
        if moves:
            offer = _made(terms, moves)
            changes = tuple(move.change for move in moves)
            way = Way(changes=changes, left=asks(offer), costs=gross_of(offer) - gross_of(terms))
            found += [way] if way not in found else []
    return tuple(found)


def _reaches(asks: Asks, most: int, terms: OfferTerms) -> bool:
    try:
        return len(asks(terms)) <= most
    except Refusal:
        # Nothing that can be offered.
        return False


def _made(terms: OfferTerms, moves: Iterable[_Move]) -> OfferTerms:
    return reduce(lambda offer, move: move.make(offer), moves, terms)


def _smallest(policy: Policy, terms: OfferTerms, reached: Reached, day: date) -> list[_Move]:
    """One change where one is enough, else every term and then the price, without those that make no difference."""
    eased = list(_eased(policy, terms, day))
    single = [*(move for move in eased if reached(_made(terms, [move]))), *_prices(terms, reached)]
    if single:
        return [min(single, key=lambda move: gross_of(_made(terms, [move])))]
    strictest = {move.change.figure: move for move in reversed(eased)}
    together = [strictest[figure] for figure in TERMS if figure in strictest]
    at = _made(terms, together)
    if not reached(at):
        price = min(_prices(at, reached), key=lambda move: gross_of(_made(at, [move])), default=None)
        if price is None:
            return []
        together.append(price)
    for move in list(together):
        rest = [other for other in together if other is not move]
        if reached(_made(terms, rest)):
            together = rest
    return together


def _eased(policy: Policy, terms: OfferTerms, day: date) -> Iterator[_Move]:
    """Each term that is past a threshold, to that threshold; the strictest of a figure first."""
    for condition in sorted(policy.conditions(), key=_strictness):
        term = TERMS.get(condition.figure)
        was = term.read(terms, day) if term else None
        if term is None or was is None or not condition.is_met(was):
            continue
        limit = term.harmless(condition)
        make = partial(term.write, at=limit, day=day)
        at_least = condition.operator in TOO_LITTLE
        change = Change(what=What.TERM, figure=condition.figure, limit=limit, at_least=at_least)
        try:
            make(terms)
        except Refusal:
            # No offer can have it.
            continue
        yield _Move(change, make)


def _strictness(condition: Condition) -> Decimal:
    return -condition.threshold if condition.operator in {Operator.LT, Operator.LE} else condition.threshold


def _prices(terms: OfferTerms, reached: Reached) -> Iterator[_Move]:
    """Each way of asking for more, as little as reaches it."""
    if terms.form is Form.BUNDLE:
        yield from _dearer_bundle(terms, reached)
        return
    plain = [line for line in terms.lines if line.discount and line.role is Role.INCLUDED and not line.discounts]
    for line in sorted(plain, key=lambda line: -line.quantity * line.list_price * line.discount)[:MOST_LINES]:
        own = Change(what=What.LINE, limit=line.discount, where=line.description)
        yield from _less_off(terms, reached, own, partial(_capped, [line]))
    if len(plain) > 1:
        most = Change(what=What.LINES, limit=max(line.discount for line in plain))
        yield from _less_off(terms, reached, most, partial(_capped, plain))
    if terms.header is not None and terms.header.amount is not None:
        whole = Change(what=What.WHOLE, limit=terms.header.amount)
        yield from _less_off(terms, reached, whole, _less_whole, step=UNIT)


def _capped(lines: Iterable[LineTerms], most: Decimal, terms: OfferTerms) -> OfferTerms:
    meant = {line.position for line in lines}
    capped = (
        replace(line, discount=min(line.discount, most)) if line.position in meant else line for line in terms.lines
    )
    return replace(terms, lines=tuple(capped))


def _less_whole(amount: Decimal, terms: OfferTerms) -> OfferTerms:
    return replace(terms, header=HeaderDiscount(amount=amount) if amount else None)


def _less_off(
    terms: OfferTerms,
    reached: Reached,
    now: Change,
    make: Callable[[Decimal, OfferTerms], OfferTerms],
    *,
    step: Decimal = POINT,
) -> Iterator[_Move]:
    """The largest below what it is `now` that reaches it, by halving: less off never asks more."""
    if not reached(make(ZERO, terms)):
        return
    low, high = 0, int(now.limit / step) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if reached(make(middle * step, terms)) else (low, middle)
    yield _Move(replace(now, limit=low * step), partial(make, low * step))


def _dearer_bundle(terms: OfferTerms, reached: Reached) -> Iterator[_Move]:
    """Up to what the items come to by themselves: there the bundle saves nothing."""

    def make(price: int, offer: OfferTerms) -> OfferTerms:
        return replace(offer, bundle_price=Decimal(price))

    low, high = int(terms.bundle_price or ZERO), int(sum(items_of(terms), ZERO)) + 1
    if low >= high or not reached(make(high, terms)):
        return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(make(middle, terms)) else (middle, high)
    yield _Move(Change(what=What.BUNDLE, limit=Decimal(high), at_least=True), partial(make, high))
