from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Charge, Graduated, Package, PerUnit, Settled, settle, since
from tests.quotes.domain.pricing.charges.models import D, graduated, packages, points, prices, quantities, table

money = st.decimals(0, 10**9, places=2)


def test_a_pack_begun_before_is_not_billed_again() -> None:
    package = Package(size=D(10), price=D(15))
    assert [since(package, D(before), D(more)) for before, more in ((60, 50), (17, 5), (11, 9))] == [75, 15, 0]


def test_a_flat_fee_that_was_reached_before_is_not_billed_again() -> None:
    minutes = Graduated(tiers=table(("5", "0", "100"), ("10", "0", "50"), ("15", "5"), (None, "1")))
    assert since(minutes, D(7), D(1)) == 0
    assert since(minutes, D(12), D(10)) == D(22)


def test_the_percentage_comes_off_before_the_cap() -> None:
    settled = settle(since(PerUnit(unit=D(10)), D(7), D(20)), percent_off=D(50), maximum=D(100), billed=D(35))
    assert settled == Settled(gross=D(200), discount=D(100), cap=D(35), top_up=D(0), total=D(65))


def test_a_period_below_its_minimum_is_topped_up() -> None:
    assert settle(D(100), minimum=D(150)) == Settled(gross=D(100), discount=D(0), cap=D(0), top_up=D(50), total=D(150))


def test_bounds_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(Refusal, match="cannot be above the maximum"):
        settle(D(1), minimum=D(2), maximum=D(1))


@given(money, points, prices, prices)
def test_a_period_stays_within_its_bounds_after_the_discount(
    gross: Decimal, off: Decimal, one: Decimal, other: Decimal
) -> None:
    least, most = sorted([one, other])
    settled = settle(gross, percent_off=off, minimum=least, maximum=most)
    assert least <= settled.total <= most
    assert settled.gross - settled.discount - settled.cap + settled.top_up == settled.total


@given(money, points, prices)
def test_taking_the_cap_first_would_never_cost_the_customer_more(gross: Decimal, off: Decimal, most: Decimal) -> None:
    cap_first = min(gross, most) * (100 - off) / 100
    assert cap_first <= settle(gross, percent_off=off, maximum=most).total


@given(graduated | packages, quantities, quantities)
def test_a_price_that_never_falls_never_bills_anything_back(charge: Charge, before: Decimal, quantity: Decimal) -> None:
    assert since(charge, before, quantity) >= 0
