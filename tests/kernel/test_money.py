from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.money import EXACT, Money, Rounding, round_to, without_remnant
from dealdesk.kernel.refusals import Refusal

amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=6)


def yuan(text: str) -> Money:
    return Money(Decimal(text), "CNY")


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Rounding.HALF_UP, ["0.13", "0.12", "0.01", "-0.13", "0.01"]),
        (Rounding.HALF_EVEN, ["0.12", "0.12", "0.00", "-0.12", "0.01"]),
        (Rounding.UP, ["0.13", "0.12", "0.01", "-0.13", "0.01"]),
        (Rounding.DOWN, ["0.12", "0.11", "0.00", "-0.12", "0.00"]),
    ],
)
def test_each_mode_settles_halves_its_own_way(mode: Rounding, expected: list[str]) -> None:
    values = ["0.125", "0.115000", "0.005", "-0.125", "0.009"]
    assert [round_to(Decimal(value), 2, mode) for value in values] == [Decimal(text) for text in expected]


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert str(round_to(Decimal("-0.004"), 2)) == "0.00"


def test_rounding_keeps_numbers_too_long_for_the_default_context() -> None:
    long = Decimal("1234567890123456789012345678901.005")
    assert str(round_to(long, 2)) == "1234567890123456789012345678901.01"


def test_what_a_division_leaves_behind_its_last_digit_is_nothing() -> None:
    third = EXACT.divide(Decimal(1), Decimal(3))
    assert without_remnant(EXACT.multiply(third, Decimal(3))) == 1
    assert without_remnant(Decimal("1e40") + Decimal("1e-20")) == Decimal("1e40") + Decimal("1e-20")


@given(amounts, st.integers(-(10**6), 10**6), st.integers(40, 70))
def test_a_remnant_changes_what_is_rounded_only_beyond_the_fiftieth_decimal(
    amount: Decimal, tail: int, at: int
) -> None:
    value = EXACT.add(amount, Decimal(tail).scaleb(-at))
    assert abs(without_remnant(value) - value) <= Decimal("5e-51")
    if at <= 50:
        assert without_remnant(value) == value


@given(amounts)
def test_rounding_is_symmetric_about_zero(amount: Decimal) -> None:
    assert {mode: round_to(-amount, 2, mode) for mode in Rounding} == {
        mode: -round_to(amount, 2, mode) for mode in Rounding
    }


@given(amounts)
def test_half_up_is_the_textbook_one(amount: Decimal) -> None:
    assert round_to(amount, 2) == amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_not_money(text: str) -> None:
    with pytest.raises(Refusal):
        round_to(Decimal(text), 2)
    with pytest.raises(Refusal) as refused:
        yuan(text)
    assert refused.value.field == "amount"


def test_money_is_never_made_of_a_binary_fraction() -> None:
    with pytest.raises(TypeError):
        Money(0.1, "CNY")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        yuan("1") * 0.5  # type: ignore[operator]


@pytest.mark.parametrize("currency", ["", "cny", "RMB1", "元", "CN"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(Refusal) as refused:
        Money(Decimal(1), currency)
    assert refused.value.field == "currency"


def test_money_adds_subtracts_and_multiplies_exactly() -> None:
    assert yuan("0.10") + yuan("0.20") == yuan("0.30")
    assert yuan("5") - yuan("7.5") == -yuan("2.5")
    assert yuan("19.99") * 3 == yuan("59.97")
    assert (yuan("1.005") * Decimal("1")).rounded() == yuan("1.01")


def test_money_is_ordered_within_its_currency() -> None:
    assert sorted([yuan("3"), yuan("-1"), yuan("2")]) == [yuan("-1"), yuan("2"), yuan("3")]
    assert (yuan("1") < yuan("1.00"), yuan("1") < yuan("1.01")) == (False, True)
    assert (yuan("1") <= yuan("1.00"), bool(yuan("0")), bool(yuan("0.01"))) == (True, False, True)


def test_two_currencies_are_never_put_together() -> None:
    dollar = Money(Decimal(1), "USD")
    for together in (lambda: yuan("1") + dollar, lambda: yuan("1") - dollar, lambda: yuan("1") < dollar):
        with pytest.raises(Refusal) as refused:
            together()
        assert refused.value.params == {"one": "CNY", "other": "USD"}
    assert yuan("1") != dollar


@given(amounts, amounts, amounts)
def test_no_order_of_additions_changes_a_sum(a: Decimal, b: Decimal, c: Decimal) -> None:
    one, two, three = (Money(amount, "CNY") for amount in (a, b, c))
    assert (one + two) + three == one + (three + two)
