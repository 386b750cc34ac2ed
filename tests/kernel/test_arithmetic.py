"""Sums in a cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.arithmetic import worked_out
from dealdesk.kernel.refusals import Refusal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12*30", "360"),
        ("12×30", "360"),
        ("1+2*3", "7"),
        ("(1+2)*3", "9"),
        ("100/8", "12.5"),
        ("7-2-1", "4"),
        ("-2+5", "3"),
        ("1.2万", "12000"),
        ("1.2万*12", "144000"),
        ("2亿", "200000000"),
        (" 3 * ( 4 - .5 ) ", "10.5"),
        ("0.1+0.2", "0.3"),
    ],
)
def test_a_sum_comes_out_exactly(text: str, value: str) -> None:
    assert worked_out(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1+", "*3", "(1", "1)", "2 3", "A1+B1", "SUM(1)", "1e5", "1,2", "万", "9" * 300])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="Only numbers with"):
        worked_out(text)


@pytest.mark.parametrize("text", ["1/0", "0/0", "3/(2-2)"])
def test_nothing_is_divided_by_zero(text: str) -> None:
    with pytest.raises(Refusal, match="divides by zero"):
        worked_out(text)


@given(st.lists(st.decimals("0.01", "9999", places=2), min_size=1, max_size=6), st.data())
def test_it_agrees_with_fractions(numbers: list[Decimal], data: st.DataObject) -> None:
    text, value = str(numbers[0]), numbers[0]
    for number in numbers[1:]:
        sign = data.draw(st.sampled_from("+-"))
        text, value = f"{text}{sign}{number}", value + number if sign == "+" else value - number
    assert worked_out(text) == value
