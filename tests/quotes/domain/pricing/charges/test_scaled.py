from hypothesis import given

from quotes.domain.pricing.charges import (
    AnyCharge,
    CommittedSpend,
    Graduated,
    MinimumSpend,
    Package,
    PercentOf,
    PerUnit,
    Tier,
    joined,
    scaled,
)
from tests.quotes.domain.pricing.charges.models import D, every_model, table


def test_money_is_converted_and_counts_are_not() -> None:
    assert scaled(Package(size=D(1000), price=D(7), free=D(10)), D("0.14"), 2) == Package(
        size=D(1000), price=D("0.98"), free=D(10)
    )
    tiers = table(("100", "2", "10"), (None, "1"))
    assert scaled(Graduated(tiers=tiers), D("0.5"), 4) == Graduated(tiers=table(("100", "1", "5"), (None, "0.5")))


def test_a_model_inside_another_is_converted_too() -> None:
    committed = CommittedSpend(commitment=D(1000), usage=PerUnit(unit=D(7)))
    assert scaled(committed, D("0.1"), 2) == CommittedSpend(commitment=D(100), usage=PerUnit(unit=D("0.7")))


def test_prices_are_rounded_half_up_to_what_was_asked_for() -> None:
    assert scaled(MinimumSpend(minimum=D("0.05")), D("0.5"), 2) == MinimumSpend(minimum=D("0.03"))


def test_a_percentage_is_the_same_in_every_currency_and_its_bounds_are_money() -> None:
    assert scaled(PercentOf(percent=D(10)), D(7), 2) == PercentOf(percent=D(10))
    ours = joined([Tier(up_to=D(10), percent=D(1), flat=D(2)), Tier(percent=D(3))])
    theirs = joined([Tier(up_to=D(70), percent=D(1), flat=D(14)), Tier(percent=D(3))])
    assert scaled(Graduated(tiers=ours), D(7), 2) == Graduated(tiers=theirs)


@given(every_model)
def test_at_par_nothing_changes(charge: AnyCharge) -> None:
    assert scaled(charge, D(1), 8) == charge
