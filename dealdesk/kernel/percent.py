"""Percentages that know they are points, so that 18 and 0.18 cannot be taken for each other."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from dealdesk.kernel.money import EXACT, Rounding, round_to
from dealdesk.kernel.refusals import Refusal

HUNDRED = Decimal(100)


@dataclass(frozen=True, order=True)
class Percent:
    """`Percent(Decimal(18))` is 18 %. Exact; negative points are allowed, binary fractions are not."""

    points: Decimal

    def __post_init__(self) -> None:
        if not isinstance(self.points, Decimal):
            raise TypeError("a percentage is made of Decimal, never of a binary fraction")
        if not self.points.is_finite():
            raise Refusal("This is not a percentage.", field="points")

    @classmethod
    def from_ratio(cls, ratio: Decimal) -> Self:
        """0.18 becomes 18 %."""
        return cls(EXACT.multiply(ratio, HUNDRED))

    @classmethod
    def part_of(cls, part: Decimal, whole: Decimal) -> Self:
        """What percentage of the whole a part is, to 80 significant digits; refuses a whole of zero."""
        if not whole:
            raise Refusal("A percentage of nothing says nothing.")
        return cls.from_ratio(EXACT.divide(part, whole))

    @property
    def ratio(self) -> Decimal:
        return EXACT.divide(self.points, HUNDRED)

    def of(self, amount: Decimal) -> Decimal:
        """This share of an amount, unrounded."""
        return EXACT.divide(EXACT.multiply(amount, self.points), HUNDRED)

    def off(self, amount: Decimal) -> Decimal:
        """The amount less this share of it, unrounded."""
        return EXACT.subtract(amount, self.of(amount))

    def rounded(self, places: int = 2, mode: Rounding = Rounding.HALF_UP) -> Self:
        return type(self)(round_to(self.points, places, mode))

    def __str__(self) -> str:
        return f"{self.points:f} %"
