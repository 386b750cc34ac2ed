"""What a promise will cost, from a mean or from our own incidents."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest

from contracts.domain.sla.credits import flat
from contracts.domain.sla.exposure import drawn, expected_credit, left_of, seed_of
from contracts.domain.sla.replay import Incident
from contracts.domain.sla.wordings import Method, Wording
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(90)]
DOWN = Wording(method=Method.OUTAGES)
SCALE = flat(Percent(D("99.9")), Percent(D(10)))
FEE = D(100_000)


def hour_on(day: date, minutes: int = 60) -> Incident:
    begins = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Incident(begins=begins, ends=begins + timedelta(minutes=minutes))


def test_a_service_that_is_never_gone_misses_nothing() -> None:
    assert expected_credit(D(0), Percent(D("99.9")), D(43_200), Percent(D(10)), FEE).credit == 0
    quiet = drawn([], DOWN, SCALE, FEE, DAYS)
    assert (quiet.missed, quiet.expected, quiet.worst) == (0, 0, 0)


def test_a_service_that_is_gone_every_day_misses_always() -> None:
    found = drawn([hour_on(day) for day in DAYS], DOWN, SCALE, FEE, DAYS)
    assert (found.missed, found.expected, found.bad, found.worst) == (1, 10_000, 10_000, 10_000)


def test_one_outage_in_ninety_days_is_missed_as_often_as_its_day_is_drawn() -> None:
    """1 - (89/90)^30 of all months hold that day: 28.5 %, within what 5,000 draws may be off by."""
    found = drawn([hour_on(DAYS[40])], DOWN, SCALE, FEE, DAYS)
    assert abs(float(found.missed) - (1 - (89 / 90) ** 30)) < 0.02
    assert found.expected == found.missed * 10_000


def test_the_same_log_draws_the_same_months() -> None:
    log = [hour_on(DAYS[3], 30), hour_on(DAYS[50], 20)]
    assert drawn(log, DOWN, SCALE, FEE, DAYS, n=500) == drawn(log, DOWN, SCALE, FEE, DAYS, n=500)


def test_the_seed_is_of_the_log_alone_and_is_told_with_what_was_drawn() -> None:
    log = [hour_on(DAYS[3], 30)]
    found = [drawn(log, DOWN, scale, FEE, DAYS, n=10).seed for scale in (SCALE, flat(Percent(D(99)), Percent(D(5))))]
    assert found == [seed_of(DAYS, log)] * 2
    assert seed_of(DAYS, []) != seed_of(DAYS, log) != seed_of(DAYS[1:], log)


def test_a_credit_eats_its_share_of_the_revenue_out_of_the_margin() -> None:
    assert [left_of(D(30_000), D(100_000), Percent(D(share))) for share in (0, 10, 50)] == [30_000, 20_000, -20_000]


def test_an_incident_past_midnight_stays_whole() -> None:
    """Either half of it alone would keep the promise."""
    late = Incident(begins=datetime(2026, 1, 5, 23, 35, tzinfo=UTC), ends=datetime(2026, 1, 6, 0, 25, tzinfo=UTC))
    assert drawn([late], DOWN, SCALE, FEE, DAYS, n=500).missed > 0


def test_a_log_of_no_days_is_refused() -> None:
    with pytest.raises(Refusal):
        drawn([], DOWN, SCALE, FEE, [])
    with pytest.raises(Refusal):
        expected_credit(D(-1), Percent(D(99)), D(1), Percent(D(1)), FEE)
