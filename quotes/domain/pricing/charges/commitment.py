"""What is promised in advance: units that are paid whether used or not, and an amount that use is topped up to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from dealdesk.kernel.formats import quantity as written
from dealdesk.kernel.money import ZERO, Rounding, round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import checks
from quotes.domain.pricing.charges.parts import Charge, Charged, ChargeKind, Part, exactly, used


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """`fee` buys `included` units, used or not; each unit beyond them costs `overage`."""

    kind: ClassVar[ChargeKind] = ChargeKind.COMMITMENT
    included: Decimal
    fee: Decimal
    overage: Decimal

    def __post_init__(self) -> None:
        checks.count(self.included, "Included units", "included")
        checks.price(self.fee, "Fee", "fee")
        checks.price(self.overage, "Overage price", "overage")

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        beyond = max(ZERO, used(quantity) - self.included)
        fee = Part(label="Commitment of %(units)s units", params={"units": written(self.included)}, amount=self.fee)
        if not beyond:
            return Charged.of_parts(fee)
        return Charged.of_parts(
            fee, Part(label="Overage", quantity=beyond, unit=self.overage, amount=beyond * self.overage)
        )


@dataclass(frozen=True, kw_only=True)
class CommittedSpend:
    """Use at its own price, topped up to the committed amount where it falls short."""

    kind: ClassVar[ChargeKind] = ChargeKind.COMMITTED_SPEND
    commitment: Decimal
    usage: Charge

    def __post_init__(self) -> None:
        checks.price(self.commitment, "Committed amount", "commitment")

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        usage = self.usage.of(quantity)
        short = self.commitment - usage.amount
        if short <= 0:
            return usage
        return Charged.of_parts(*usage.parts, Part(label="Top-up to the committed amount", amount=short))


@exactly
def true_up(
    minimum: Decimal,
    used_for: Decimal,
    *,
    days: int,
    period_days: int,
    places: int = 2,
    mode: Rounding = Rounding.HALF_UP,
) -> Decimal:
    """What is missing to a minimum that is owed for some days of its period; zero where nothing is.

    The prorated minimum is rounded before what was used is taken off it (Lago); `used_for` is money.
    """
    if not 0 <= days <= period_days or not period_days:
        raise Refusal("The days used must be within the period.", field="days")
    return max(ZERO, round_to(minimum * days / period_days, places, mode) - used_for)
