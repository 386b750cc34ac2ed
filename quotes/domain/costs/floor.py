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
from quotes.domain.pricing.allocate import allocate
from quotes.domain.pricing.checks import HUNDRED
from quotes.domain.pricing.margin import Margin

YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Term:
    """How long an offer serves, and how many of its paid months its total pays for.

    Free months cost like paid ones. `paid_for` is the whole term, or the 12 months of a yearly price.
    """

    months: int
    free: int = 0
    yearly: bool = False

    def __post_init__(self) -> None:
        if self.months < 1 or self.free < 0:
            raise Refusal("A term has at least one month.", field="term_months")

    @property
    def served(self) -> int:
        """Months in which the service runs and costs."""
        return self.months + self.free

    @property
    def paid_for(self) -> int:
        return min(YEAR, self.months) if self.yearly else self.months


@dataclass(frozen=True, kw_only=True)
class Costed:
    """What stands behind one offer's total, in its currency and before VAT; None where the cost has gaps.

    `parts` are this total's part of each cost over the term, adding up to `fixed`. `floor` is the lowest revenue that
    leaves the lowest margin, `target` the one that leaves the margin aimed at.
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


def costed(reckoned: Reckoned, terms: CostTerms, term: Term) -> Costed:
    """The term's cost brought to what one total pays for: × paid-for months ÷ paid months, half up to the cent, its
    parts by largest remainder. Floor = cost ÷ (1 − lowest margin − share of the revenue), rounded up, target likewise.
    """
    decimals = places(reckoned.currency)
    known = tuple(reckoned.parts.items())
    whole = EXACT.divide(EXACT.multiply(reckoned.total, Decimal(term.paid_for)), Decimal(term.months))
    fixed = round_to(whole, decimals)
    shares = allocate(fixed, [amount for _part, amount in known], decimals)
    complete = reckoned.is_complete
    return Costed(
        currency=reckoned.currency,
        parts=tuple((part, share) for (part, _amount), share in zip(known, shares, strict=True)),
        fixed=fixed,
        revenue_share=reckoned.revenue_share,
        floor=_price(fixed, terms.minimum, reckoned.revenue_share, decimals) if complete else None,
        target=_price(fixed, terms.target, reckoned.revenue_share, decimals) if complete else None,
    )


def _price(cost: Decimal, margin: Decimal | None, share: Decimal, decimals: int) -> Decimal | None:
    """The lowest revenue in whole cents that pays the cost and leaves the margin; None where no revenue would."""
    left = HUNDRED - (margin or ZERO) - share
    if margin is None or left <= 0:
        return None
    return round_to(EXACT.divide(EXACT.multiply(cost, HUNDRED), left), decimals, Rounding.UP)
