"""Instalments beside what came in."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.payment.received import Came, Instalment, RunsFrom, beyond, days_taken, standings
from contracts.domain.statutes import Rule
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.workdays import WorkCalendar
from tests.factories.law import law

FIRST = date(2026, 12, 1)


def instalment(amount: int = 100, day: date = FIRST, **more: object) -> Instalment:
    told = {"amount": D(amount), "runs_from": RunsFrom.DAY, "from_day": day, "credit_days": 30} | more
    return Instalment(**told)  # type: ignore[arg-type]


CALENDAR = WorkCalendar()


def on(days: int) -> date:
    return FIRST + timedelta(days=days)


@pytest.mark.parametrize(
    ("accepted", "put_off", "due"), [(4, False, 34), (25, True, 41), (25, False, 55), (None, True, 41)]
)
def test_an_acceptance_that_is_put_off_gains_no_days(accepted: int | None, put_off: bool, due: int) -> None:
    """Day 40 is a Sunday: it is due on the Monday."""
    found = instalment(
        runs_from=RunsFrom.ACCEPTANCE,
        window_days=10,
        accepted_on=None if accepted is None else on(accepted),
        is_put_off=put_off,
    )
    assert found.due_on(CALENDAR) == on(due)


def test_what_is_not_accepted_yet_has_no_day() -> None:
    assert instalment(runs_from=RunsFrom.ACCEPTANCE, window_days=10).due_on(CALENDAR) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": D(0)},
        {"runs_from": RunsFrom.ACCEPTANCE},
        {"accepted_on": FIRST},
        {"runs_from": RunsFrom.ACCEPTANCE, "window_days": 1, "accepted_on": date(2026, 11, 30)},
    ],
)
def test_an_instalment_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        instalment(**wrong)  # type: ignore[arg-type]


def test_money_pays_what_was_due_first() -> None:
    later, sooner = instalment(100, on(90)), instalment(100, FIRST)
    found = standings([later, sooner], [Came(day=on(40), amount=D(130))], on(60), CALENDAR)
    assert [one.paid for one in found] == [30, 100]
    assert [(one.left, one.overdue, one.days_late) for one in found] == [(70, 0, 0), (0, 0, 0)]


def test_money_due_on_a_day_off_is_in_time_on_the_next_working_day() -> None:
    """Due on Saturday 5 December and paid on the Monday: nothing is late, and no interest runs."""
    saturday = instalment(day=date(2026, 11, 5))
    (found,) = standings([saturday], [Came(day=date(2026, 12, 7), amount=D(40))], date(2026, 12, 7), CALENDAR)
    assert (found.due_on, found.days_late, found.interest(law(Rule.LATE_INTEREST), None)) == (date(2026, 12, 7), 0, 0)


def test_interest_runs_on_what_came_late_and_on_what_is_late_still() -> None:
    """A million due on day 30: 400,000 come 10 days late, 600,000 are 90 days late."""
    rule = law(Rule.LATE_INTEREST)
    (found,) = standings([instalment(1_000_000)], [Came(day=on(40), amount=D(400_000))], on(120), CALENDAR)
    assert (found.overdue, found.days_late) == (600_000, 90)
    assert found.interest(rule, None) == 2_000 + 27_000
    assert found.interest(rule, Percent(D(5))).quantize(D("0.01")) == D("7945.21")


def test_days_taken_are_weighted_by_money() -> None:
    """The published case: 40 in ten days and 60 in 84 are 54.4."""
    came = [Came(day=on(10), amount=D(40)), Came(day=on(84), amount=D(60))]
    assert days_taken(standings([instalment()], came, on(100), CALENDAR)) == D("54.4")
    assert days_taken(standings([instalment()], [], on(100), CALENDAR)) is None


AMOUNTS = st.lists(st.integers(1, 500), min_size=1, max_size=4)


@given(AMOUNTS, AMOUNTS, st.integers(0, 200))
def test_no_money_is_lost_or_counted_twice(owed: list[int], paid: list[int], days: int) -> None:
    instalments = [instalment(amount, on(30 * place)) for place, amount in enumerate(owed)]
    came = [Came(day=on(7 * place), amount=D(amount)) for place, amount in enumerate(paid)]
    found = standings(instalments, came, on(days), CALENDAR)
    assert sum(one.paid for one in found) + beyond(instalments, came) == sum(paid)
    assert all(0 <= one.left <= one.instalment.amount for one in found)


@given(st.integers(0, 200), st.integers(0, 100))
def test_interest_never_falls_by_waiting(days: int, more: int) -> None:
    rule = law(Rule.LATE_INTEREST)
    sooner, later = (
        standings([instalment()], [], on(one), CALENDAR)[0].interest(rule, None) for one in (days, days + more)
    )
    assert sooner <= later
