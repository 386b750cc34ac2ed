"""Economic value to the customer: the next best alternative's price, and what ours is worth more and less than it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class EconomicValue:
    """Amounts in one currency: what the alternative costs, and our difference in money. Unrounded."""

    reference: Decimal
    positive: Decimal
    negative: Decimal

    @property
    def net_differentiation(self) -> Decimal:
        return EXACT.subtract(self.positive, self.negative)

    @property
    def total(self) -> Decimal:
        """The most that a customer who believes every figure would pay: reference + positive − negative."""
        return EXACT.add(self.reference, self.net_differentiation)


def economic_value(reference: Decimal, positive: Iterable[Decimal], negative: Iterable[Decimal]) -> EconomicValue:
    """Both differences are given as sizes, from 0 on."""
    better, worse = tuple(positive), tuple(negative)
    if reference < 0 or any(amount < 0 for amount in (*better, *worse)):
        raise Refusal("A difference is given as its size: put it under better or under worse.", field="positive")
    return EconomicValue(reference=reference, positive=sum(better, ZERO), negative=sum(worse, ZERO))
