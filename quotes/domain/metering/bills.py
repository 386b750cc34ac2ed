"""A bill: quantities times prices per so many units, rounded where the vendor rounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dealdesk.kernel.money import EXACT, Rounding, round_to
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.metering.rounding import Measured


class Scope(Word):
    NONE = "none", "Not rounded"
    LINE = "line", "Line by line"
    TOTAL = "total", "On the total"


@dataclass(frozen=True, kw_only=True)
class BillRounding:
    """Which amounts the total is made of: exact ones, lines rounded first, or exact ones rounded once at the end."""

    scope: Scope = Scope.LINE
    mode: Rounding = Rounding.HALF_UP
    places: int = 2

    def settle(self, value: Decimal) -> Decimal:
        return value if self.scope is Scope.NONE else round_to(value, self.places, self.mode)


@dataclass(frozen=True, kw_only=True)
class Price:
    """So much money for `per` units."""

    amount: Decimal
    per: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        if not self.per.is_finite() or self.per <= 0:
            raise Refusal("A price is for a number of units above zero.", field="per")


@dataclass(frozen=True, kw_only=True)
class Charge:
    item: str
    quantity: Decimal
    price: Price

    @property
    def exact(self) -> Fraction:
        """Not yet a decimal, so that a sum of thirds is whole again."""
        return Fraction(self.quantity) * Fraction(self.price.amount) / Fraction(self.price.per)


@dataclass(frozen=True, kw_only=True)
class BillLine:
    """`amount` is what the bill prints; the total adds these up only where lines are rounded."""

    item: str
    quantity: Decimal
    price: Price
    exact: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Bill:
    lines: tuple[BillLine, ...]
    total: Decimal


def charged(measured: Iterable[Measured], prices: Mapping[str, Price]) -> list[Charge]:
    """One charge a bucket; refuses a bucket that was used and has no price."""
    found = []
    for one in measured:
        if one.bucket not in prices:
            raise Refusal("There is no price for %(item)s: add it to the price book first.", item=one.bucket)
        found.append(Charge(item=one.bucket, quantity=one.quantity, price=prices[one.bucket]))
    return found


def bill(charges: Iterable[Charge], rounding: BillRounding) -> Bill:
    """The bill of these charges in one currency; amounts below zero are credits and mirror positive ones."""
    given = tuple(charges)
    lines = tuple(
        BillLine(
            item=one.item,
            quantity=one.quantity,
            price=one.price,
            exact=decimal(one.exact),
            amount=rounding.settle(decimal(one.exact)),
        )
        for one in given
    )
    if rounding.scope is Scope.LINE:
        return Bill(lines=lines, total=sum((line.amount for line in lines), Decimal(0)))
    return Bill(lines=lines, total=rounding.settle(decimal(sum((one.exact for one in given), Fraction(0)))))


def decimal(value: Fraction) -> Decimal:
    """To 80 significant digits."""
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
