"""Figures as people type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from dealdesk.web.numbers import AmountField, NumberField, PercentField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1092000", "1092000"),
        ("1,092,000.00", "1092000"),
        ("１，０９２，０００．５", "1092000.5"),
        (" 12 000 ", "12000"),
        ("¥1,092,000", "1092000"),
        ("￥ 5", "5"),
        ("80元", "80"),
        ("CNY 80", "80"),
        ("+5", "5"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert AmountField().clean(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["US$ 5", "5 USD", "$5", "€5", "5 欧元", "HK$ 5", "100美元"])
def test_another_currency_is_refused_and_never_converted(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AmountField().clean(typed)
    assert refused.value.error_list[0].code == "currency"
    assert AmountField(currency="USD").clean("US$ 5") == Decimal(5)


@pytest.mark.parametrize(
    "typed", ["-1", "NaN", "sNaN", "Infinity", "1e999", str(10**30), "1.001", "1,00", "0x10", "十", "1/2", "--1", "\0"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        AmountField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("15", "15"),
        ("15%", "15"),
        ("15 ％", "15"),
        ("8.5折", "15"),
        ("8.5 折", "15"),
        ("85折", "15"),
        ("9折", "10"),
        ("10折", "0"),
        ("-5%", "5"),
        ("−5 ％", "5"),
        ("0折", "100"),
    ],
)
def test_a_discount_is_read_in_points_or_in_tenths(typed: str, points: str) -> None:
    assert PercentField(tenths=True).clean(typed) == Decimal(points)


@pytest.mark.parametrize("typed", ["11折", "80折", "-1折", "折", "101", "-1", "--5", "8.5折折", "=10+5"])
def test_a_discount_stays_between_nothing_and_everything(typed: str) -> None:
    with pytest.raises(ValidationError):
        PercentField(tenths=True).clean(typed)


def test_tenths_are_read_only_where_they_are_said() -> None:
    with pytest.raises(ValidationError):
        PercentField().clean("8.5折")


@pytest.mark.parametrize(("stored", "shown"), [("12.500000", "12.5"), ("1E+3", "1000"), ("0E-8", "0"), ("8", "8")])
def test_a_stored_number_is_shown_without_zeros_that_say_nothing(stored: str, shown: str) -> None:
    assert NumberField(max_digits=18, decimal_places=6).prepare_value(Decimal(stored)) == shown


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("1.2万", "12000"),
        ("１．２万", "12000"),
        ("=12*30", "360"),
        ("＝１２×３０", "360"),
        ("=1,200*3", "3600"),
        ("1,200万", "12000000"),
        ("7.3w", "73000"),
        ("7.3W", "73000"),
        ("=1/3", "0.333333"),
        ("=100/3", "33.333333"),
    ],
)
def test_a_cell_works_out_sums_and_tens_of_thousands(typed: str, figure: str) -> None:
    assert NumberField(max_digits=18, decimal_places=6, sums=True).clean(typed) == Decimal(figure)


@pytest.mark.parametrize("typed", ["=", "=1/0", "=SUM(A1)", "=1-2", "万", "1.2万万", "12*30"])
def test_a_sum_that_comes_to_no_such_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        NumberField(max_digits=18, decimal_places=6, sums=True).clean(typed)


def test_money_keeps_its_currency_in_a_sum_and_other_fields_take_none() -> None:
    assert AmountField(sums=True).clean("￥=1.2万/8") == Decimal(1500)
    with pytest.raises(ValidationError):
        AmountField().clean("1.2万")


@pytest.mark.parametrize(("typed", "points"), [("九折", 10), ("八五折", 15), ("9折", 10)])
def test_tenths_may_be_written_in_chinese(typed: str, points: int) -> None:
    assert PercentField(tenths=True).clean(typed) == points


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("many", "这里要填数字，例如 1200 或 12.5。"),
        ("-1", "不能小于 0。"),
        ("1.1234567", "最多 6 位小数，请四舍五入。"),
        ("1234567890123", "整数部分最多 12 位。"),
        ("1234567890123.123456", "最多 18 位数字。"),
    ],
)
def test_what_is_wrong_with_a_number_is_said_as_a_person_says_it(typed: str, told: str) -> None:
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        NumberField(max_digits=18, decimal_places=6).clean(typed)
    assert refused.value.messages[0] == told


def test_a_discount_says_its_bounds() -> None:
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        PercentField(tenths=True).clean("180")
    assert refused.value.messages == ["优惠填 0–100，也可写成 8.5折。"]
