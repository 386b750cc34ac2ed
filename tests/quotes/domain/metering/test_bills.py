from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.money import Rounding
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.bills import Bill, BillRounding, Charge, Price, Scope, bill, charged
from quotes.domain.metering.counting import measure
from quotes.domain.metering.usage import Usage
from tests.quotes.domain.metering.meters import P720, interval, meter

CENTS = {scope: BillRounding(scope=scope) for scope in Scope}
charges = st.lists(
    st.builds(
        Charge,
        item=st.just("HD"),
        quantity=st.integers(0, 10**6).map(Decimal),
        price=st.builds(
            Price,
            amount=st.decimals(min_value=0, max_value=1000, places=4),
            per=st.sampled_from([Decimal(1), Decimal(60), Decimal(1000)]),
        ),
    ),
    max_size=6,
)


def charge(quantity: str, amount: str, per: int = 1000) -> Charge:
    return Charge(item="HD", quantity=Decimal(quantity), price=Price(amount=Decimal(amount), per=Decimal(per)))


def printed(made: Bill) -> tuple[list[Decimal], Decimal]:
    return [line.amount for line in made.lines], made.total


CLASSROOM = [charge("120", "2.99"), charge("480", "11.99")]


def test_where_the_vendor_rounds_is_what_the_bill_says() -> None:
    assert {scope: printed(bill(CLASSROOM, CENTS[scope])) for scope in Scope} == {
        Scope.NONE: ([Decimal("0.3588"), Decimal("5.7552")], Decimal("6.114")),
        Scope.LINE: ([Decimal("0.36"), Decimal("5.76")], Decimal("6.12")),
        Scope.TOTAL: ([Decimal("0.36"), Decimal("5.76")], Decimal("6.11")),
    }


def test_one_vendor_rounds_halves_up_and_another_everything() -> None:
    whiteboard = [charge("2060", "1.40")]
    modes = [BillRounding(scope=Scope.TOTAL, mode=mode) for mode in (Rounding.HALF_UP, Rounding.UP)]
    assert [bill(whiteboard, mode).total for mode in modes] == [Decimal("2.88"), Decimal("2.89")]


def test_minutes_at_a_price_an_hour_add_up_without_a_lost_digit() -> None:
    thirds = [charge("20", "1", per=60)] * 3
    assert bill(thirds, CENTS[Scope.NONE]).total == 1


def test_a_bill_of_nothing_is_zero() -> None:
    assert printed(bill([], CENTS[Scope.LINE])) == ([], 0)


def test_measured_tiers_meet_their_prices() -> None:
    used = measure(meter(), Usage(intervals=(interval(61, P720),)))
    price = Price(amount=Decimal("3.99"), per=Decimal(1000))
    assert charged(used, {"HD": price}) == [Charge(item="HD", quantity=Decimal(2), price=price)]
    with pytest.raises(Refusal) as refused:
        charged(used, {"audio": price})
    assert str(refused.value) == "There is no price for HD: add it to the price book first."


@pytest.mark.parametrize("per", ["0", "-1", "NaN"])
def test_a_price_is_for_some_units(per: str) -> None:
    with pytest.raises(Refusal):
        Price(amount=Decimal(1), per=Decimal(per))


@given(charges)
def test_a_total_of_rounded_lines_is_their_sum_and_close_to_the_exact_one(given: list[Charge]) -> None:
    lines, total, exact = (bill(given, CENTS[scope]) for scope in (Scope.LINE, Scope.TOTAL, Scope.NONE))
    assert lines.total == sum(line.amount for line in lines.lines)
    assert abs(total.total - exact.total) <= Decimal("0.005")
    assert abs(lines.total - exact.total) <= Decimal("0.005") * len(given)


@given(charges)
def test_the_order_of_the_lines_does_not_matter(given: list[Charge]) -> None:
    assert {bill(order, rounding).total for order in (given, given[::-1]) for rounding in [CENTS[Scope.NONE]]} == {
        bill(given, CENTS[Scope.NONE]).total
    }
