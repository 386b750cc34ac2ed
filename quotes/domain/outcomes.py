"""What closed deals have in common: how often they were won, by how far and in which way we gave."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from statistics import median

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.words import Word
from quotes.domain.concessions import Pattern, pattern
from stakeholders.domain.budgets.intervals import Interval
from stakeholders.domain.budgets.scores import wilson

# Fewer than five deals say nothing about the next one: they are counted, and no rate is told.
FEWEST = 5


class Depth(Word):
    """How far below list the last offer was, in the steps in which discounts are spoken of."""

    NONE = "none", "At list price or above"
    TO_5 = "to_5", "Up to 5 points off"
    TO_10 = "to_10", "Over 5 to 10 points off"
    TO_15 = "to_15", "Over 10 to 15 points off"
    TO_20 = "to_20", "Over 15 to 20 points off"
    BEYOND = "beyond", "More than 20 points off"


DEEPEST = {Depth.NONE: 0, Depth.TO_5: 5, Depth.TO_10: 10, Depth.TO_15: 15, Depth.TO_20: 20}


class Steps(Word):
    """How our price came down."""

    NONE = "none", "Price never moved"
    ONE = "one", "One step"
    SHRINKING = "shrinking", "Shrinking steps"
    FLAT = "flat", "Equal steps"
    GROWING = "growing", "A growing step"


@dataclass(frozen=True, kw_only=True)
class Closed:
    """One deal as it was closed, and what was logged of it.

    `discount` is how far below list its last offer was, in percent points, None where nothing was offered. `steps` are
    the falls of our total, oldest first; `first` and `last` our totals with tax, `asked` the first number they named;
    `days` lie between its rounds.
    """

    is_won: bool
    discount: Decimal | None = None
    steps: tuple[Decimal, ...] = ()
    gives: int = 0
    untraded: int = 0
    first: Decimal | None = None
    asked: Decimal | None = None
    last: Decimal | None = None
    days: tuple[int, ...] = ()

    @property
    def depth(self) -> Depth | None:
        if self.discount is None:
            return None
        return next((depth for depth, most in DEEPEST.items() if self.discount <= most), Depth.BEYOND)

    @property
    def way(self) -> Steps | None:
        if self.discount is None:
            return None
        run = pattern(self.steps)
        if run is None:
            return Steps.ONE if self.steps else Steps.NONE
        return {Pattern.SHRINKING: Steps.SHRINKING, Pattern.FLAT: Steps.FLAT, Pattern.GROWING: Steps.GROWING}[run]

    @property
    def place(self) -> Decimal | None:
        """Where the last price lies from their first number, 0, to ours, 1; unrounded. None unless ours was higher."""
        if self.first is None or self.asked is None or self.last is None or self.first <= self.asked:
            return None
        with localcontext(EXACT):
            return (self.last - self.asked) / (self.first - self.asked)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How many of so many were won. `share` and `likely`, from 0 to 1, are None below five deals; `likely` holds the
    true share nineteen times in twenty (Wilson 1927)."""

    won: int
    closed: int

    @property
    def share(self) -> Decimal | None:
        return EXACT.divide(Decimal(self.won), Decimal(self.closed)) if self.closed >= FEWEST else None

    @property
    def likely(self) -> Interval | None:
        return wilson(self.won, self.closed) if self.closed >= FEWEST else None


def rate(deals: Iterable[Closed]) -> Rate:
    won = [one.is_won for one in deals]
    return Rate(won=sum(won), closed=len(won))


def rates[K: Hashable](
    deals: Sequence[Closed], kinds: Iterable[K], kind_of: Callable[[Closed], K | None]
) -> dict[K, Rate]:
    """Of each kind in the order given, empty ones too; deals of no kind are left out."""
    return {kind: rate(one for one in deals if kind_of(one) == kind) for kind in kinds}


def middle(values: Iterable[Decimal | int | None]) -> Decimal | None:
    """The median of what is known, exact; None below five."""
    known = [Decimal(value) for value in values if value is not None]
    with localcontext(EXACT):
        return median(known) if len(known) >= FEWEST else None


def untraded_share(deals: Iterable[Closed]) -> Decimal | None:
    """Of all agreed gives, how many got nothing in return, from 0 to 1; None below five gives."""
    rows = tuple(deals)
    gives = sum(one.gives for one in rows)
    return EXACT.divide(Decimal(sum(one.untraded for one in rows)), Decimal(gives)) if gives >= FEWEST else None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request that somebody decided: the total asked for, and what was approved in the end for as many months of
    service."""

    requested: Decimal
    approved: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """How requests came out. `kept` is the mean, in percent points of what was asked for, by which the approved total
    was higher; exact, None below five approvals."""

    asked: int
    as_asked: int
    otherwise: int
    never: int
    kept: Decimal | None


def answers(requests: Iterable[Asked]) -> Answers:
    rows = tuple(requests)
    given = [(one.requested, one.approved) for one in rows if one.approved is not None]
    with localcontext(EXACT):
        higher = [(approved - requested) / requested * 100 for requested, approved in given if requested > 0]
        kept = sum(higher, ZERO) / len(higher) if len(higher) >= FEWEST else None
    as_asked = sum(requested == approved for requested, approved in given)
    return Answers(
        asked=len(rows),
        as_asked=as_asked,
        otherwise=len(given) - as_asked,
        never=len(rows) - len(given),
        kept=kept,
    )
