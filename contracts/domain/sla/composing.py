"""What parts make of a whole: services that all have to be there, and services of which one is enough."""

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal


def one_after_another(parts: Sequence[Percent]) -> Percent:
    """All are needed: the product of their availabilities, unrounded. Two of 99.95 % are 99.900025 %."""
    return Percent.from_ratio(_product([_checked(part).ratio for part in parts]))


def beside_each_other(parts: Sequence[Percent]) -> Percent:
    """One is enough, and they fail independently: 1 - the product of what each lacks, unrounded."""
    lacking = _product([EXACT.subtract(Decimal(1), _checked(part).ratio) for part in parts])
    return Percent.from_ratio(EXACT.subtract(Decimal(1), lacking))


def _product(ratios: Sequence[Decimal]) -> Decimal:
    if not ratios:
        raise Refusal("A service is made of at least one part.", field="parts")
    return reduce(EXACT.multiply, ratios)


def _checked(part: Percent) -> Percent:
    if not 0 <= part.points <= 100:
        raise Refusal("Availability is from 0 to 100 %% of some time.", field="availability")
    return part
