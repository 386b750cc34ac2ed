from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Charge, Measure, PerUnit, Prorated, days_between, multiplier, prorated
from tests.quotes.domain.pricing.charges.models import D, plain, quantities


def test_both_ends_of_a_span_are_counted() -> None:
    assert days_between(date(2024, 5, 20), date(2024, 6, 20)) == 32
    assert days_between(date(2026, 2, 28), date(2026, 2, 28)) == 1


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refusal, match="before the first"):
        days_between(date(2026, 3, 2), date(2026, 3, 1))


def test_a_part_of_a_quarter_costs_its_share_of_the_whole_quarter() -> None:
    assert prorated(D(910), 32, 91) == D(320)


def test_a_term_is_charged_in_multiples_of_the_default_term() -> None:
    assert (multiplier(24, 12), prorated(D(30), 24, 12)) == (D(2), D(60))
    assert (multiplier(18, 12), prorated(D(30), 18, 12)) == (D("1.5"), D(45))


def test_a_prorated_price_shows_the_whole_one_and_what_is_not_owed() -> None:
    charged = Prorated(charge=PerUnit(unit=D(31)), part=24, whole=31, measure=Measure.DAYS).of(D(2))
    assert [(str(part), part.amount) for part in charged.parts] == [
        ("Units", D(62)),
        ("Prorated: 24 of 31 days", D(-14)),
    ]
    assert charged.amount == D(48)


def test_a_longer_term_costs_more_than_the_whole_price() -> None:
    charged = Prorated(charge=PerUnit(unit=D(30)), part=24, whole=12, measure=Measure.MONTHS).of(D(1))
    assert charged.amount == D(60)
    assert str(charged.parts[-1]) == "Prorated: 24 of 12 months"


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 12)])
def test_a_part_of_nothing_is_refused(part: int, whole: int) -> None:
    with pytest.raises(Refusal):
        prorated(D(1), part, whole)
    with pytest.raises(Refusal):
        Prorated(charge=PerUnit(unit=D(1)), part=part, whole=whole, measure=Measure.DAYS)


@given(plain, quantities, st.integers(1, 366))
def test_the_whole_period_costs_the_whole_price(charge: Charge, quantity: Decimal, days: int) -> None:
    whole = Prorated(charge=charge, part=days, whole=days, measure=Measure.DAYS)
    assert whole.of(quantity).amount == charge.of(quantity).amount


@given(st.integers(0, 10**12).map(lambda cents: Decimal(cents) / 100), st.integers(1, 366), st.data())
def test_the_parts_of_a_period_cost_the_whole_of_it(amount: Decimal, days: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, days))
    both = EXACT.add(prorated(amount, first, days), prorated(amount, days - first, days))
    assert abs(EXACT.subtract(both, amount)) < Decimal("1e-60")
