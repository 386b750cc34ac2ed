"""By what a line's price is moved to reach a goal: its own discount, or a free line's own price."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from dealdesk.kernel.money import EXACT, ZERO
from quotes.domain.pricing.checks import HUNDRED, TRILLION
from quotes.domain.pricing.discounts import Stacking, factor, own_discount
from quotes.domain.pricing.lines import is_relative
from quotes.domain.pricing.terms import LineTerms, OfferTerms

# Discounts in percent points and prices both have 8 decimals: this is a step of either.
UNIT = Decimal("0.00000001")
STEPS_IN_ONE = 10**8


@dataclass(frozen=True)
class Lever(ABC):
    """Moves one line in whole steps; a higher step is a higher price, or the same."""

    line: LineTerms
    amount: Decimal
    stacking: Stacking

    @property
    @abstractmethod
    def steps(self) -> int:
        """Where the line stands now."""

    @property
    @abstractmethod
    def most(self) -> int:
        """The highest step there is."""

    @abstractmethod
    def at(self, steps: int) -> LineTerms: ...

    @abstractmethod
    def scaled(self, by: Decimal) -> LineTerms:
        """The line at its price times `by`, or as near as it goes."""

    @property
    @abstractmethod
    def grain(self) -> Decimal:
        """By how much one step moves the line's amount."""


@dataclass(frozen=True)
class ByPrice(Lever):
    """A free line without a discount of its own: its price is whatever is agreed."""

    @property
    def steps(self) -> int:
        return int(self.line.list_price * STEPS_IN_ONE)

    @property
    def most(self) -> int:
        return int(TRILLION) * STEPS_IN_ONE

    @property
    def grain(self) -> Decimal:
        return self.line.quantity * UNIT

    def at(self, steps: int) -> LineTerms:
        return replace(self.line, list_price=Decimal(steps) * UNIT)

    def scaled(self, by: Decimal) -> LineTerms:
        wanted = min(self.line.list_price * by, TRILLION)
        return replace(self.line, list_price=_to_unit(wanted))


@dataclass(frozen=True)
class ByDiscount(Lever):
    """A product's line: its list price is the price book's, so it goes from nothing up to that and no further."""

    @property
    def steps(self) -> int:
        return self.most - int(self.line.discount * STEPS_IN_ONE)

    @property
    def most(self) -> int:
        return 100 * STEPS_IN_ONE

    @property
    def grain(self) -> Decimal:
        """A step of the discount, or of the unit price where that is the coarser one."""
        return max(self.line.quantity, self._undiscounted / HUNDRED) * UNIT

    def at(self, steps: int) -> LineTerms:
        return replace(self.line, discount=HUNDRED - Decimal(steps) * UNIT)

    def scaled(self, by: Decimal) -> LineTerms:
        wanted = own_discount(self._left * by, self.line.discounts, self.stacking)
        return replace(self.line, discount=_to_unit(min(max(wanted, ZERO), HUNDRED)))

    @property
    def _left(self) -> Decimal:
        """What the discounts leave now; of a line given away, what its other discounts would leave."""
        line = self.line
        return factor(line.discount, line.discounts, self.stacking) or factor(ZERO, line.discounts, self.stacking)

    @property
    def _undiscounted(self) -> Decimal:
        return self.amount / self._left if self._left else ZERO


def levers(terms: OfferTerms, lines: Iterable[tuple[LineTerms, Decimal]]) -> list[Lever]:
    """A lever for each line that has a price to move; with each line comes its amount, as itemised."""
    found: list[Lever] = []
    for line, amount in lines:
        moves = line.list_price if line.charge is None else not is_relative(line)
        if line.quantity and moves:
            kind = ByDiscount if line.product_code or line.discount or line.charge is not None else ByPrice
            found.append(kind(line, amount, terms.stacking))
    return found


def _to_unit(value: Decimal) -> Decimal:
    return value.quantize(UNIT, rounding=ROUND_HALF_EVEN, context=EXACT)
