"""Counting days on which people in China work: weekdays, less holidays, plus the weekend days worked to make up."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import holidays

from dealdesk.kernel.refusals import Refusal

ONE = timedelta(days=1)
SATURDAY, WEEK = 5, 7
# A longer span is a typing error.
LONGEST = 3660


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """Holidays, make-up days (weekend days worked), and the years whose make-up days have been announced."""

    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        return day in self.make_up_days or (day.weekday() < SATURDAY and day not in self.holidays)

    def count(self, start: date, end: date) -> int:
        """Working days from `start` until the day before `end`; negative when `end` comes first."""
        if end < start:
            return -self.count(end, start)
        if (end - start).days > LONGEST:
            raise Refusal("These two dates are more than ten years apart.")
        return self._before(end) - self._before(start)

    def after(self, day: date, workdays: int) -> date:
        """The working day that comes so many working days after a day; the day itself is not counted."""
        return self._walk(day, workdays, ONE)

    def before(self, day: date, workdays: int) -> date:
        """The latest day to start work of so many working days that must be done when `day` begins."""
        return self._walk(day, workdays, -ONE)

    def worked(self, start: datetime, end: datetime, opens: time, closes: time) -> timedelta:
        """Working time between two moments of one zone: on days that are worked, from one hour until another; none
        where `end` comes first."""
        if (end - start).days > LONGEST:
            raise Refusal("These two dates are more than ten years apart.")
        if end <= start:
            return timedelta()
        first, last = start.date(), end.date()
        whole = self.count(min(first + ONE, last), last)
        length = datetime.combine(last, closes) - datetime.combine(last, opens)
        return whole * length + sum(
            (self._worked_on(day, start, end, opens, closes) for day in {first, last}), timedelta()
        )

    def _before(self, day: date) -> int:
        """Working days from the first day there is, a Monday, until the day before: long spans are never walked."""
        weeks, rest = divmod(day.toordinal() - 1, WEEK)
        return weeks * SATURDAY + min(rest, SATURDAY) + bisect_left(self._added, day) - bisect_left(self._taken, day)

    @cached_property
    def _added(self) -> list[date]:
        return sorted(day for day in self.make_up_days if day.weekday() >= SATURDAY)

    @cached_property
    def _taken(self) -> list[date]:
        return sorted(day for day in self.holidays - self.make_up_days if day.weekday() < SATURDAY)

    def _worked_on(self, day: date, start: datetime, end: datetime, opens: time, closes: time) -> timedelta:
        if not self.is_workday(day):
            return timedelta()
        first = max(start, datetime.combine(day, opens, start.tzinfo))
        last = min(end, datetime.combine(day, closes, start.tzinfo))
        return max(last - first, timedelta())

    def unannounced(self, start: date, end: date) -> tuple[int, ...]:
        """Years of the span whose make-up days are not known yet, so that a count over them may still change."""
        last = max(start, end - ONE)
        return tuple(year for year in range(start.year, last.year + 1) if year not in self.announced)

    def _walk(self, day: date, workdays: int, step: timedelta) -> date:
        if not 0 <= workdays <= LONGEST:
            raise Refusal("Working days are counted from 0 to %(most)s.", most=LONGEST)
        while workdays:
            day += step
            workdays -= self.is_workday(day)
        return day


def china(first_year: int, last_year: int, overrides: Mapping[date, bool] | None = None) -> WorkCalendar:
    """The calendar of the years, as the State Council announced them where it has; what is law but not yet announced
    (the days off themselves) is known for every year, the exchanged weekend days are not.

    `overrides` are announcements entered by hand: True is worked, False is off. A year with one counts as announced.
    Source: 全国年节及纪念日放假办法 (国令第795号) and the yearly notice, as kept by the `holidays` library.
    """
    years = range(first_year, last_year + 1)
    known = holidays.country_holidays("CN", years=years)
    off = {day for day in known if day.year in years}
    worked = {day for day in known.weekend_workdays if day.year in years}
    announced = {day.year for day in worked}
    for day, is_worked in (overrides or {}).items():
        announced.add(day.year)
        (worked if is_worked else off).add(day)
        (off if is_worked else worked).discard(day)
    return WorkCalendar(
        holidays=frozenset(off), make_up_days=frozenset(worked), announced=frozenset(announced & set(years))
    )
