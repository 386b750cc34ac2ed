"""What a number in a price model must be, said at the field it stands in."""

from decimal import Decimal

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.refusals import Refusal

HUNDRED = Decimal(100)
TRILLION = Decimal(10) ** 12
# As fine as the columns that hold prices, quantities and percentages.
PRICE, QUANTITY, PERCENT = 8, 6, 8


def price(value: Decimal, what: str, field: str) -> None:
    """Money, per unit or as a whole: from 0 to a trillion, with at most 8 decimals."""
    within(value, what, field, TRILLION, PRICE)


def percent(value: Decimal, what: str, field: str, most: Decimal = HUNDRED) -> None:
    """Percent points from 0 to 100, with at most 8 decimals."""
    within(value, what, field, most, PERCENT)


def size(value: Decimal, what: str, field: str) -> None:
    """A quantity above zero, with at most 6 decimals."""
    within(value, what, field, TRILLION, QUANTITY)
    if not value:
        raise Refusal("%(what)s must be more than 0.", what=what, field=field)


def count(value: Decimal, what: str, field: str) -> None:
    """A quantity from zero on, with at most 6 decimals."""
    within(value, what, field, TRILLION, QUANTITY)


def within(value: Decimal, what: str, field: str, most: Decimal, places: int) -> None:
    """Refuses a number outside 0 to `most`, or one with more than `places` decimals that say something."""
    if not value.is_finite() or not 0 <= value <= most:
        raise Refusal("%(what)s must be a number from 0 to %(most)s.", what=what, most=quantity(most), field=field)
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise Refusal("%(what)s has at most %(places)s decimals.", what=what, places=places, field=field)
