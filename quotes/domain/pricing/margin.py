"""What is left of the revenue when the cost is paid, and when its percentage says nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.words import Word


class NoMargin(Word):
    """Why there is an amount but no percentage."""

    NO_REVENUE = "no_revenue", "There is no revenue to take a percentage of."
    NEGATIVE_REVENUE = "negative_revenue", "The revenue is negative: a percentage of it would show a loss as a gain."


@dataclass(frozen=True, kw_only=True)
class Sale:
    """A quantity at a price and a cost per unit, in one currency and tax basis; a negative price is a credit."""

    quantity: Decimal
    price: Decimal
    cost: Decimal


@dataclass(frozen=True, kw_only=True)
class Margin:
    """Exact amounts. `percent` is the margin as a share of the revenue, None where `reason` says why."""

    revenue: Decimal
    cost: Decimal

    @property
    def amount(self) -> Decimal:
        return EXACT.subtract(self.revenue, self.cost)

    @property
    def reason(self) -> NoMargin | None:
        if self.revenue > 0:
            return None
        return NoMargin.NEGATIVE_REVENUE if self.revenue < 0 else NoMargin.NO_REVENUE

    @property
    def percent(self) -> Percent | None:
        return None if self.reason else Percent.part_of(self.amount, self.revenue)

    @property
    def quotient(self) -> Decimal | None:
        """Amount ÷ revenue without the guard, as other systems print it: 1.5 for a loss of 120 on a revenue of −80."""
        return EXACT.divide(self.amount, self.revenue) if self.revenue else None


def margin(sales: Iterable[Sale]) -> Margin:
    revenue = cost = ZERO
    for sale in sales:
        revenue = EXACT.add(revenue, EXACT.multiply(sale.quantity, sale.price))
        cost = EXACT.add(cost, EXACT.multiply(sale.quantity, sale.cost))
    return Margin(revenue=revenue, cost=cost)
