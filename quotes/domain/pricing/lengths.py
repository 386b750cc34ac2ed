"""Prices of different lengths on one basis: what a month of service comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import lcm

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal


@dataclass(frozen=True)
class Total:
    """An amount for all of so many months of service, the free ones among them. Refuses less than one month."""

    amount: Decimal
    months: int

    def __post_init__(self) -> None:
        if self.months < 1:
            raise Refusal("A price is for at least one month of service.", field="months")

    def over(self, months: int) -> Decimal:
        """What it comes to for so many months at the same price a month: exact for a multiple of its own, else to 80
        digits."""
        if months == self.months:
            return self.amount
        return EXACT.divide(EXACT.multiply(self.amount, Decimal(months)), Decimal(self.months))


def common_months(totals: Sequence[Total]) -> int:
    """For how many months several totals are told so that none of them is rounded: their own, where they are for the
    same, else the least common multiple. 840 for 12 and 840 for 24 are 1,680 and 840 for 24: a concession of half."""
    return lcm(*{total.months for total in totals})


def is_mixed(totals: Sequence[Total]) -> bool:
    """Whether they are for different lengths, so that their amounts cannot be set against each other as they are."""
    return len({total.months for total in totals}) > 1
