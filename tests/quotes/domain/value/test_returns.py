from decimal import Decimal

import pytest

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.value.returns import present_value, returns

TEN = Percent(Decimal(10))


def money(*amounts: int) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def test_today_is_not_discounted_and_a_years_end_is() -> None:
    assert present_value(money(100, 110, 121), TEN) == 300
    with pytest.raises(Refusal):
        present_value(money(1), Percent(Decimal(-100)))


def test_what_comes_back_pays_for_what_was_spent() -> None:
    found = returns(money(100, 0, 0), money(0, 110, 121), TEN)
    assert (found.costs, found.benefits, found.net, found.roi) == (100, 200, 100, Percent(Decimal(100)))
    assert round(found.payback_months or 0, 4) == Decimal("10.9091")


def test_the_payback_runs_into_a_later_year_or_never_comes() -> None:
    assert returns(money(100), money(0, 50, 100), TEN).payback_months == 18
    assert returns(money(100), money(0, 50), TEN).payback_months is None
    assert returns(money(0), money(5), TEN).payback_months == 0
    assert returns([], [], TEN).roi is None
