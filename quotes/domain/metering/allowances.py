"""Units that are free every month, used up in a fixed order."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """`units` of the meter a month, one for one, for the tiers in `order`; packages with ratios are priced apart."""

    units: Decimal
    order: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.units.is_finite() or self.units < 0:
            raise Refusal("Free units are not below zero.", field="units")
        if len(set(self.order)) < len(self.order):
            raise Refusal("Each tier stands in the order of deduction once.", field="order")


def over(allowance: Allowance, used: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What is left to be paid of each tier's use, exact. A tier that is not in the order is not covered."""
    left, found = allowance.units, dict(used)
    for tier in allowance.order:
        taken = min(left, used.get(tier, ZERO))
        left -= taken
        if tier in found:
            found[tier] -= taken
    return found
