from dataclasses import replace
from decimal import Decimal

from quotes.domain.costs.floor import Term
from quotes.domain.costs.model import unsold
from quotes.domain.costs.need import over_term
from quotes.domain.costs.offer import CostInputs, offer_cost, sold_of, unsold_instead
from quotes.domain.costs.spread import Bearer
from quotes.domain.costs.words import CostPart, CostRule
from quotes.domain.pricing.charges import Measure, PerUnit, Prorated
from quotes.domain.pricing.engine import price
from tests.quotes.domain.costs.stated import ROWS, cost, need, terms
from tests.quotes.domain.offers import line, offer

D = Decimal
LINES = (
    Bearer(position=1, code="RTC-HD", listed=D(900_000), revenue=D(800_000)),
    Bearer(position=2, code="RLY-CDN", listed=D(100_000), revenue=D(100_000)),
)


def inputs(**changes: object) -> CostInputs:
    """A year of 4,000 Mbps, and 1,200 GB of CDN sold with it."""
    cdn = cost(CostPart.CDN, CostRule.UNIT_SOLD, "0.5", product="RLY-CDN")
    base = CostInputs(
        terms=terms(*ROWS, cdn, carried_by={CostPart.CDN: ("RLY-CDN",)}),
        needs=over_term([need()], 12),
        term=Term(months=12),
        currency="CNY",
        sold={"RLY-CDN": D(1200)},
        lines=LINES,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_cost_floor_and_margin_of_an_offer() -> None:
    found = offer_cost(inputs())
    # A month: 32,000 of bandwidth, 4,500 of servers, 18,000 of support, 50 of CDN, and a tenth of all that.
    assert found.costed.fixed == 12 * D("60005.00")
    assert (found.costed.floor, found.costed.target) == (D("900075.00"), D("1028657.15"))
    assert found.revenue == 900_000
    assert found.margin is not None
    assert found.margin.amount == D("179940.00")


def test_what_is_sold_costs_on_its_own_line_and_free_months_use_as_much() -> None:
    longer = inputs(term=Term(months=12, free=3), needs=over_term([need()], 15))
    assert offer_cost(longer).costed.fixed == 15 * D("60005.00")
    (_, cdn) = offer_cost(inputs()).lines
    # 600 of CDN by itself, and a tenth of all the other parts by list price.
    assert cdn.cost == D("600.00") + D("71946.00")


def test_with_a_gap_there_is_no_margin() -> None:
    found = offer_cost(inputs(needs=over_term([need(region="西北")], 12)))
    assert (found.margin, found.costed.floor) == (None, None)
    assert [str(gap) for gap in found.reckoned.gaps] == ["Bandwidth in 西北 has no unit cost: ask finance."]


def test_a_price_by_the_month_sells_its_quantity_in_every_month() -> None:
    by_month = Prorated(charge=PerUnit(unit=D(3)), part=12, whole=1, measure=Measure.MONTHS)
    priced = price(
        offer(
            line(1, quantity="100", product_code="RLY-CDN", charge=by_month),
            line(2, quantity="7", product_code="RLY-CDN"),
        )
    )
    assert sold_of(priced.lines) == {"RLY-CDN": D(1207)}


def test_what_follows_units_sold_is_a_gap_where_other_lines_take_the_place_of_its_products() -> None:
    by_unit = terms(*ROWS, *(cost(CostPart.CDN, CostRule.UNIT_SOLD, "1", product=code) for code in ("RLY-A", "RLY-B")))

    assert unsold_instead(by_unit, {"RLY-A", "RTC-HD"}, {""}) == (unsold(CostPart.CDN, ["RLY-A"]),)
    assert unsold_instead(by_unit, {"RLY-A"}, {"RLY-B"}) == ()
    assert unsold_instead(by_unit, {"RTC-HD"}, {""}) == ()
