"""Where a line's price stands: among its list price, what may be given without asking, and the floor."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.words import Word
from quotes.domain.pricing.checks import HUNDRED


class Standing(Word):
    WITHIN = "within", "Within authority"
    ASKS = "asks", "Past authority"
    BELOW = "below", "Below the floor"


# Fewer deals would tell of one of them.
FEWEST_DEALS = 5
LOWER, UPPER = Decimal("0.25"), Decimal("0.75")


@dataclass(frozen=True, kw_only=True)
class Band:
    """Where the middle half of the prices in `deals` closed deals lies: from the lower quartile to the upper."""

    low: Decimal
    high: Decimal
    deals: int


def middle_half(prices: Iterable[Decimal]) -> Band | None:
    """Of one price a deal, from the lower quartile to the upper: each is one of them, never worked out between two.
    None of fewer than five."""
    ordered = sorted(prices)
    if len(ordered) < FEWEST_DEALS:
        return None
    low, high = (ordered[int((share * len(ordered)).to_integral_value(ROUND_CEILING)) - 1] for share in (LOWER, UPPER))
    return Band(low=low, high=high, deals=len(ordered))


@dataclass(frozen=True, kw_only=True)
class Guide:
    """Unit prices of one line, in the offer's currency and tax basis. What is not known, or not for this reader, is
    None; `limit` is the largest discount, in percent points, that asks nobody; `target` leaves the margin aimed at."""

    list_price: Decimal
    ours: Decimal
    limit: Decimal | None = None
    floor: Decimal | None = None
    target: Decimal | None = None
    band: Band | None = None

    @property
    def is_cheap(self) -> bool:
        """Below three quarters of what comparable closed deals paid."""
        return self.band is not None and self.ours < self.band.low

    @property
    def authority(self) -> Decimal | None:
        """The lowest unit price within the limit, exact."""
        if self.limit is None:
            return None
        return EXACT.divide(EXACT.multiply(self.list_price, HUNDRED - self.limit), HUNDRED)

    @property
    def standing(self) -> Standing | None:
        """None where there is nothing to compare with."""
        if self.floor is not None and self.ours < self.floor:
            return Standing.BELOW
        if self.authority is None or not self.list_price:
            return None
        return Standing.WITHIN if self.ours >= self.authority else Standing.ASKS
