"""Prices that know no tiers: a fee, a price per unit, and a customer's own price beside the list."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from quotes.domain.pricing.charges import checks
from quotes.domain.pricing.charges.parts import Charge, Charged, ChargeKind, Part, exactly, used


@dataclass(frozen=True, kw_only=True)
class Flat:
    """One fee, whatever the quantity; owed for a quantity of zero too."""

    kind: ClassVar[ChargeKind] = ChargeKind.FLAT
    amount: Decimal

    def __post_init__(self) -> None:
        checks.price(self.amount, "Flat fee", "amount")

    def of(self, quantity: Decimal) -> Charged:
        used(quantity)
        return Charged.of_parts(Part(label="Flat fee", amount=self.amount))


@dataclass(frozen=True, kw_only=True)
class PerUnit:
    """Quantity × unit price; fractions of a unit count as such."""

    kind: ClassVar[ChargeKind] = ChargeKind.PER_UNIT
    unit: Decimal

    def __post_init__(self) -> None:
        checks.price(self.unit, "Unit price", "unit")

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        units = used(quantity)
        return Charged.of_parts(Part(label="Units", quantity=units, unit=self.unit, amount=units * self.unit))


@dataclass(frozen=True, kw_only=True)
class Contracted:
    """A price agreed with one customer, which goes before the list; the list stays beside it for comparison.

    Salesforce CPQ calls it a contracted price: the list's own schedules no longer apply.
    """

    kind: ClassVar[ChargeKind] = ChargeKind.CONTRACTED
    price: Charge
    list: Charge

    def of(self, quantity: Decimal) -> Charged:
        return self.price.of(quantity)

    @exactly
    def saving(self, quantity: Decimal) -> Decimal:
        """How far the agreed price is below the list for this quantity, exact; negative where it is above."""
        return self.list.of(quantity).amount - self.price.of(quantity).amount
