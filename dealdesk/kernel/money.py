"""Amounts of money that cannot be mixed up, and the one way numbers are rounded."""

import decimal
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Self

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word

# Wide enough for any product of stored columns to be exact, and for a quotient's ties to be true ties.
EXACT = decimal.Context(prec=80, rounding=decimal.ROUND_HALF_EVEN)

# Further down no product of stored columns has a say, only what a division by EXACT left behind.
TELLING_PLACES = 50
FIFTIETH = Decimal(1).scaleb(-TELLING_PLACES)
# Room for fifty decimals behind the largest number a line can come to.
ROOMY = decimal.Context(prec=200, rounding=decimal.ROUND_HALF_EVEN)

ZERO = Decimal(0)


class Rounding(Word):
    """How a number between two steps is settled; `up` and `down` mean away from and towards zero."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even", "Half to even"
    UP = "up", "Always up"
    DOWN = "down", "Always down"


MODES: dict[Rounding, str] = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.UP: decimal.ROUND_UP,
    Rounding.DOWN: decimal.ROUND_DOWN,
}


def round_to(value: Decimal, places: int, mode: Rounding = Rounding.HALF_UP) -> Decimal:
    """The value with exactly `places` decimals; negative numbers mirror positive ones. Refuses what is not finite."""
    if not value.is_finite():
        raise Refusal("This is not a number.")
    rounded = value.quantize(_unit(places), MODES[mode], EXACT)
    # A negative amount that rounds away leaves a plain zero, not a negative one.
    return rounded if rounded else abs(rounded)


def without_remnant(value: Decimal) -> Decimal:
    """The value to fifty decimals, half to even: what is beyond is what a division to 80 digits left, and nothing."""
    return value.quantize(FIFTIETH, context=ROOMY)


@cache
def _unit(places: int) -> Decimal:
    """Made once: numbers are rounded more often than anything else is done to them."""
    return Decimal(1).scaleb(-places)


@dataclass(frozen=True)
class Money:
    """An amount in one currency, exact. Two currencies are never added, compared or subtracted."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError("money is made of Decimal, never of a binary fraction")
        if not self.amount.is_finite():
            raise Refusal("This is not an amount of money.", field="amount")
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            raise Refusal("A currency is written with three capital letters, such as CNY.", field="currency")

    def __add__(self, other: Self) -> Self:
        return type(self)(EXACT.add(self.amount, self._same(other)), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(EXACT.subtract(self.amount, self._same(other)), self.currency)

    def __neg__(self) -> Self:
        return type(self)(EXACT.minus(self.amount), self.currency)

    def __mul__(self, factor: Decimal | int) -> Self:
        if not isinstance(factor, Decimal | int):
            raise TypeError("money is multiplied by Decimal or int, never by a binary fraction")
        return type(self)(EXACT.multiply(self.amount, Decimal(factor)), self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def rounded(self, places: int = 2, mode: Rounding = Rounding.HALF_UP) -> Self:
        return type(self)(round_to(self.amount, places, mode), self.currency)

    def _same(self, other: Self) -> Decimal:
        if other.currency != self.currency:
            raise Refusal(
                "%(one)s and %(other)s cannot be put together: convert one of them first.",
                one=self.currency,
                other=other.currency,
                field="currency",
            )
        return other.amount
