"""Stretches of days, half-open: the first day is in, the last is the day before the end."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dealdesk.kernel.refusals import Refusal


@dataclass(frozen=True)
class Period:
    """From `start` until the day before `end`; no end is for ever."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise Refusal("The end must come after the start.", field="end")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    @property
    def days(self) -> int | None:
        return None if self.end is None else (self.end - self.start).days

    @property
    def last_day(self) -> date | None:
        return None if self.end is None else date.fromordinal(self.end.toordinal() - 1)

    def overlaps(self, other: "Period") -> bool:
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def overlap(self, other: "Period") -> "Period | None":
        """The days in both, or None; periods that only touch share no day."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends, default=None))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter: 31 January + 1 is 28 or 29 February.

    Count from the first day each time: adding one month twice can end earlier than adding two.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise Refusal("That date is too far away.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term(start: date, months: int) -> Period:
    """A contract term: twelve months from 1 January end before the next 1 January."""
    if months < 1:
        raise Refusal("A term has at least one month.", field="months")
    return Period(start, add_months(start, months))
