"""A price made from a cost."""

from decimal import Decimal

from quotes.domain.pricing.charges import checks
from quotes.domain.pricing.charges.parts import exactly
from quotes.domain.pricing.charges.simple import PerUnit

MOST_MARKUP = Decimal(10_000)


@exactly
def cost_plus(cost: Decimal, markup: Decimal) -> PerUnit:
    """The unit price that is a cost per unit and `markup` percent points of it, exact.

    A price model travels to customers with its quote, and a cost must not: what is kept is the price alone. Refuses a
    negative cost or markup, and a price finer than 8 decimals, which the caller rounds first.
    """
    checks.price(cost, "Cost", "cost")
    checks.percent(markup, "Markup", "markup", MOST_MARKUP)
    return PerUnit(unit=cost * (checks.HUNDRED + markup) / checks.HUNDRED)
