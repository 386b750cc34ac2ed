"""From a wanted price back to its discount: exact where eight decimals allow it, else the nearest."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.discounts import Stacking, Step
from quotes.domain.pricing.lines import amount_of, unit_of, unit_price
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


ADDED_UP = offers.offer(stacking=Stacking.ADDITIVE)
STEPS = st.lists(st.decimals("-30", "60", places=2), max_size=3)


def stepped(percent: str, quantity: str = "1") -> LineTerms:
    return replace(line("100", quantity), discounts=(Step(name="渠道", percent=Decimal(percent)),))


class TestBesideOtherDiscounts:
    def test_added_up_the_own_discount_is_what_the_steps_leave_to_be_taken_off(self) -> None:
        found = discount_for_unit_price(stepped("20"), Decimal(50), ADDED_UP)
        assert (found.discount, found.gives, found.is_exact) == (Decimal(30), Decimal(50), True)
        whole = discount_for_total(stepped("20", "10"), Decimal(500), ADDED_UP)
        assert (whole.discount, whole.gives, whole.is_exact) == (Decimal(30), Decimal(500), True)

    def test_added_up_a_surcharge_is_worked_off_first(self) -> None:
        found = discount_for_unit_price(stepped("-20"), Decimal(90), ADDED_UP)
        assert (found.discount, found.gives, found.is_exact) == (Decimal(30), Decimal(90), True)

    def test_one_after_another_the_own_discount_comes_off_what_the_steps_leave(self) -> None:
        found = discount_for_unit_price(stepped("20"), Decimal(50), TERMS)
        assert (found.discount, found.gives) == (Decimal("37.5"), Decimal(50))

    def test_steps_that_leave_nothing_lead_nowhere(self) -> None:
        for terms in (TERMS, ADDED_UP):
            with pytest.raises(Refusal, match="no discount leads"):
                discount_for_unit_price(stepped("100"), Decimal(0), terms)

    @given(st.decimals("1", "9999", places=2), st.integers(1, 999), STEPS, st.decimals("0", "99", places=4))
    def test_whatever_some_discount_gives_is_found_again(
        self, listed: Decimal, quantity: int, percents: list[Decimal], points: Decimal
    ) -> None:
        steps = tuple(Step(name=f"{i}", percent=one) for i, one in enumerate(percents))
        of = replace(line(str(listed), str(quantity)), discounts=steps)
        for terms in (TERMS, ADDED_UP):
            at = replace(of, discount=points)
            if not unit_of(replace(of, discount=Decimal(0)), terms):
                continue
            each, whole = unit_of(at, terms), round_to(amount_of(at, terms), 2)
            assert discount_for_unit_price(of, each, terms).gives == each
            assert discount_for_total(of, whole, terms).gives == whole
