from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.capitals import english_words, rmb_capitals
from dealdesk.kernel.refusals import Refusal


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        # 支付结算办法, annex 1, article 2; where it allows two spellings, the one it prints last or the one without 零.
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # Our own, one a rule.
        ("0", "零元整"),
        ("0.00", "零元整"),
        ("0.30", "叁角"),
        ("0.05", "伍分"),
        ("10", "壹拾元整"),
        ("11000", "壹万壹仟元整"),
        ("10999", "壹万零玖佰玖拾玖元整"),
        ("800000", "捌拾万元整"),
        ("1200000.00", "壹佰贰拾万元整"),
        ("688472.00", "陆拾捌万捌仟肆佰柒拾贰元整"),
        ("100000001", "壹亿零壹元整"),
        ("1005000000", "壹拾亿零伍佰万元整"),
        ("100010001", "壹亿零壹万零壹元整"),
        ("200000000.05", "贰亿元零伍分"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("-12.30", "负壹拾贰元叁角"),
        ("-0.00", "零元整"),
        ("1.5E+5", "壹拾伍万元整"),
        ("2.500000", "贰元伍角"),
    ],
)
def test_amounts_are_written_as_the_rules_print_them(amount: str, capitals: str) -> None:
    assert rmb_capitals(Decimal(amount)) == capitals


@given(st.integers(min_value=0, max_value=14), st.integers(min_value=0), st.integers(min_value=0, max_value=12))
def test_capitals_agree_with_another_library(digits: int, number: int, zeros: int) -> None:
    cents = number % 10**digits // 10**zeros * 10**zeros if zeros < digits else number % 10**digits
    amount = Decimal(cents).scaleb(-2)
    assert rmb_capitals(amount) == cn2an.an2cn(f"{amount:f}", "rmb")


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_any_amount_agrees_with_another_library(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert rmb_capitals(amount) == cn2an.an2cn(f"{amount:f}", "rmb")


@pytest.mark.parametrize("amount", ["1000000000000", "-1000000000000", "NaN", "Infinity", "0.001", "12.345"])
def test_what_cannot_be_written_is_refused(amount: str) -> None:
    with pytest.raises(Refusal):
        rmb_capitals(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "Zero Only"),
        ("19", "Nineteen Only"),
        ("21.05", "Twenty-One and 05/100 Only"),
        ("1409.50", "One Thousand Four Hundred Nine and 50/100 Only"),
        ("964000", "Nine Hundred Sixty-Four Thousand Only"),
        ("1000001", "One Million One Only"),
        ("999999999999.99", "Nine Hundred Ninety-Nine Billion Nine Hundred Ninety-Nine Million Nine Hundred Ninety-Nine"
         " Thousand Nine Hundred Ninety-Nine and 99/100 Only"),
        ("-30", "Minus Thirty Only"),
    ],
)  # fmt: skip
def test_in_english(amount: str, words: str) -> None:
    assert english_words(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["1000000000000", "0.001", "NaN"])
def test_english_refuses_what_capitals_refuse(amount: str) -> None:
    with pytest.raises(Refusal):
        english_words(Decimal(amount))
