"""From cost to price: the floor, the target, and what is left of a revenue when its cost is paid."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.currencies import places
from dealdesk.kernel.money import EXACT, ZERO, Rounding, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.costs.model import CostTerms
from quotes.domain.costs.reckon import Reckoned
from quotes.domain.costs.words import CostPart
from quotes.domain.pricing.checks import HUNDRED
from quotes.domain.pricing.margin import Margin


@dataclass(frozen=True, kw_only=True)
class Term:
    """How long an offer serves. Its total is for the paid `months`; free ones cost like paid ones."""

    months: int
    free: int = 0

    def __post_init__(self) -> None:
        if self.months < 1 or self.free < 0:
            raise Refusal("A term has at least one month.", field="term_months")

    @property
    def served(self) -> int:
        """Months in which the service runs and costs."""
        return self.months + self.free


@dataclass(frozen=True, kw_only=True)
class Costed:
    """What stands behind one offer's total, in its currency and before VAT.

    `parts` add up to `fixed`. `floor` is the lowest revenue that leaves the lowest margin, `target` the one that leaves
    the margin aimed at.
    """

    currency: str
    parts: tuple[tuple[CostPart, Decimal], ...]
    fixed: Decimal
    revenue_share: Decimal
    floor: Decimal | None
    target: Decimal | None

    def cost_at(self, revenue: Decimal) -> Decimal:
        """The cost of an offer at a revenue: a share of the revenue, half up to the cent, comes on top."""
        return self.fixed + self.share_of(revenue)

    def share_of(self, revenue: Decimal) -> Decimal:
        """What the parts that are a share of the revenue come to; of none or less they take nothing."""
        return round_to(Percent(self.revenue_share).of(max(revenue, ZERO)), places(self.currency))

    def margin_at(self, revenue: Decimal) -> Margin:
        return Margin(revenue=revenue, cost=self.cost_at(revenue))


def costed(reckoned: Reckoned, terms: CostTerms) -> Costed:
    """Floor = cost ÷ (1 − lowest margin − share of the revenue), rounded up to the cent, and the target likewise."""
    decimals, complete = places(reckoned.currency), reckoned.is_complete
    return Costed(
        currency=reckoned.currency,
        parts=tuple(reckoned.parts.items()),
        fixed=reckoned.total,
        revenue_share=reckoned.revenue_share,
        floor=_price(reckoned.total, terms.minimum, reckoned.revenue_share, decimals) if complete else None,
        target=_price(reckoned.total, terms.target, reckoned.revenue_share, decimals) if complete else None,
    )


def _price(cost: Decimal, margin: Decimal | None, share: Decimal, decimals: int) -> Decimal | None:
    """The lowest revenue in whole cents that pays the cost and leaves the margin; None where no revenue would."""
    left = HUNDRED - (margin or ZERO) - share
    if margin is None or left <= 0:
        return None
    return round_to(EXACT.divide(EXACT.multiply(cost, HUNDRED), left), decimals, Rounding.UP)
