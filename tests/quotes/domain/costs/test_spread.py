from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.costs.floor import Costed
from quotes.domain.costs.spread import Bearer, line_costs
from quotes.domain.costs.words import CostPart

D = Decimal


def costed(*parts: tuple[CostPart, str], share: str = "0") -> Costed:
    told = tuple((part, D(amount)) for part, amount in parts)
    fixed = sum((amount for _part, amount in told), D(0))
    return Costed(currency="CNY", parts=told, fixed=fixed, revenue_share=D(share), floor=None, target=None)


LINES = (
    Bearer(position=1, code="RTC-HD", listed=D(600), revenue=D(500)),
    Bearer(position=2, code="REC-MIX", listed=D(300), revenue=D(250)),
    Bearer(position=3, code="", listed=D(100), revenue=D(100)),
)


def shares(found: Costed, **carried: str) -> list[Decimal]:
    by = {CostPart(part): codes.split() for part, codes in carried.items()}
    return [line.cost for line in line_costs(found, LINES, by)]


def test_a_part_is_borne_in_proportion_to_list_price() -> None:
    assert shares(costed((CostPart.BANDWIDTH, "100"))) == [60, 30, 10]


def test_a_part_goes_to_the_lines_that_carry_it() -> None:
    found = costed((CostPart.BANDWIDTH, "100"), (CostPart.RECORDING, "9"))
    assert shares(found, recording="REC-MIX", bandwidth="RTC-HD") == [100, 9, 0]


def test_where_no_line_carries_it_all_do() -> None:
    assert shares(costed((CostPart.RECORDING, "10")), recording="REC-ONE") == [6, 3, 1]


def test_a_share_of_the_revenue_goes_where_the_revenue_is() -> None:
    assert shares(costed(share="10")) == [50, 25, 10]


def test_a_line_given_away_bears_cost_and_has_no_percentage() -> None:
    free = [Bearer(position=1, code="", listed=D(100), revenue=D(0))]
    (line,) = line_costs(costed((CostPart.SUPPORT, "7")), free, {})
    assert (line.cost, line.margin.amount, line.margin.percent) == (7, -7, None)


LINE = st.builds(
    Bearer,
    position=st.integers(1, 9),
    code=st.sampled_from(["A", "B", ""]),
    listed=st.decimals(0, 10**6, places=2),
    revenue=st.decimals(-100, 10**6, places=2),
)


@given(
    lines=st.lists(LINE, min_size=1, max_size=6),
    amounts=st.lists(st.decimals(0, 10**7, places=2), min_size=2, max_size=2),
    share=st.decimals(0, 60, places=2),
)
def test_the_lines_add_up_to_the_offers_cost(lines: list[Bearer], amounts: list[Decimal], share: Decimal) -> None:
    parts = tuple(zip((CostPart.BANDWIDTH, CostPart.RECORDING), amounts, strict=True))
    found = Costed(
        currency="CNY", parts=parts, fixed=sum(amounts), revenue_share=share, floor=None, target=None
    )  # fmt: skip
    revenue = sum(line.revenue for line in lines)
    told = line_costs(found, lines, {CostPart.RECORDING: ("B",)})
    assert sum(line.cost for line in told) == found.cost_at(revenue)
