"""The outside view: what our own closed deals came to beside what was first quoted, and how much it weighs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT
from stakeholders.domain.budgets.distributions import (
    HALF,
    NINE_TENTHS,
    TENTH,
    Distribution,
    Mixture,
    Spread,
    log_normal,
)
from stakeholders.domain.budgets.intervals import linear_quantile

# Fewer closed deals than this are no class to refer to; so many also weigh as much as all signals together.
FEWEST_DEALS = 8


@dataclass(frozen=True, kw_only=True)
class ReferenceClass:
    """Ratios of closed deals, realised to first quoted; `ratios` is None where there are not enough of them."""

    deals: int
    ratios: Spread | None

    @property
    def weight(self) -> Decimal:
        """n / (n + 8), to 80 digits; nothing where there are not enough."""
        return EXACT.divide(Decimal(self.deals), Decimal(self.deals + FEWEST_DEALS)) if self.ratios else Decimal(0)

    def of(self, price: Decimal) -> Spread | None:
        """The same as amounts, for what is quoted at this price; exact."""
        if self.ratios is None:
            return None
        low, middle, high = (
            EXACT.multiply(ratio, price) for ratio in (self.ratios.p10, self.ratios.p50, self.ratios.p90)
        )
        return Spread(p10=low, p50=middle, p90=high)


def reference_class(ratios: Sequence[Decimal]) -> ReferenceClass:
    """Empirical P10, P50 and P90 of the ratios, on straight lines between them, exact. Source: Flyvbjerg 2006."""
    deals = len(ratios)
    if deals < FEWEST_DEALS:
        return ReferenceClass(deals=deals, ratios=None)
    low, middle, high = (linear_quantile(ratios, share) for share in (TENTH, HALF, NINE_TENTHS))
    return ReferenceClass(deals=deals, ratios=Spread(p10=low, p50=middle, p90=high))


def blended(inside: Distribution, seen: ReferenceClass, price: Decimal) -> Distribution:
    """The signals and the outside view as one pool, the outside view with n / (n + 8) of the weight; the signals alone
    where there are not enough deals, or all of them came to the same."""
    outside = seen.of(price)
    if outside is None or outside.p10 == outside.p90:
        return inside
    other = log_normal(outside.p10, outside.p90)
    return Mixture(((EXACT.subtract(Decimal(1), seen.weight), inside), (seen.weight, other)))
