from decimal import Decimal

import pytest
from hypothesis import given

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Charge, Commitment, CommittedSpend, PerUnit, true_up
from tests.quotes.domain.pricing.charges.models import D, plain, prices, quantities

STARTER = Commitment(included=D(50_000), fee=D("45.99"), overage=D("0.00099"))


@pytest.mark.parametrize(("units", "owed"), [(0, "45.99"), (50_000, "45.99"), (60_000, "55.89")])
def test_what_is_committed_is_paid_used_or_not_and_more_costs_more(units: int, owed: str) -> None:
    assert STARTER.of(D(units)).amount == D(owed)


def test_a_commitment_names_what_it_includes_and_what_went_beyond() -> None:
    assert [str(part) for part in STARTER.of(D(60_000)).parts] == ["Commitment of 50,000 units", "Overage"]


def test_use_below_the_committed_amount_is_topped_up() -> None:
    charged = CommittedSpend(commitment=D(1000), usage=PerUnit(unit=D(2))).of(D(300))
    assert charged.amount == D(1000)
    assert [(str(part), part.amount) for part in charged.parts] == [
        ("Units", D(600)),
        ("Top-up to the committed amount", D(400)),
    ]


def test_use_above_the_committed_amount_is_simply_paid() -> None:
    assert CommittedSpend(commitment=D(1000), usage=PerUnit(unit=D(2))).of(D(501)).amount == D(1002)


def test_a_minimum_for_part_of_a_period_is_rounded_before_use_comes_off_it() -> None:
    assert true_up(D(10), D(8), days=25, period_days=28) == D("0.93")
    assert true_up(D(10), D(9), days=25, period_days=28) == 0


@pytest.mark.parametrize(("days", "period"), [(29, 28), (-1, 28), (0, 0)])
def test_days_outside_their_period_are_refused(days: int, period: int) -> None:
    with pytest.raises(Refusal, match="within the period"):
        true_up(D(10), D(8), days=days, period_days=period)


@given(prices, plain, quantities)
def test_a_committed_spend_is_the_larger_of_the_two(commitment: Decimal, usage: Charge, quantity: Decimal) -> None:
    owed = CommittedSpend(commitment=commitment, usage=usage).of(quantity).amount
    assert owed == max(commitment, usage.of(quantity).amount)
