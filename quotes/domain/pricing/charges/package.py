"""Packages: a price for every pack that is begun."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

from dealdesk.kernel.formats import quantity as written
from dealdesk.kernel.money import ZERO
from quotes.domain.pricing.charges import checks
from quotes.domain.pricing.charges.parts import Charged, ChargeKind, Part, exactly, used


@dataclass(frozen=True, kw_only=True)
class Package:
    """Packs of `size` units at `price` each; a pack begun is a pack owed, after `free` units that cost nothing.

    Nothing used is no pack (OpenMeter, Lago), unless `at_least_one` (Chargebee).
    """

    kind: ClassVar[ChargeKind] = ChargeKind.PACKAGE
    size: Decimal
    price: Decimal
    free: Decimal = ZERO
    at_least_one: bool = False

    def __post_init__(self) -> None:
        checks.size(self.size, "Units in a package", "size")
        checks.price(self.price, "Price of a package", "price")
        checks.count(self.free, "Free units", "free")

    def packs(self, quantity: Decimal) -> int:
        """How many packs a quantity takes."""
        return max(started(used(quantity), self.size, self.free), int(self.at_least_one))

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        packs = Decimal(self.packs(quantity))
        params = {"size": written(self.size)}
        return Charged.of_parts(
            Part(
                label="Packages of %(size)s", params=params, quantity=packs, unit=self.price, amount=packs * self.price
            )
        )


@exactly
def started(quantity: Decimal, size: Decimal, free: Decimal = ZERO) -> int:
    """How many packs of a size are begun by a quantity, after some units that are free."""
    return int((max(ZERO, quantity - free) / size).to_integral_value(ROUND_CEILING))
