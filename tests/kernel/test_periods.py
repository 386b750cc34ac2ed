from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.periods import Period, add_months, term
from dealdesk.kernel.refusals import Refusal

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
EVER = Period(date(2026, 7, 1))
days = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def test_the_first_day_is_in_and_the_end_is_out() -> None:
    edges = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [day in YEAR for day in edges] == [False, True, True, False]
    assert (YEAR.days, YEAR.last_day) == (365, date(2026, 12, 31))


def test_no_end_is_for_ever() -> None:
    assert (date.max in EVER, EVER.days, EVER.last_day) == (True, None, None)


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31)])
def test_a_period_ends_after_it_starts(end: date) -> None:
    with pytest.raises(Refusal) as refused:
        Period(date(2026, 1, 1), end)
    assert refused.value.field == "end"


def test_the_days_in_both() -> None:
    assert YEAR.overlap(EVER) == Period(date(2026, 7, 1), date(2027, 1, 1))
    assert EVER.overlap(Period(date(2030, 1, 1))) == Period(date(2030, 1, 1))


def test_periods_that_only_touch_share_no_day() -> None:
    after = Period(date(2027, 1, 1), date(2028, 1, 1))
    assert (YEAR.overlaps(after), after.overlaps(YEAR), YEAR.overlap(after)) == (False, False, None)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 24), 14, date(2028, 1, 24)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_a_date_out_of_the_calendar_is_refused() -> None:
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 1), -1) == date(1, 1, 1)
    with pytest.raises(Refusal):
        add_months(date(9999, 12, 1), 1)


def test_a_term_of_twelve_months_ends_before_its_anniversary() -> None:
    assert term(date(2026, 1, 1), 12) == YEAR
    assert term(date(2026, 1, 1), 1).last_day == date(2026, 1, 31)
    with pytest.raises(Refusal):
        term(date(2026, 1, 1), 0)


@given(days, st.integers(-200, 200))
def test_adding_months_keeps_the_day_or_takes_the_last_one(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(days, st.integers(1, 500), days, st.integers(1, 500), days)
def test_a_day_is_in_the_overlap_exactly_if_it_is_in_both(
    start: date, length: int, other: date, other_length: int, day: date
) -> None:
    one = Period(start, date.fromordinal(start.toordinal() + length))
    two = Period(other, date.fromordinal(other.toordinal() + other_length))
    both = one.overlap(two)
    assert (day in one and day in two) == (both is not None and day in both)
    assert one.overlaps(two) == two.overlaps(one) == (both is not None)
