from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Contracted, Flat, PerUnit, cost_plus
from tests.quotes.domain.pricing.charges.models import D


def test_a_flat_fee_does_not_ask_how_many() -> None:
    assert [Flat(amount=D("500")).of(D(units)).amount for units in (0, 1, 1000)] == [D(500)] * 3


def test_fractions_of_a_unit_count_as_such() -> None:
    assert PerUnit(unit=D("0.0065")).of(D("1234.5")).amount == D("8.02425")


def test_a_contracted_price_goes_before_the_list_which_stays_beside_it() -> None:
    agreed = Contracted(price=PerUnit(unit=D("6.5")), list=PerUnit(unit=D("8")))
    assert agreed.of(D(1000)).amount == D(6500)
    assert agreed.saving(D(1000)) == D(1500)


def test_a_price_is_a_cost_and_a_markup_on_it() -> None:
    assert cost_plus(D("8"), D("25")) == PerUnit(unit=D("10"))
    assert cost_plus(D("1000"), D("10")) == PerUnit(unit=D("1100"))


@pytest.mark.parametrize(("cost", "markup"), [("-1", "10"), ("1", "-10"), ("0.00000001", "50")])
def test_a_markup_that_makes_no_price_is_refused(cost: str, markup: str) -> None:
    with pytest.raises(Refusal):
        cost_plus(Decimal(cost), Decimal(markup))


@pytest.mark.parametrize("unit", ["-0.01", "1000000000001", "0.000000001", "NaN"])
def test_a_price_that_no_column_holds_is_refused_at_its_field(unit: str) -> None:
    with pytest.raises(Refusal) as refused:
        PerUnit(unit=Decimal(unit))
    assert refused.value.field == "unit"
