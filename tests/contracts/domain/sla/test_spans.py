"""How long a service may be gone, and where its months lie."""

from datetime import date, timedelta
from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.sla.composing import beside_each_other, one_after_another
from contracts.domain.sla.spans import Cut, ServiceMonth, calendar, cut_of, may_be_down, service_months, spelled, up_for
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.periods import Period, term
from dealdesk.kernel.refusals import Refusal


def test_the_same_promise_is_another_number_of_hours_on_another_calendar() -> None:
    hours = [may_be_down(Percent(D("99.9")), calendar(D(days)).year_minutes) / 60 for days in ("365", "365.25")]
    assert hours == [D("8.76"), D("8.766")]


@pytest.mark.parametrize(
    ("minutes", "told"), [("432", "7h12m"), ("43.2", "43m12s"), ("4.32", "4m19s"), ("60", "1h"), ("0", "0s")]
)
def test_minutes_are_spelled_as_tables_print_them(minutes: str, told: str) -> None:
    assert spelled(D(minutes)) == told


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 36), st.sampled_from(ServiceMonth))
def test_service_months_cover_the_term_without_a_gap(start: date, months: int, counted: ServiceMonth) -> None:
    whole, parts = term(start, months), service_months(start, months, counted)
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    assert all(one.end == other.start for one, other in pairwise(parts))
    more = counted is ServiceMonth.CALENDAR and start.day > 1
    # A term that begins on the 31st ends with its last month.
    assert len(parts) - months in ({0, 1} if more else {0})


def test_a_term_within_a_month_touches_one_more() -> None:
    assert len(service_months(date(2026, 3, 17), 3, ServiceMonth.CALENDAR)) == 4
    assert len(service_months(date(2026, 3, 17), 3, ServiceMonth.ANNIVERSARY)) == 3


def test_services_in_a_row_are_worse_and_side_by_side_better_than_each() -> None:
    pair = [Percent(D("99.95")), Percent(D("99.9"))]
    assert one_after_another(pair) < min(pair) < max(pair) < beside_each_other(pair)


def test_what_is_no_availability_is_refused() -> None:
    for wrong in (
        lambda: may_be_down(Percent(D(101)), D(1)),
        lambda: may_be_down(Percent(D(99)), D(-1)),
        lambda: up_for(D(2), D(1)),
        lambda: up_for(D(0), D(0)),
        lambda: calendar(D(0)),
        lambda: one_after_another([]),
        lambda: beside_each_other([Percent(D(-1))]),
    ):
        with pytest.raises(Refusal):
            wrong()


def test_only_the_first_and_the_last_month_of_a_contract_are_cut() -> None:
    whole = Period(date(2026, 10, 17), date(2027, 1, 17))
    firsts = [date(2026, 9, 1) + timedelta(days=31 * n) for n in range(6)]
    cuts = [cut_of(whole, ServiceMonth.CALENDAR, first) for first in firsts]
    assert cuts == [None, Cut(ran=15, days=31), None, None, Cut(ran=16, days=31), None]
    by_days = Period(date(2026, 10, 17), date(2026, 12, 20))
    cuts = [cut_of(by_days, ServiceMonth.ANNIVERSARY, date(2026, month, 1)) for month in (10, 11, 12)]
    assert cuts == [None, None, Cut(ran=3, days=31)]
