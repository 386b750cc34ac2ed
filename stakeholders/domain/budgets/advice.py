"""What the probability that a price can be paid says to do about it."""

from decimal import Decimal

from dealdesk.kernel.words import Word

# Under a fifth at the lowest price we could take, no discount brings the two together.
TOO_DEAR = Decimal("0.20")
# Over nine tenths, the budget is no reason to ask for less.
NO_LIMIT = Decimal("0.90")


class Advice(Word):
    RESCOPE = "rescope", "re-scope, do not negotiate"
    BY_VALUE = "by_value", "leave the anchor to value"


def at_floor(affords: Decimal) -> Advice | None:
    """P(budget ≥ floor) strictly under 20 %: change what is offered, a lower price does not help."""
    return Advice.RESCOPE if affords < TOO_DEAR else None


def at_price(affords: Decimal) -> Advice | None:
    """P(budget ≥ price) strictly over 90 %: what the customer can spend sets no limit, what it is worth does."""
    return Advice.BY_VALUE if affords > NO_LIMIT else None
