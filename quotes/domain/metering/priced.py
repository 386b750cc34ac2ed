"""What a price is for: one meter, one of its tiers or all of them, and how many of its units one price buys."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.counting import payable
from quotes.domain.metering.meter import Meter
from quotes.domain.metering.rounding import Measured
from quotes.domain.metering.usage import Usage
from quotes.domain.pricing.charges import RatioPackage

# What a quote's quantity has.
QUANTITY_PLACES = 6


@dataclass(frozen=True, kw_only=True)
class Metered:
    """`tier` is empty where the price holds for all that the meter counts; `per` is 1,000 for a price per thousand."""

    meter: Meter
    tier: str = ""
    per: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        names = self.meter.tiers.names if self.meter.tiers and not self.meter.weights else ()
        if self.tier and self.tier not in names:
            raise Refusal("The meter has no tier %(tier)s.", field="tier", tier=self.tier)
        if not self.per.is_finite() or self.per <= 0:
            raise Refusal("A price is for a number of units above zero.", field="per")

    def parts(self, usage: Usage) -> tuple[Measured, ...]:
        """What the price is charged on, by tier."""
        return tuple(one for one in payable(self.meter, usage) if self.tier in {"", one.bucket})

    def quantity(self, usage: Usage, package: RatioPackage | None = None) -> Decimal:
        """How often the price is charged for this usage.

        A package of weighted units is charged for standard ones, each tier by its weight; refuses a tier without one.
        """
        used = {one.bucket: one.quantity for one in self.parts(usage)}
        return self.priced(sum(used.values(), ZERO) if package is None else package.standard(used))

    def priced(self, billed: Decimal) -> Decimal:
        """How often the price is charged for so many billed units, half up to six decimals."""
        return round_to(EXACT.divide(billed, self.per), QUANTITY_PLACES)


def uncovered(prices: Sequence[Metered], usage: Usage) -> tuple[str, ...]:
    """Tiers in which something was used and for which none of the prices is: it would go unbilled."""
    found: dict[str, None] = {}
    for meter in dict.fromkeys(price.meter for price in prices):
        priced = {price.tier for price in prices if price.meter == meter}
        if "" not in priced:
            used = (one.bucket for one in payable(meter, usage) if one.quantity)
            found |= dict.fromkeys(tier for tier in used if tier not in priced)
    return tuple(found)
