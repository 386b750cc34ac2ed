"""A wait counts in working hours, and never while an answer is owed."""

from datetime import UTC, datetime, time, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.workdays import WorkCalendar
from quotes.domain.waiting import Patience, merged, waited

HOURS = Patience(remind_after=timedelta(hours=8), raise_after=timedelta(hours=16), opens=time(9), closes=time(18))
# Friday 27 November 2026, ten in the morning.
START = datetime(2026, 11, 27, 10, tzinfo=UTC)
NEVER_OFF = WorkCalendar()


def hours(until: datetime, *still: tuple[datetime, datetime | None]) -> float:
    return waited(HOURS, NEVER_OFF, START, until, still) / timedelta(hours=1)


def test_nights_and_week_ends_are_no_wait() -> None:
    evening, monday = START.replace(hour=23), START + timedelta(days=3)
    assert [hours(START), hours(evening), hours(monday)] == [0, 8, 9]


def test_a_question_stops_it_until_the_answer_and_one_without_an_answer_from_then_on() -> None:
    noon, two = START.replace(hour=12), START.replace(hour=14)
    evening = START.replace(hour=18)
    assert hours(evening, (noon, two)) == 6
    assert hours(evening, (noon, None)) == 2
    assert hours(evening, (noon, two), (START.replace(hour=13), START.replace(hour=15))) == 5


def test_moments_of_another_zone_count_by_the_same_hours() -> None:
    noon, two = (START.replace(hour=hour).astimezone(timezone(timedelta(hours=8))) for hour in (12, 14))
    assert hours(START.replace(hour=18), (noon, two)) == 6


moments = st.integers(-100, 300).map(lambda n: START + timedelta(hours=n))


@given(st.lists(st.tuples(moments, st.none() | moments), max_size=5), moments)
def test_standing_still_never_adds_and_never_takes_more_than_there_was(
    still: list[tuple[datetime, datetime | None]], now: datetime
) -> None:
    spans = merged(still, START, now)
    assert spans == sorted(spans)
    assert all(one[1] < two[0] for one, two in pairwise(spans))
    assert 0 <= waited(HOURS, NEVER_OFF, START, now, still) / timedelta(hours=1) <= hours(now)
