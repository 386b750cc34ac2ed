"""Where a line's price stands."""

from decimal import Decimal

import pytest

from quotes.domain.pricing.guide import Band, Guide, Standing, middle_half


@pytest.mark.parametrize(
    ("ours", "limit", "floor", "standing"),
    [
        ("52.7", "15", None, Standing.WITHIN),
        ("52.69", "15", None, Standing.ASKS),
        ("46", "15", "46", Standing.ASKS),
        ("45.99", "15", "46", Standing.BELOW),
        ("45.99", None, "46", Standing.BELOW),
        ("46", None, "46", None),
        ("1", None, None, None),
    ],
)
def test_the_worst_that_is_known_is_said(ours: str, limit: str | None, floor: str | None, standing: object) -> None:
    guide = Guide(
        list_price=Decimal(62),
        ours=Decimal(ours),
        limit=None if limit is None else Decimal(limit),
        floor=None if floor is None else Decimal(floor),
    )
    assert guide.standing is standing


def test_without_a_list_price_there_is_nothing_to_compare_with() -> None:
    assert Guide(list_price=Decimal(0), ours=Decimal(0), limit=Decimal(15)).standing is None


def test_a_middle_half_needs_five_and_lies_between_two_of_them() -> None:
    prices = [Decimal(price) for price in (9, 1, 5, 3, 7, 11)]
    assert middle_half(prices[:4]) is None
    assert middle_half(prices) == Band(low=Decimal(3), high=Decimal(9), deals=6)
