from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.workdays import WorkCalendar, china

CHINA = china(2026, 2027)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_a_holiday_is_off_and_its_exchanged_sunday_is_worked() -> None:
    # 国务院办公厅, 2026 notice: 1-7 October off; Sunday 20 September and Saturday 10 October worked.
    worked = [date(2026, 9, 20), date(2026, 10, 8), date(2026, 10, 10)]
    off = [date(2026, 10, 1), date(2026, 10, 7), date(2026, 10, 11), date(2026, 9, 19)]
    assert [CHINA.is_workday(day) for day in worked + off] == [True] * 3 + [False] * 4


def test_the_first_ten_days_of_october_hold_three_working_days() -> None:
    assert CHINA.count(date(2026, 10, 1), date(2026, 10, 11)) == 3


def test_twenty_five_working_days_before_the_freeze_start_on_10_november() -> None:
    freeze = date(2026, 12, 15)
    assert CHINA.before(freeze, 25) == date(2026, 11, 10)
    assert CHINA.count(date(2026, 11, 10), freeze) == 25


def test_a_year_without_a_notice_is_named() -> None:
    assert CHINA.unannounced(date(2026, 12, 1), date(2027, 1, 1)) == ()
    assert CHINA.unannounced(date(2026, 12, 1), date(2027, 1, 2)) == (2027,)


def test_an_announcement_entered_by_hand_wins() -> None:
    sunday, monday = date(2027, 2, 14), date(2027, 2, 8)
    entered = china(2027, 2027, {sunday: True, monday: False, date(2027, 2, 11): False})
    assert [entered.is_workday(day) for day in (sunday, monday, date(2027, 2, 11))] == [True, False, False]
    assert entered.unannounced(date(2027, 1, 1), date(2028, 1, 1)) == ()


def test_a_span_without_end_is_refused() -> None:
    with pytest.raises(Refusal):
        CHINA.count(date(2026, 1, 1), date(2126, 1, 1))
    with pytest.raises(Refusal):
        CHINA.after(date(2026, 1, 1), -1)


def test_without_holidays_a_week_has_five_working_days() -> None:
    assert WorkCalendar().count(date(2026, 11, 23), date(2026, 11, 30)) == 5


@given(days, st.integers(0, 40))
def test_going_back_and_counting_agree(day: date, workdays: int) -> None:
    start = CHINA.before(day, workdays)
    assert CHINA.count(start, day) == workdays


@given(days, st.integers(1, 40))
def test_going_forward_lands_on_a_working_day(day: date, workdays: int) -> None:
    end = CHINA.after(day, workdays)
    assert CHINA.is_workday(end)
    assert CHINA.count(day + timedelta(days=1), end + timedelta(days=1)) == workdays


@given(days, days, days)
def test_counts_add_up_over_any_split(a: date, b: date, c: date) -> None:
    assert CHINA.count(a, b) + CHINA.count(b, c) == CHINA.count(a, c)


@given(days, days)
def test_counting_says_the_same_as_walking(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    walked = sum(CHINA.is_workday(first + timedelta(days=n)) for n in range((last - first).days))
    assert (CHINA.count(first, last), CHINA.count(last, first)) == (walked, -walked)
    start, end = (datetime.combine(day, time(12)) for day in (first, last))
    halves = (CHINA.is_workday(last) - CHINA.is_workday(first)) * timedelta(hours=3)
    assert CHINA.worked(start, end, time(9), time(18)) == walked * timedelta(hours=9) + halves
