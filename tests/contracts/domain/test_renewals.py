"""What a renewal costs by its clause, and in which quarter it comes."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.renewals import Quarter, UpliftKind, UpliftRule, a_year, quarter_of, read_quarter, uplift
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal


def rule(kind: UpliftKind, points: str | None = None, cap: str | None = None) -> UpliftRule:
    told = [None if one is None else Percent(D(one)) for one in (points, cap)]
    return UpliftRule(kind=kind, points=told[0], cap=told[1])


@pytest.mark.parametrize(
    ("told", "prices", "gives"),
    [
        (rule(UpliftKind.SAME), None, "0"),
        (rule(UpliftKind.FIXED, "5"), None, "5"),
        (rule(UpliftKind.FIXED, "5", "3"), None, "3"),
        (rule(UpliftKind.PRICES), "2.1", "2.1"),
        (rule(UpliftKind.PRICES, "1"), "2.1", "3.1"),
        (rule(UpliftKind.PRICES, "1", "3"), "2.1", "3"),
        (rule(UpliftKind.PRICES, "1"), "-0.4", "1"),
    ],
)
def test_each_rule_gives_its_points(told: UpliftRule, prices: str | None, gives: str) -> None:
    assert uplift(told, None if prices is None else Percent(D(prices))) == Percent(D(gives))


def test_a_rule_that_needs_prices_has_no_answer_without_them() -> None:
    assert uplift(rule(UpliftKind.PRICES, "1"), None) is None


@given(
    kind=st.sampled_from(UpliftKind),
    points=st.none() | st.decimals(0, 100, places=2),
    cap=st.none() | st.decimals(0, 100, places=2),
    prices=st.decimals(-20, 40, places=2),
)
def test_no_uplift_is_below_nothing_or_above_its_cap(
    kind: UpliftKind, points: D | None, cap: D | None, prices: D
) -> None:
    try:
        told = rule(kind, *(None if one is None else str(one) for one in (points, cap)))
    except Refusal:
        return
    found = uplift(told, Percent(prices))
    assert found is not None
    assert found.points >= 0
    assert cap is None or kind is UpliftKind.SAME or found.points <= cap


@pytest.mark.parametrize(
    ("kind", "points", "cap"),
    [
        (UpliftKind.FIXED, None, None),
        (UpliftKind.SAME, "3", None),
        (UpliftKind.FIXED, "101", None),
        (UpliftKind.FIXED, "3", "-1"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(kind: UpliftKind, points: str | None, cap: str | None) -> None:
    with pytest.raises(Refusal):
        rule(kind, points, cap)


def test_a_year_of_eighteen_months_is_two_thirds_of_them() -> None:
    assert (a_year(D(900), 18), a_year(D(900), 12)) == (D(600), D(900))
    with pytest.raises(Refusal):
        a_year(D(900), 0)


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_day_lies_in_its_quarter(day: date) -> None:
    found = quarter_of(day)
    assert found.first <= day < found.next.first
    assert read_quarter(str(found)) == found


def test_anything_else_is_no_quarter() -> None:
    assert [read_quarter(text) for text in ("", "2026", "2026Q5", "Q4", "0000Q1", "２０２６Q1")] == [None] * 6
    assert Quarter(2026, 4).next == Quarter(2027, 1)
