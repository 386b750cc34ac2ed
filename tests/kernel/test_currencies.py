from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.currencies import Exchange, other_way, places
from dealdesk.kernel.refusals import Refusal


def exchange(**values: Any) -> Exchange:
    plain: dict[str, Any] = {
        "source_currency": "CNY",
        "target_currency": "USD",
        "rate": Decimal("0.14052"),
        "on": date(2026, 11, 26),
        "source": "中国外汇交易中心中间价",
    }
    return Exchange(**(plain | values))


def test_amounts_have_their_currencys_decimals() -> None:
    assert [places(currency) for currency in ("CNY", "USD", "JPY", "KRW", "KWD")] == [2, 2, 0, 0, 3]


def test_an_amount_is_converted_to_the_currencys_decimals_and_a_price_to_its_own() -> None:
    assert exchange().convert(Decimal("12.50")) == Decimal("1.76")
    assert exchange().convert(Decimal("0.0065"), 8) == Decimal("0.00091338")
    assert str(exchange(target_currency="JPY", rate=Decimal("21.63")).convert(Decimal(70))) == "1514"


@pytest.mark.parametrize(
    "bad",
    [
        {"rate": Decimal(0)},
        {"rate": Decimal("-0.1")},
        {"rate": Decimal("NaN")},
        {"source": " "},
        {"target_currency": "usd"},
        {"target_currency": "CNY"},
    ],
)
def test_a_rate_that_cannot_be_is_refused(bad: dict[str, Any]) -> None:
    assert exchange(target_currency="CNY", rate=Decimal(1)).convert(Decimal("1.23")) == Decimal("1.23")
    with pytest.raises(Refusal):
        exchange(**bad)


@given(
    st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2)),
    st.decimals(min_value=Decimal("0.01"), max_value=100, places=5),
)
def test_there_and_back_stays_within_half_a_cent_of_either_currency(amount: Decimal, rate: Decimal) -> None:
    there = exchange(rate=rate).convert(amount)
    back = exchange(source_currency="USD", target_currency="CNY", rate=1 / rate).convert(there)
    assert abs(back - amount) <= Decimal("0.005") / rate + Decimal("0.005") + Decimal("1E-15")


def test_a_rate_is_said_both_ways_round_and_taken_back() -> None:
    rate = exchange(rate=other_way(Decimal("7.16")))
    assert (rate.rate, rate.words) == (Decimal("0.1396648045"), "1 CNY = 0.1396648045 USD (1 USD = 7.16 CNY)")
    assert (rate.back(Decimal(100)), rate.back(Decimal(1), 4)) == (Decimal("716.00"), Decimal("7.1600"))
