"""What stands behind one offer: from the usage and the unit costs it was weighed with to cost, floor and margins."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Blocker
from quotes.domain.costs.floor import Costed, Term, costed
from quotes.domain.costs.model import CostTerms, unsold
from quotes.domain.costs.need import Need
from quotes.domain.costs.reckon import Reckoned, reckon
from quotes.domain.costs.spread import Bearer, LineCost, line_costs
from quotes.domain.costs.words import PARTS, CostRule
from quotes.domain.pricing.amounts import PricedLine
from quotes.domain.pricing.charges import Prorated
from quotes.domain.pricing.margin import Margin
from quotes.domain.pricing.terms import LineTerms


@dataclass(frozen=True, kw_only=True)
class CostInputs:
    """All that an offer's cost follows from. `needs` are of every served month; `sold` are units by product code, of
    the whole paid term. `names_unsold` is the rule of `reckon` that what was kept earlier did not know."""

    terms: CostTerms
    needs: tuple[Need, ...]
    term: Term
    currency: str
    sold: Mapping[str, Decimal]
    lines: tuple[Bearer, ...]
    names_unsold: bool = True


@dataclass(frozen=True, kw_only=True)
class OfferCost:
    """The cost of the whole term, what it asks of the price, and what each line bears of it."""

    reckoned: Reckoned
    costed: Costed
    lines: tuple[LineCost, ...]

    @property
    def revenue(self) -> Decimal:
        """Before VAT."""
        return sum((line.revenue for line in self.lines), ZERO)

    @property
    def margin(self) -> Margin | None:
        """None while there are gaps: what is known is not a cost."""
        return self.costed.margin_at(self.revenue) if self.reckoned.is_complete else None


def offer_cost(inputs: CostInputs) -> OfferCost:
    """What is sold by the unit is used evenly over the paid months, and as much again in each free one."""
    term = inputs.term
    a_month = {code: EXACT.divide(quantity, Decimal(term.months)) for code, quantity in inputs.sold.items()}
    found = reckon(
        inputs.terms,
        inputs.needs,
        months=term.served,
        currency=inputs.currency,
        sold=a_month,
        names_unsold=inputs.names_unsold,
    )
    one = costed(found, inputs.terms)
    return OfferCost(reckoned=found, costed=one, lines=line_costs(one, inputs.lines, inputs.terms.carried_by))


def sold_of(lines: Iterable[PricedLine]) -> dict[str, Decimal]:
    """Units in the total by product code; a price model charged for twelve periods sells its quantity in each."""
    sold: dict[str, Decimal] = {}
    for line in lines:
        if code := line.terms.product_code:
            sold[code] = EXACT.add(sold.get(code, ZERO), _units(line.terms))
    return sold


def _units(line: LineTerms) -> Decimal:
    if not isinstance(line.charge, Prorated):
        return line.quantity
    return EXACT.divide(EXACT.multiply(line.quantity, Decimal(line.charge.part)), Decimal(line.charge.whole))


def unsold_instead(terms: CostTerms, gone: Collection[str], sells: Collection[str]) -> tuple[Blocker, ...]:
    """What nobody can know once lines of the products `gone` give way to lines that sell `sells`: a part that follows
    units of the former has no units to follow, though as much is used."""
    found = []
    for part in PARTS:
        products = {row.product for row in terms.rows if row.part is part and row.rule is CostRule.UNIT_SOLD}
        lost = sorted(products.intersection(gone))
        if lost and products.isdisjoint(sells):
            found.append(unsold(part, lost))
    return tuple(found)
