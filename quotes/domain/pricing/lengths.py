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


def asked_for(amount: Decimal | None, months: int | None, of: Total) -> Total | None:
    """What somebody asks `of` an offer: for the months they said, or else for as many as it has. None where no amount
    was named; refuses less than one month."""
    return None if amount is None else Total(amount, of.months if months is None else months)


@dataclass(frozen=True, kw_only=True)
class Length:
    """How long a price is for: `term` months are paid, `free` ones come on top. `grows` says whether the quantity it is
    divided by is for all of the term (months, minutes, years of a stream), or stands in every month of it (streams)."""

    term: int
    free: int
    grows: bool

    def basis(self, amount: Decimal) -> Decimal:
        """An amount for all of it, brought to what offers of any length share: a month of service, or, where the
        quantity grows, a quantity for the free months too. Exact, or to 80 digits."""
        paid = self.term if self.grows else 1
        return EXACT.divide(EXACT.multiply(amount, Decimal(paid)), Decimal(self.term + self.free))

    def whole(self, price: Decimal) -> Decimal:
        """What such a price makes of all of this length: the other way round."""
        paid = self.term if self.grows else 1
        return EXACT.divide(EXACT.multiply(price, Decimal(self.term + self.free)), Decimal(paid))


def common_months(totals: Sequence[Total]) -> int:
    """For how many months several totals are told so that none of them is rounded: their own, where they are for the
    same, else the least common multiple. 840 for 12 and 840 for 24 are 1,680 and 840 for 24: a concession of half."""
    return lcm(*{total.months for total in totals})


def is_mixed(totals: Sequence[Total]) -> bool:
    """Whether they are for different lengths, so that their amounts cannot be set against each other as they are."""
    return len({total.months for total in totals}) > 1
