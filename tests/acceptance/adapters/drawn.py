"""An expert's quartiles as a distribution. Nobody draws one on the desk; the published pools of experts are told so."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from stakeholders.domain.budgets.distributions import Distribution


@dataclass(frozen=True)
class ByQuantiles(Distribution):
    """Straight lines between the amounts at some shares, as an expert's quartiles are drawn. Source: R SHELF."""

    amounts: tuple[Decimal, ...]
    shares: tuple[Decimal, ...]

    def below(self, amount: float) -> float:
        return _between(amount, self.amounts, self.shares)

    def at(self, share: float) -> float:
        return _between(share, self.shares, self.amounts)


def _between(value: float, known: Sequence[Decimal], told: Sequence[Decimal]) -> float:
    """On the line between the two known points beside the value; outside of them, the nearest."""
    if value <= known[0]:
        return float(told[0])
    for (x, y), (further, higher) in pairwise(zip(map(float, known), map(float, told), strict=True)):
        if value <= further:
            return y + (higher - y) * (value - x) / (further - x)
    return float(told[-1])
