"""The same offer at a higher price: what puts it there is told as a step of its own, never hidden in unit prices."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.percent import HUNDRED, Percent
from quotes.domain.pricing.discounts import HeaderDiscount, Step
from quotes.domain.pricing.roles import Column


def raised(amount: Decimal, uplift: Percent, places: int = 2) -> Decimal:
    """An amount with so much on top, half up to its places: 1,000 and 3 % are 1,030."""
    return round_to(EXACT.add(amount, uplift.of(amount)), places)


def raised_header(
    header: HeaderDiscount | None, items: Decimal, uplift: Percent, name: str, places: int = 2
) -> HeaderDiscount | None:
    """What is taken off the whole, so that what is left of the items is dearer by the uplift.

    Steps gain one that puts it on. An amount off becomes smaller; where nothing of it would be left, one step puts the
    rest on, to eight decimals. `items` is their total in the amount's tax basis.
    """
    if not uplift.points:
        return header
    if header is None or header.amount is None:
        steps = header.steps if header else ()
        return HeaderDiscount(steps=(*steps, Step(name=name, percent=-uplift.points)))
    wanted = EXACT.add(items - header.amount, uplift.of(items - header.amount))
    off = round_to(items - wanted, places)
    if off >= 0:
        return replace(header, amount=off)
    more = round_to(EXACT.divide(EXACT.multiply(items - wanted, HUNDRED), items), 8)
    return HeaderDiscount(steps=(Step(name=name, percent=more),))


def raised_columns(columns: Iterable[Column], uplift: Percent, places: int = 2) -> tuple[Column, ...]:
    """Columns with a price of their own, each dearer by the uplift; the others follow their lines."""
    return tuple(
        one if one.bundle_price is None else replace(one, bundle_price=raised(one.bundle_price, uplift, places))
        for one in columns
    )
