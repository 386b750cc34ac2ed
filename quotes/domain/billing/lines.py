"""A priced form as lines of an offer: so much of each part, at its price, over the whole term."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO, round_to
from quotes.domain.billing.compared import Month, Priced
from quotes.domain.billing.forms import Item, Part, over_of, rate_of
from quotes.domain.billing.tariffs import Every, Rate
from quotes.domain.metering.priced import QUANTITY_PLACES
from quotes.domain.metering.term import A_YEAR
from quotes.domain.pricing.charges import Charge, Flat, Measure, PerUnit, Prorated
from quotes.domain.pricing.charges.codec import HOLDERS
from quotes.domain.pricing.charges.parts import exactly

ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One line: a quantity at a price per unit, or under a price model where the price is no plain one.

    `rate` is what the price is for; None for packages, which are counted one by one.
    """

    part: Part
    quantity: Decimal
    price: Decimal
    charge: Charge | None = None
    rate: Rate | None = None


def offered(priced: Priced) -> tuple[Offered, ...]:
    """The lines of a form that has a price, in the order of its parts; what comes to nothing is left out.

    Together they cost what the form does over the term, but for the rounding of each line.
    """
    parts = dict.fromkeys(item.part for month in priced.months for item in month.bill)
    return tuple(line for part in parts for line in _lines(priced, part) if line.quantity)


def _lines(priced: Priced, part: Part) -> Iterator[Offered]:
    items = [(month, item) for month in priced.months for item in month.bill if item.part is part]
    if part is Part.PACKAGES:
        price = priced.tariff.pack.price if priced.tariff.pack else ZERO
        yield Offered(part=part, quantity=_sum([item.units for _, item in items]), price=price)
        return
    rate = over_of(priced.tariff) if part is Part.OVER else rate_of(priced.tariff)
    if isinstance(rate.charge, PerUnit):
        yield Offered(part=part, quantity=_quantity(rate, items), price=rate.charge.unit, rate=rate)
    else:
        yield from _modelled(part, rate, items, priced.places)


def _quantity(rate: Rate, items: Sequence[tuple[Month, Item]]) -> Decimal:
    """Units over the whole term, half up to six decimals: 10,000 streams for a year are 10,000 a year."""
    return round_to(_sum([EXACT.multiply(item.units, _times(rate, month)) for month, item in items]), QUANTITY_PLACES)


def _modelled(part: Part, rate: Rate, items: Sequence[tuple[Month, Item]], places: int) -> Iterator[Offered]:
    """A price model bills months one by one: alike ones are one line, so many times."""
    if rate.charge.kind in HOLDERS:
        amount = round_to(_sum([item.amount for _, item in items]), places)
        yield Offered(part=part, quantity=ONE, price=amount, charge=Flat(amount=amount), rate=rate)
        return
    alike: Counter[Decimal] = Counter()
    for month, item in items:
        alike[round_to(item.units, QUANTITY_PLACES)] += month.length if rate.every is Every.DAY else 1
    for units, count in alike.items():
        whole = A_YEAR if rate.every is Every.YEAR else 1
        measure = Measure.DAYS if rate.every is Every.DAY else Measure.MONTHS
        charge = (
            rate.charge if count == whole else Prorated(charge=rate.charge, part=count, whole=whole, measure=measure)
        )
        yield Offered(part=part, quantity=units, price=ZERO, charge=charge, rate=rate)


@exactly
def _times(rate: Rate, month: Month) -> Decimal:
    """How often a month's units are paid at the rate's own price."""
    if rate.every is Every.YEAR:
        return ONE / A_YEAR
    return Decimal(month.length) if rate.every is Every.DAY else ONE


@exactly
def _sum(values: Sequence[Decimal]) -> Decimal:
    return sum(values, ZERO)
