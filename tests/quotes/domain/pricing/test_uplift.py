"""The same offer at a higher price."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from quotes.domain.pricing.discounts import HeaderDiscount, Step
from quotes.domain.pricing.roles import Column
from quotes.domain.pricing.uplift import raised, raised_columns, raised_header


def left(header: HeaderDiscount | None, items: D) -> D:
    """What is to be paid of the items."""
    if header is None:
        return items
    return items - header.amount if header.amount is not None else items * header.factor()


points = st.decimals(0, 30, places=2)
amounts = st.decimals(1, 10**7, places=2)


@given(uplift=points, items=amounts, off=st.decimals(0, 60, places=2))
def test_steps_gain_one_that_puts_exactly_the_uplift_on(uplift: D, items: D, off: D) -> None:
    before = HeaderDiscount(steps=(Step(name="年付", percent=off),))
    after = raised_header(before, items, Percent(uplift), "续约")
    assert left(after, items) == left(before, items) * (1 + uplift / 100)


@given(uplift=points, items=amounts, share=st.integers(0, 90))
def test_an_amount_off_shrinks_to_the_cent_and_becomes_a_step_where_nothing_is_left(
    uplift: D, items: D, share: int
) -> None:
    amount = (items * share / 100).quantize(D("0.01"))
    after = raised_header(HeaderDiscount(amount=amount), items, Percent(uplift), "续约")
    wanted = (items - amount) * (1 + uplift / 100)
    assert abs(left(after, items) - wanted) <= D("0.01")


def test_nothing_on_top_changes_nothing() -> None:
    assert raised_header(None, D(100), Percent(D(0)), "续约") is None
    assert raised(D("1000.00"), Percent(D(3))) == D("1030.00")
    columns = (Column(name="标准", bundle_price=D(100)), Column(name="高级"))
    assert [one.bundle_price for one in raised_columns(columns, Percent(D(5)))] == [D("105.00"), None]
