from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.costs.floor import Costed, Term, costed
from quotes.domain.costs.reckon import reckon
from quotes.domain.costs.words import CostPart, CostRule
from quotes.domain.pricing.margin import NoMargin
from tests.quotes.domain.costs.stated import ROWS, cost, need, terms

D = Decimal
CENT = D("0.01")


def found(term: Term | None = None, amount: str = "100", **stated: object) -> Costed:
    """A deal whose only cost is so much a month."""
    rows = (cost(CostPart.RESEARCH, CostRule.MONTH, "0"), cost(CostPart.SUPPORT, CostRule.MONTH, amount))
    told = terms(*rows, **stated)
    term = term or Term(months=12)
    needs = [need(month, monthly_95=0, monthly_peak=0, traffic=0, streams=0) for month in range(1, term.served + 1)]
    return costed(reckon(told, needs, months=term.served, currency="CNY"), told)


def test_floor_and_target_leave_the_margins_that_finance_states() -> None:
    one = found()
    # 1,200 ÷ 0.8 and ÷ 0.7.
    assert (one.fixed, one.floor, one.target) == (D("1200.00"), D("1500.00"), D("1714.29"))
    assert one.margin_at(D(1500)).percent == found().margin_at(D(1500)).percent
    assert one.margin_at(D(1500)).amount == 300


def test_free_months_cost_like_paid_ones() -> None:
    assert found(Term(months=12, free=3)).fixed == D("1500.00")


def test_a_term_has_a_month() -> None:
    with pytest.raises(Refusal):
        Term(months=0)


def test_without_the_margins_or_with_a_gap_no_floor_is_claimed() -> None:
    assert (found(minimum=None, target=None).floor, found(minimum=None, target=None).target) == (None, None)
    told = terms(*ROWS)
    gappy = costed(reckon(told, [need(region="西北")], months=1, currency="CNY"), told)
    assert (gappy.floor, gappy.target) == (None, None)


def test_a_share_of_the_revenue_raises_the_floor() -> None:
    rows = (cost(CostPart.RESEARCH, CostRule.OF_REVENUE, "12"), cost(CostPart.SUPPORT, CostRule.MONTH, "100"))
    told = terms(*rows)
    quiet = need(monthly_95=0, monthly_peak=0, traffic=0, streams=0)
    one = costed(reckon(told, [quiet], months=1, currency="CNY"), told)
    # 100 ÷ (1 − 20 % − 12 %), up to the cent.
    assert (one.floor, one.cost_at(D(200)), one.cost_at(D(-5))) == (D("147.06"), D("124.00"), D("100.00"))


def test_a_margin_without_revenue_is_an_amount_and_no_percentage() -> None:
    nothing, owed = found().margin_at(D(0)), found().margin_at(D(-10))
    assert (nothing.amount, nothing.percent, nothing.reason) == (-1200, None, NoMargin.NO_REVENUE)
    assert (owed.percent, owed.reason) == (None, NoMargin.NEGATIVE_REVENUE)


@given(
    amount=st.decimals("0.01", 10**6, places=2),
    lowest=st.decimals(0, 90, places=2),
    months=st.integers(1, 36),
    free=st.integers(0, 6),
)
def test_the_floor_is_the_lowest_price_that_leaves_the_margin(
    amount: Decimal, lowest: Decimal, months: int, free: int
) -> None:
    one = found(Term(months=months, free=free), str(amount), minimum=lowest, target=lowest)
    assert one.floor is not None
    at, below = one.margin_at(one.floor).percent, one.margin_at(one.floor - CENT).percent
    assert at is not None
    assert at.points >= lowest
    assert below is None or below.points < lowest
    assert sum(share for _part, share in one.parts) == one.fixed
