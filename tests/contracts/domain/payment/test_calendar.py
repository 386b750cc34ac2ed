"""The months of a contract in money."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.payment.calendar import CashMonth, Coming, by_month, coming, deepest, value_on
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms

BEGINS = date(2026, 12, 15)


def test_quarters_in_arrears_come_after_each_quarter_and_the_credit() -> None:
    terms = PaymentTerms(plan=PaymentPlan.QUARTERLY_ARREARS, prepay_percent=D(20), credit_days=30)
    found = coming(terms, gross=D("100.01"), months=6, begins=BEGINS)
    assert found == (
        Coming(day=BEGINS, amount=D("20.00")),
        Coming(day=date(2027, 4, 14), amount=D("40.01")),
        Coming(day=date(2027, 7, 15), amount=D("40.00")),
    )


def test_the_months_say_how_deep_we_are_in_it() -> None:
    dues = [Coming(day=date(2027, 3, 1), amount=D(106))]
    months = by_month(dues, [D(30), D(30)], begins=BEGINS, untaxed=D(1) / D("1.06"))
    assert [(one.first.month, one.paid, one.earned, one.spent, one.standing) for one in months] == [
        (12, 0, 0, 30, -30),
        (1, 0, 0, 30, -60),
        (2, 0, 0, 0, -60),
        (3, 106, 100, 0, 40),
    ]
    assert deepest(months) == months[1]


def test_whoever_knows_no_cost_sees_what_came_in() -> None:
    months = by_month([Coming(day=BEGINS, amount=D(10))], None, begins=BEGINS, untaxed=D(1))
    assert months == (CashMonth(first=date(2026, 12, 1), paid=D(10), earned=D(10), spent=None, standing=D(10)),)
    assert deepest(months) is None


def test_milestones_are_refused() -> None:
    with pytest.raises(Refusal):
        coming(PaymentTerms(plan=PaymentPlan.MILESTONES), gross=D(1), months=12, begins=BEGINS)


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 20))
def test_the_later_it_comes_the_less_it_is_worth(days: int, more: int, points: int) -> None:
    rate = Percent(D(points))
    sooner, later = (
        value_on(BEGINS, [Coming(day=date.fromordinal(BEGINS.toordinal() + one), amount=D(100))], rate)
        for one in (days, days + more)
    )
    assert later < sooner or (not points and later == sooner == 100)


def test_half_a_year_later_is_two_point_eight_points_less() -> None:
    dues = [Coming(day=date.fromordinal(BEGINS.toordinal() + 180), amount=D(1_000_000))]
    assert round(1_000_000 - value_on(BEGINS, dues, Percent(D(6))), 2) == D("28326.42")
