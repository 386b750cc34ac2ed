"""An offer's cost on its lines, by a stated rule, adding up to the cent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.currencies import places
from dealdesk.kernel.money import ZERO
from quotes.domain.costs.floor import Costed
from quotes.domain.costs.words import CostPart
from quotes.domain.pricing.allocate import allocate
from quotes.domain.pricing.amounts import PricedOffer
from quotes.domain.pricing.margin import Margin


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """A line in the total as far as it bears cost: its product, its list price and its revenue before VAT."""

    position: int
    code: str
    listed: Decimal
    revenue: Decimal


@dataclass(frozen=True, kw_only=True)
class LineCost:
    """What of the offer's cost one line bears, and the revenue before VAT that pays it.

    `target` is the line's part of the offer's: the revenue before VAT that leaves the margin aimed at on this line too.
    """

    position: int
    cost: Decimal
    revenue: Decimal
    target: Decimal | None = None

    @property
    def margin(self) -> Margin:
        return Margin(revenue=self.revenue, cost=self.cost)


def bearers(priced: PricedOffer) -> tuple[Bearer, ...]:
    return tuple(
        Bearer(position=line.position, code=line.terms.product_code, listed=line.list_total, revenue=line.net)
        for line in priced.lines
    )


def line_costs(
    found: Costed, lines: Sequence[Bearer], carried_by: Mapping[CostPart, Sequence[str]]
) -> tuple[LineCost, ...]:
    """Each part goes to the lines of the products that carry it, where the offer has such lines, else to all lines in
    the total; among them in proportion to list price, so that a discount lowers its own line's margin and no other's.
    A share of the revenue goes where the revenue is. Cents left over go to the largest remainders.

    The offer's target goes where its parts went, for it is the same multiple of every line's: targets add up to it."""
    decimals = places(found.currency)
    costs = [ZERO] * len(lines)
    for part, amount in found.parts:
        named = [i for i, line in enumerate(lines) if line.code in carried_by.get(part, ())]
        bearing = named or range(len(lines))
        weights = [max(lines[i].listed, ZERO) for i in bearing]
        for i, share in zip(bearing, allocate(amount, weights, decimals), strict=True):
            costs[i] += share
    revenues = [max(line.revenue, ZERO) for line in lines]
    shares = allocate(found.share_of(sum((line.revenue for line in lines), ZERO)), revenues, decimals)
    targets = [None] * len(lines) if found.target is None else allocate(found.target, costs, decimals)
    return tuple(
        LineCost(position=line.position, cost=cost + share, revenue=line.revenue, target=target)
        for line, cost, share, target in zip(lines, costs, shares, targets, strict=True)
    )
