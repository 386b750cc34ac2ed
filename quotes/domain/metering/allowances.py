"""Units that are free or paid for already, used up in a fixed order, each tier at its own ratio."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal

ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """`units` a month, drawn in the order of `order`; what a ratio does not name is drawn one for one."""

    units: Decimal
    order: tuple[str, ...]
    ratio: tuple[tuple[str, Decimal], ...] = ()

    def __post_init__(self) -> None:
        if not self.units.is_finite() or self.units < 0:
            raise Refusal("Free units are not below zero.", field="units")
        if len(set(self.order)) < len(self.order):
            raise Refusal("Each tier stands in the order of deduction once.", field="order")
        if any(name not in self.order or not each.is_finite() or each <= 0 for name, each in self.ratio):
            raise Refusal("A ratio belongs to a tier in the order of deduction, and is above zero.", field="ratio")


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What one tier took. `balance` is what the allowance would hold if it could owe; `over` is left to be paid."""

    tier: str
    used: Decimal
    balance: Decimal
    over: Decimal


def draw(allowance: Allowance, used: Mapping[str, Decimal]) -> tuple[Draw, ...]:
    """Draws each tier's usage from the allowance, in its order. Exact but for a quotient's 80th digit.

    A tier that was used but is not in the order is not covered: it is over as a whole, after the others.
    """
    left, drawn, ratio = Fraction(allowance.units), [], dict(allowance.ratio)
    for tier in allowance.order:
        each = Fraction(ratio.get(tier, ONE))
        balance = left - Fraction(used.get(tier, ZERO)) * each
        left = max(balance, Fraction(0))
        drawn.append(
            Draw(tier=tier, used=used.get(tier, ZERO), balance=decimal(balance), over=decimal((left - balance) / each))
        )
    outside = (tier for tier in used if tier not in allowance.order)
    return (*drawn, *(Draw(tier=tier, used=used[tier], balance=decimal(left), over=used[tier]) for tier in outside))


def decimal(value: Fraction) -> Decimal:
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
