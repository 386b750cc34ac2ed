from decimal import Decimal

import pytest

from stakeholders.domain.budgets.intervals import Interval
from stakeholders.domain.budgets.losses import Loss, why_lost

TOLD = Interval(Decimal(80), Decimal(130))


@pytest.mark.parametrize(
    ("price", "budget", "loss"),
    [
        (120, 70, Loss.BOTH),
        (60, 70, Loss.BUDGET),
        (120, 100, Loss.PRICE),
        (100, 100, Loss.NEITHER),
        (120, 140, Loss.BUDGET),
    ],
)
def test_a_loss_is_put_down_to_the_budget_or_to_the_price(price: int, budget: int, loss: Loss) -> None:
    assert why_lost(TOLD, Decimal(price), Decimal(budget)) is loss


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_without_any_of_the_three_nobody_knows(missing: int) -> None:
    given = [TOLD, Decimal(100), Decimal(100)]
    given[missing] = None  # type: ignore[call-overload]
    assert why_lost(*given) is Loss.UNKNOWN  # type: ignore[arg-type]
