from decimal import Decimal

import pytest

from stakeholders.domain.budgets.advice import Advice, at_floor, at_price


@pytest.mark.parametrize(("affords", "told"), [("0.1999", Advice.RESCOPE), ("0.20", None), ("0.9", None)])
def test_a_floor_that_hardly_any_budget_reaches_asks_for_another_scope(affords: str, told: Advice | None) -> None:
    assert at_floor(Decimal(affords)) is told


@pytest.mark.parametrize(("affords", "told"), [("0.9", None), ("0.9001", Advice.BY_VALUE), ("0.1", None)])
def test_a_price_that_nearly_every_budget_reaches_is_left_to_value(affords: str, told: Advice | None) -> None:
    assert at_price(Decimal(affords)) is told
