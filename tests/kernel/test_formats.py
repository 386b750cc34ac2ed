"""Numbers, dates and spans as people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dealdesk.kernel import formats


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1305029.73", "1,305,029.73"),
        ("0", "0.00"),
        ("-44653.48", "−44,653.48"),
        ("-0.001", "0.00"),
        ("0.005", "0.01"),
        ("999999999999.99", "999,999,999,999.99"),
        ("1E+3", "1,000.00"),
    ],
)
def test_money_has_thousands_two_decimals_and_a_true_minus(amount: str, text: str) -> None:
    assert formats.money(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [("1064000", "CNY", "¥1,064,000.00"), ("-1", "USD", "−US$1.00"), ("5", "CHF", "CHF 5.00")],
)
def test_a_price_names_its_currency(amount: str, currency: str, text: str) -> None:
    assert formats.priced(Decimal(amount), currency) == text


def test_ten_thousands() -> None:
    assert formats.wan(Decimal("1305029.73")) == "130.50"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("10000.000000", "10,000"),
        ("0.500000", "0.5"),
        ("1234567.8901", "1,234,567.8901"),
        ("-3", "−3"),
        ("1E+2", "100"),
    ],
)
def test_a_quantity_shows_the_decimals_it_needs(value: str, text: str) -> None:
    assert formats.quantity(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("62.00000000", "62.00"), ("0.03250000", "0.0325"), ("1.5", "1.50"), ("9216", "9,216.00")]
)
def test_a_unit_price_has_at_least_two_decimals(value: str, text: str) -> None:
    assert formats.unit_price(Decimal(value)) == text


@pytest.mark.parametrize(("points", "text"), [("99.90000", "99.9%"), ("6", "6%"), ("100", "100%"), ("3.75", "3.75%")])
def test_percent(points: str, text: str) -> None:
    assert formats.percent(Decimal(points)) == text


@pytest.mark.parametrize(
    ("discount", "text"),
    [("0", "—"), ("15", "8.5 折"), ("20", "8 折"), ("12.5", "8.75 折"), ("100", "赠送"), ("95", "0.5 折")],
)
def test_a_discount_is_said_as_what_is_left(discount: str, text: str) -> None:
    assert formats.fold(Decimal(discount)) == text


def test_dates_and_instants() -> None:
    assert formats.chinese_date(date(2026, 11, 24)) == "2026 年 11 月 24 日"
    assert formats.iso(datetime(2026, 11, 24, 2, 0, 7, 9, tzinfo=UTC)) == "2026-11-24T02:00:07+00:00"


@pytest.mark.parametrize(
    ("minutes", "text"), [(15, "15 分钟"), (60, "1 小时"), (90, "1 小时 30 分钟"), (240, "4 小时"), (0, "0 分钟")]
)
def test_spans(minutes: int, text: str) -> None:
    assert formats.span(minutes) == text


@pytest.mark.parametrize(
    ("amount", "currency", "large", "telling"),
    [
        ("1092000", "CNY", "109.20", "109.20"),
        ("96000", "USD", "96,000.00", "US$96,000.00"),
        ("-1", "HKD", "−1.00", "−HK$1.00"),
        (None, "USD", "—", "—"),
        (None, "CNY", "—", "—"),
    ],
)
def test_only_yuan_are_counted_in_ten_thousands(amount: str | None, currency: str, large: str, telling: str) -> None:
    value = None if amount is None else Decimal(amount)
    assert (formats.large(value, currency), formats.telling(value, currency)) == (large, telling)
