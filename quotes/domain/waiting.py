"""How long an approver has kept a request waiting: in working hours, and never while an answer is owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dealdesk.kernel.workdays import WorkCalendar

type Span = tuple[datetime, datetime | None]


@dataclass(frozen=True, kw_only=True)
class Patience:
    """After how much working time an approver is reminded, and after how much the request goes one level up; the hours
    are those of a working day. None: never."""

    remind_after: timedelta | None
    raise_after: timedelta | None
    opens: time
    closes: time


def waited(
    patience: Patience, calendar: WorkCalendar, start: datetime, now: datetime, still: Iterable[Span]
) -> timedelta:
    """Working time from `start` until `now`, by the hours of the zone of `start`, without the spans in which an answer
    was owed; a span without an end lasts."""
    hours = patience.opens, patience.closes
    stood = (calendar.worked(first, last, *hours) for first, last in merged(still, start, now))
    return calendar.worked(start, now, *hours) - sum(stood, timedelta())


def merged(spans: Iterable[Span], start: datetime, now: datetime) -> list[tuple[datetime, datetime]]:
    """The spans as far as they lie between two moments, in order, each moment once, in the zone of `start`."""
    zone = start.tzinfo
    found: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted((max(first, start), min(last or now, now)) for first, last in spans):
        if ends <= begins:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends.astimezone(zone))
        else:
            found.append((begins.astimezone(zone), ends.astimezone(zone)))
    return found
