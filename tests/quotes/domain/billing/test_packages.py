from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.packages import cheapest, drawn
from quotes.domain.billing.tariffs import Pack
from tests.quotes.domain.billing.curves import SINCE, rate

amounts = st.lists(st.integers(0, 5_000), min_size=1, max_size=30)


def pack(**changed: Any) -> Pack:
    return Pack(**({"size": Decimal(1000), "price": Decimal(90), "months": 3} | changed))


def months(*used: int) -> list[Decimal]:
    return [Decimal(one) for one in used]


def test_packages_are_drawn_month_by_month_until_nothing_is_left() -> None:
    found = drawn(pack(count=2), rate(1), months(800, 900, 700), SINCE)
    assert [(one.bought, one.taken, one.over) for one in found] == [(2, 800, 0), (0, 900, 0), (0, 300, 400)]


def test_what_is_left_of_a_package_ends_with_it_and_new_ones_are_bought() -> None:
    found = drawn(pack(count=1, months=2), rate(1), months(100, 100, 1200), SINCE)
    assert [(one.bought, one.taken, one.over) for one in found] == [(1, 100, 0), (0, 100, 0), (1, 1000, 200)]


@pytest.mark.parametrize(("use", "count"), [(0, 0), (50, 0), (90, 0), (91, 1), (1000, 1), (1090, 1), (1091, 2)])
def test_a_package_more_is_bought_once_it_costs_less_than_what_it_replaces(use: int, count: int) -> None:
    assert cheapest(pack(), rate(1), Decimal(use)) == count


def test_packages_dearer_than_the_overflow_are_not_bought() -> None:
    assert cheapest(pack(price=Decimal(1001)), rate(1), Decimal(10_000)) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("size", Decimal(0)), ("price", Decimal(-1)), ("months", 0), ("months", 121), ("count", -1), ("count", 100_001)],
)
def test_a_package_that_cannot_be_is_refused(field: str, value: object) -> None:
    with pytest.raises(Refusal) as refused:
        pack(**{field: value})
    assert refused.value.field == field


@given(amounts, st.integers(1, 14), st.none() | st.integers(0, 5))
def test_packages_and_overflow_never_bill_more_units_than_were_used(
    used: list[int], holds: int, count: int | None
) -> None:
    found = drawn(pack(months=holds, count=count), rate(1), months(*used), date(2026, 1, 31))
    assert [one.taken + one.over for one in found] == used
    assert sum(one.taken for one in found) <= sum(one.bought for one in found) * 1000
