from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.steps import spread

ENDS = [Decimal(100), Decimal(500), None]
amounts = st.integers(0, 2000).map(Decimal)


def test_a_quantity_fills_the_steps_from_the_bottom() -> None:
    assert spread(Decimal(600), ENDS) == [100, 400, 100]
    assert spread(Decimal(100), ENDS) == [100, 0, 0]
    assert spread(Decimal(101), ENDS) == [100, 1, 0]


def test_what_was_used_before_has_filled_its_steps_already() -> None:
    assert spread(Decimal(90), [Decimal(10_240), None], Decimal(10_200)) == [40, 50]


def test_a_closed_last_step_refuses_more() -> None:
    with pytest.raises(Refusal) as refused:
        spread(Decimal(501), ENDS[:2])
    assert refused.value.field == "quantity"


@pytest.mark.parametrize("ends", [[Decimal(5), Decimal(5)], [None, Decimal(5)], [Decimal(0)], []])
def test_steps_out_of_order_are_refused(ends: list[Decimal | None]) -> None:
    with pytest.raises(Refusal):
        spread(Decimal(1), ends)


@given(amounts, amounts)
def test_nothing_is_lost_and_two_parts_of_a_month_are_the_month(first: Decimal, then: Decimal) -> None:
    parts = spread(first, ENDS), spread(then, ENDS, first)
    assert [sum(step) for step in zip(*parts, strict=True)] == spread(first + then, ENDS)
    assert sum(spread(first + then, ENDS)) == first + then
