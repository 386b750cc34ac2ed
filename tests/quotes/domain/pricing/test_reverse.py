"""From a wanted price back to its discount: exact where eight decimals allow it, else the nearest."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.lines import unit_price
from quotes.domain.pricing.reverse import STEP, discount_for_total, discount_for_unit_price
from quotes.domain.pricing.terms import LineTerms
from tests.quotes.domain import offers

TERMS = offers.offer()


def line(list_price: str, quantity: str = "12") -> LineTerms:
    return LineTerms(
        position=1,
        description="质量洞察",
        unit="月",
        quantity=Decimal(quantity),
        list_price=Decimal(list_price),
        vat_rate=Decimal(6),
    )


class TestUnitPrice:
    def test_6800_of_8000_is_15_points_off(self) -> None:
        found = discount_for_unit_price(line("8000"), Decimal(6800), TERMS)
        assert (found.discount, found.gives, found.is_exact) == (Decimal(15), Decimal(6800), True)

    def test_a_price_that_no_discount_hits_comes_as_near_as_can_be(self) -> None:
        found = discount_for_unit_price(line("9500"), Decimal(9000), TERMS)
        assert (found.discount, found.gives) == (Decimal("5.26315789"), Decimal("9000.00000045"))
        assert not found.is_exact

    def test_nothing_is_all_of_it_off_and_the_list_price_none(self) -> None:
        assert discount_for_unit_price(line("62"), Decimal(0), TERMS).discount == 100
        assert discount_for_unit_price(line("62"), Decimal(62), TERMS).discount == 0

    def test_more_than_the_list_price_is_refused(self) -> None:
        with pytest.raises(Refusal, match="above the list price"):
            discount_for_unit_price(line("62"), Decimal("62.01"), TERMS)

    def test_a_list_price_of_nothing_leads_nowhere(self) -> None:
        with pytest.raises(Refusal, match="no discount leads"):
            discount_for_unit_price(line("0"), Decimal(0), TERMS)


class TestTotal:
    def test_an_amount_to_the_cent(self) -> None:
        found = discount_for_total(line("9500"), Decimal(108300), TERMS)
        assert (found.discount, found.gives) == (Decimal(5), Decimal("108300.00"))

    def test_a_quantity_of_nothing_leads_nowhere(self) -> None:
        with pytest.raises(Refusal, match="no discount leads"):
            discount_for_total(line("9500", quantity="0"), Decimal(0), TERMS)

    @given(st.decimals("1", "99999", places=2), st.decimals("1", "9999", places=0), st.decimals("0", "1", places=6))
    def test_no_discount_beside_the_one_found_comes_nearer(
        self, listed: Decimal, quantity: Decimal, part: Decimal
    ) -> None:
        of = line(str(listed), str(quantity))
        wanted = (listed * quantity * part).quantize(Decimal("0.01"))
        found = discount_for_total(of, wanted, TERMS)
        for beside in (found.discount - STEP, found.discount + STEP):
            if 0 <= beside <= 100:
                amount = round_to(quantity * unit_price(replace(of, discount=beside), TERMS), 2)
                assert abs(found.gives - wanted) <= abs(amount - wanted)
