"""How far we answer."""

from decimal import Decimal as D

import pytest

from contracts.domain.liability.damages import Loss, binds, damages, day_of_cap, void_exclusions
from contracts.domain.statutes import Rule
from dealdesk.kernel.refusals import Refusal
from tests.factories.law import law


def test_exactly_thirty_per_cent_above_the_loss_stands() -> None:
    rule = law(Rule.DAMAGES)
    assert not damages(rule, D(1_000_000), D(1_300_000)).is_excessive
    assert damages(rule, D(1_000_000), D("1300000.01")).is_excessive


def test_injury_and_gross_negligence_are_never_excluded() -> None:
    assert void_exclusions([Loss.INDIRECT, Loss.GROSS, Loss.PERSONAL]) == (Loss.PERSONAL, Loss.GROSS)
    assert void_exclusions([Loss.INDIRECT, Loss.ORDINARY]) == ()


def test_a_clause_that_nobody_may_ask_to_adjust_damages_is_not_honoured() -> None:
    assert (binds(waives_adjustment=True), binds(waives_adjustment=False)) == (False, True)


@pytest.mark.parametrize(
    ("daily", "cap", "day"), [(1_000, 30_000, 30), (1_000, 30_001, 31), (0, 30_000, None), (5, 0, 0)]
)
def test_daily_damages_reach_their_cap_on_a_day(daily: int, cap: int, day: int | None) -> None:
    assert day_of_cap(D(daily), D(cap)) == day


def test_damages_below_nothing_are_refused() -> None:
    for wrong in (lambda: damages(law(Rule.DAMAGES), D(-1), D(0)), lambda: day_of_cap(D(-1), D(0))):
        with pytest.raises(Refusal):
            wrong()
