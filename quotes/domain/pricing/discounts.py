"""What happens to a price between the list and the offer: a markup, then discounts step by step, then the document's.

Sources: Salesforce CPQ's price waterfall (each step multiplies), OCA sale_triple_discount (added up, kept within 0 and
100), ERPNext (markup before discount; one discount on the whole, spread over the lines), OCA sale_global_discount.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.pricing.checks import HUNDRED, TRILLION, check_number, check_percent

# More steps than anybody follows, and few enough for their product to be exact.
MOST_STEPS = 10
LONGEST_NAME = 40
OWN_DISCOUNT = "Discount"


class Stacking(Word):
    """How the steps of one line go together."""

    MULTIPLICATIVE = "multiplicative", "Each on what is left"
    ADDITIVE = "additive", "Added up"


class MarkupKind(Word):
    """What the percentage of a markup is a percentage of: the price it starts from, or the price it leads to."""

    COST_PLUS = "cost_plus", "On the price below"
    MARGIN = "margin", "Of the price above"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A discount with a name, in percent points; below zero it is a surcharge and is never called a discount."""

    name: str
    percent: Decimal

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            message = "Give every discount a name of at most %(most)s characters."
            raise Refusal(message, field="discounts", most=LONGEST_NAME)
        check_percent("discounts", self.name, self.percent)


@dataclass(frozen=True, kw_only=True)
class Markup:
    """What is put on a list price before any discount, in percent points."""

    percent: Decimal
    kind: MarkupKind = MarkupKind.COST_PLUS

    def __post_init__(self) -> None:
        check_number("markup", "Markup", self.percent, Decimal(10_000), 8)
        if self.kind is MarkupKind.MARGIN and self.percent >= HUNDRED:
            raise Refusal("A margin is less than 100 %% of the price.", field="markup")

    def on(self, price: Decimal) -> Decimal:
        """The price with the markup: 100 at 25 % is 125 on top, and 133.33… where 25 % is the margin. Unrounded."""
        if self.kind is MarkupKind.MARGIN:
            return EXACT.divide(EXACT.multiply(price, HUNDRED), HUNDRED - self.percent)
        return EXACT.divide(EXACT.multiply(price, HUNDRED + self.percent), HUNDRED)


@dataclass(frozen=True, kw_only=True)
class HeaderDiscount:
    """A discount on the whole document, after the lines' own: steps that multiply, or one amount in its tax basis."""

    steps: tuple[Step, ...] = ()
    amount: Decimal | None = None

    def __post_init__(self) -> None:
        if bool(self.steps) == (self.amount is not None):
            raise Refusal("A discount on the whole is either percentages or one amount.", field="header")
        if self.amount is not None:
            check_number("header", "Discount on the whole", self.amount, TRILLION, 2)
        check_steps(self.steps, "header")

    def factor(self) -> Decimal:
        """What the steps leave, as a ratio; exact."""
        return remaining(self.steps)


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One step of a waterfall: what it takes off (below zero, puts on) and what is left after it, unrounded."""

    name: str
    percent: Decimal
    off: Decimal
    after: Decimal


def check_steps(steps: Sequence[Step], field: str, *, line: int | None = None) -> None:
    if len(steps) > MOST_STEPS:
        if line is None:
            raise Refusal("At most %(most)s discounts follow each other.", field=field, most=MOST_STEPS)
        message = "Line %(line)s: at most %(most)s discounts follow each other."
        raise Refusal(message, field=field, line=line, most=MOST_STEPS)


def remaining(steps: Sequence[Step]) -> Decimal:
    """What steps one after another leave of 1; they multiply, so their order does not matter."""
    factor = Decimal(1)
    for step in steps:
        factor = EXACT.divide(EXACT.multiply(factor, HUNDRED - step.percent), HUNDRED)
    return factor


def added_up(discount: Decimal, steps: Sequence[Step]) -> Decimal:
    """The percent points of a discount and its steps together, never below 0 nor above 100."""
    return min(max(sum((step.percent for step in steps), discount), ZERO), HUNDRED)


def factor(discount: Decimal, steps: Sequence[Step], stacking: Stacking) -> Decimal:
    """What a line's own discount and its steps leave of its price, as a ratio; exact."""
    if not steps:
        return EXACT.divide(HUNDRED - discount, HUNDRED)
    if stacking is Stacking.ADDITIVE:
        return EXACT.divide(HUNDRED - added_up(discount, steps), HUNDRED)
    return EXACT.divide(EXACT.multiply(HUNDRED - discount, remaining(steps)), HUNDRED)


def own_discount(left: Decimal, steps: Sequence[Step], stacking: Stacking) -> Decimal:
    """The way back from `factor`: the own discount, in percent points, that with the steps leaves `left` of a price.

    Unrounded, and outside 0 to 100 where none does; 0 where the steps leave nothing.
    """
    if stacking is Stacking.ADDITIVE:
        return EXACT.subtract(HUNDRED - EXACT.multiply(left, HUNDRED), sum((step.percent for step in steps), ZERO))
    through = remaining(steps)
    return HUNDRED - EXACT.divide(EXACT.multiply(left, HUNDRED), through) if through else ZERO


def waterfall(
    price: Decimal, discount: Decimal, steps: Sequence[Step], stacking: Stacking, markup: Markup | None = None
) -> tuple[Rung, ...]:
    """A price through its markup, its own discount and its steps, in that order; unrounded.

    Where discounts are added up, a step takes off what it adds to the sum, and what leads out of 0 to 100 is nothing.
    """
    return tuple(_rungs(price, discount, steps, stacking, markup))


def _rungs(
    price: Decimal, discount: Decimal, steps: Sequence[Step], stacking: Stacking, markup: Markup | None
) -> Iterator[Rung]:
    start = price
    if markup is not None:
        start = markup.on(price)
        yield Rung(name="Markup", percent=-markup.percent, off=price - start, after=start)
    left, taken = start, list[Step]()
    own = (Step(name=OWN_DISCOUNT, percent=discount),) if discount else ()
    for step in (*own, *steps):
        taken.append(step)
        after = EXACT.multiply(start, factor(ZERO, taken, stacking))
        yield Rung(name=step.name, percent=step.percent, off=EXACT.subtract(left, after), after=after)
        left = after
