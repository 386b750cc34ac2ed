from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

EIGHTEEN = Percent(Decimal(18))


def test_points_and_ratio_are_the_same_percentage() -> None:
    assert Percent.from_ratio(Decimal("0.18")) == EIGHTEEN
    assert (EIGHTEEN.points, EIGHTEEN.ratio, str(EIGHTEEN)) == (Decimal(18), Decimal("0.18"), "18 %")


def test_a_percentage_of_an_amount_and_off_it() -> None:
    assert (EIGHTEEN.of(Decimal("839600")), EIGHTEEN.off(Decimal("839600"))) == (Decimal("151128"), Decimal("688472"))


def test_part_of_a_whole() -> None:
    assert Percent.part_of(Decimal(3), Decimal(15)) == Percent(Decimal(20))
    assert Percent.part_of(Decimal(1), Decimal(3)).rounded(4) == Percent(Decimal("33.3333"))


def test_nothing_is_a_percentage_of_nothing() -> None:
    with pytest.raises(Refusal):
        Percent.part_of(Decimal(1), Decimal(0))


def test_a_percentage_is_a_finite_decimal() -> None:
    with pytest.raises(TypeError):
        Percent(0.18)  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        Percent(Decimal("NaN"))


def test_percentages_are_ordered() -> None:
    assert sorted([EIGHTEEN, Percent(Decimal(5)), Percent(Decimal(-1))])[0] == Percent(Decimal(-1))


@given(st.decimals(min_value=-1000, max_value=1000, places=8), st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_is_taken_and_what_is_left_are_the_whole(points: Decimal, amount: Decimal) -> None:
    assert Percent(points).of(amount) + Percent(points).off(amount) == amount
