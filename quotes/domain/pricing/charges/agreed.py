"""What an agreement with one customer leaves of the list: the price that stands below it."""

from decimal import Decimal

from quotes.domain.pricing.charges.codec import AnyCharge
from quotes.domain.pricing.charges.proration import Prorated
from quotes.domain.pricing.charges.simple import Contracted, PerUnit


def listed(charge: AnyCharge | None, list_price: Decimal) -> AnyCharge:
    """The list's own price model under a part of a period, or under a contracted price; else the model itself.

    Without a model it is the list price per unit, in the same currency and tax basis.
    """
    if isinstance(charge, Contracted):
        return charge.list
    if isinstance(charge, Prorated):
        return charge.charge
    return PerUnit(unit=list_price) if charge is None else charge
