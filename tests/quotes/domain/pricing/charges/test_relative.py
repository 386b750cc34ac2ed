from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Flat, MaximumSpend, MinimumSpend, PercentOf, Reach, RelativeCharge, Scope
from tests.quotes.domain.pricing.charges.models import D, prices

amounts = st.decimals(-(10**6), 10**9, places=2)


def test_support_is_a_percentage_of_what_it_supports() -> None:
    charged = PercentOf(percent=D(10)).over(D(1000))
    assert charged.amount == D(100)
    assert str(charged.parts[0]) == "10% of 1,000.00"


def test_a_percentage_for_a_year_is_prorated_over_another_term() -> None:
    support = PercentOf(percent=D(10), default_months=12)
    assert [support.over(D(1000), months=months).amount for months in (12, 6, 24)] == [D(100), D(50), D(200)]
    assert PercentOf(percent=D(10)).over(D(1000), months=24).amount == D(100)


def test_a_top_up_fills_what_is_missing_to_the_minimum() -> None:
    minimum = MinimumSpend(minimum=D(150))
    assert [minimum.over(D(base)).amount for base in (100, 150, 200)] == [D(50), D(0), D(0)]
    assert str(minimum.over(D(100)).parts[0]) == "Top-up to the minimum spend of 150.00"


def test_a_cap_is_a_discount_line_with_its_reason() -> None:
    cap = MaximumSpend(maximum=D(125))
    assert [cap.over(D(base)).amount for base in (150, 125, 100)] == [D(-25), D(0), D(0)]
    assert str(cap.over(D(150)).parts[0]) == "Discount above the maximum spend of 125.00"


def test_what_was_billed_before_counts_towards_both_bounds() -> None:
    assert MinimumSpend(minimum=D(1000)).over(D(50), billed=D(100)).amount == D(850)
    assert MaximumSpend(maximum=D(100)).over(D(75), billed=D(90)).amount == D(-65)


def test_a_cap_takes_no_more_off_than_there_is() -> None:
    assert MaximumSpend(maximum=D(100)).over(D(75), billed=D(500)).amount == D(-75)


def test_a_scope_says_which_lines_are_meant() -> None:
    groups, products = Scope(reach=Reach.GROUPS, names=("通话",)), Scope(reach=Reach.PRODUCTS, names=("RTC-HD",))
    assert [scope.covers(group="通话", product_code="REC") for scope in (Scope(), groups, products)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("reach", "names"), [(Reach.ALL, ("x",)), (Reach.GROUPS, ()), (Reach.PRODUCTS, ())])
def test_a_scope_that_contradicts_itself_is_refused(reach: Reach, names: tuple[str, ...]) -> None:
    with pytest.raises(Refusal):
        Scope(reach=reach, names=names)


def test_a_model_that_looks_at_other_lines_can_be_told_from_one_that_does_not() -> None:
    assert [isinstance(model, RelativeCharge) for model in (PercentOf(percent=D(1)), Flat(amount=D(1)))] == [
        True,
        False,
    ]


@given(amounts, prices, prices)
def test_bounds_hold_whichever_is_asked_first(base: Decimal, one: Decimal, other: Decimal) -> None:
    least, most = sorted([one, other])
    minimum, maximum = MinimumSpend(minimum=least), MaximumSpend(maximum=most)
    floor_first = base + minimum.over(base).amount
    floor_first += maximum.over(floor_first).amount
    cap_first = base + maximum.over(base).amount
    cap_first += minimum.over(cap_first).amount
    assert floor_first == cap_first
    assert least <= cap_first <= most
