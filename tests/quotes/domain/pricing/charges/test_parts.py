from decimal import Decimal

import pytest
from hypothesis import given

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Charge, Flat
from tests.quotes.domain.pricing.charges.models import charges, quantities


@given(charges, quantities)
def test_an_amount_is_the_sum_of_its_parts(charge: Charge, quantity: Decimal) -> None:
    charged = charge.of(quantity)
    total = Decimal(0)
    for part in charged.parts:
        total = EXACT.add(total, part.amount)
    assert charged.amount == total


@given(charges, quantities)
def test_every_part_with_a_unit_price_multiplies_out(charge: Charge, quantity: Decimal) -> None:
    parts = [part for part in charge.of(quantity).parts if part.unit is not None]
    assert [part.amount for part in parts] == [EXACT.multiply(part.quantity, part.unit or Decimal(0)) for part in parts]


@given(charges, quantities)
def test_every_part_can_be_read_aloud(charge: Charge, quantity: Decimal) -> None:
    assert all(str(part) and "%(" not in str(part) for part in charge.of(quantity).parts)


@pytest.mark.parametrize("quantity", ["-1", "NaN", "Infinity"])
def test_what_is_no_quantity_is_refused(quantity: str) -> None:
    with pytest.raises(Refusal, match="cannot be negative"):
        Flat(amount=Decimal(1)).of(Decimal(quantity))
