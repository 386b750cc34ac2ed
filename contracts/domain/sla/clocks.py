"""Two clocks of one report: until an engineer answers, and until it is restored; each by the hours a contract names.

Sources: Common Paper, Service Level Agreement 2.0 (response and resolution apart, an automatic reply is no answer);
ZEGO's published terms of support (round the clock).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import chain

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from dealdesk.kernel.workdays import WorkCalendar

# Two months: a longer one is a typing error.
MOST_MINUTES = 89_280


class Severity(Word):
    URGENT = "urgent", "Urgent severity"
    NORMAL = "normal", "Normal severity"


class Clock(Word):
    RESPONSE = "response", "Response clock"
    RESOLUTION = "resolution", "Resolution clock"


@dataclass(frozen=True, kw_only=True)
class Report:
    """When it was told to us, when an engineer answered, and when it was restored or worked around; None is not yet.
    Some are restored before anybody answers. `waits` are stretches in which only the customer could go on, one after
    another. All are by one zone's clock."""

    severity: Severity
    reported: datetime
    responded: datetime | None = None
    resolved: datetime | None = None
    waits: tuple[tuple[datetime, datetime], ...] = ()

    def __post_init__(self) -> None:
        times = [self.reported, *chain.from_iterable(self.waits)]
        if times != sorted(times) or any(begins == ends for begins, ends in self.waits):
            raise Refusal("Waiting begins after the report, ends after it begins, and never overlaps.", field="waits")
        for name in ("responded", "resolved"):
            at = getattr(self, name)
            if at is not None and at < self.reported:
                raise Refusal("Nothing is answered or restored before it is reported.", field=name)

    def stopped(self, clock: Clock) -> datetime | None:
        """Once it is restored nobody waits for an answer."""
        ends = [at for at in (self.responded, self.resolved) if at is not None]
        return min(ends, default=None) if clock is Clock.RESPONSE else self.resolved

    def is_told(self, clock: Clock) -> bool:
        """Whether it is known when the clock was stopped, or that nobody stopped it: an answer that nobody noted may
        have come any time before the restoring."""
        return clock is Clock.RESOLUTION or self.responded is not None or self.resolved is None


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Of a working day; which days are worked is the calendar's word."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise Refusal("A working day ends after it begins.", field="closes")


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """How many minutes a contract gives each clock, by severity; what it does not name is not timed. `in_hours` are the
    severities that are timed in working hours; the others run round the clock. With `pauses` what the customer is
    waited for is no time of the resolution clock."""

    minutes: Mapping[tuple[Severity, Clock], int] = field(default_factory=dict)
    in_hours: frozenset[Severity] = frozenset()
    hours: Hours | None = None
    pauses: bool = False

    def __post_init__(self) -> None:
        if self.in_hours and self.hours is None:
            raise Refusal("Say from when until when a working day is worked.", field="opens")
        for (severity, clock), minutes in self.minutes.items():
            if not 1 <= minutes <= MOST_MINUTES:
                raise Refusal("A clock runs from one minute to two months.", field=f"{severity}_{clock}")

    def timed(self, severity: Severity) -> Hours | None:
        """None is round the clock."""
        return self.hours if severity in self.in_hours else None


def ran(
    report: Report, clock: Clock, hours: Hours | None, calendar: WorkCalendar, until: datetime, *, pauses: bool = False
) -> timedelta:
    """From the report until the clock was stopped, or until a moment where it was not; working time where hours are
    given, and without the waits where it pauses."""

    def between(begins: datetime, ends: datetime) -> timedelta:
        return ends - begins if hours is None else calendar.worked(begins, ends, hours.opens, hours.closes)

    end = report.stopped(clock) or max(until, report.reported)
    waits = report.waits if pauses and clock is Clock.RESOLUTION else ()
    waited = (between(begins, min(ends, end)) for begins, ends in waits if begins < end)
    return between(report.reported, end) - sum(waited, timedelta())


@dataclass(frozen=True, kw_only=True)
class Timed:
    """What a contract says of one clock and severity, and how its reports stand to it: `running` were not stopped when
    the log ended and had time left; `untold` were restored after their time, and nobody said when they were answered.
    `slowest` is the longest of the others, None without one. `late` are those that missed, with how long each took, or
    has taken so far."""

    severity: Severity
    clock: Clock
    minutes: int
    hours: Hours | None
    kept: int
    running: int
    untold: int
    slowest: timedelta | None
    late: tuple[tuple[Report, timedelta], ...] = ()

    @property
    def missed(self) -> int:
        return len(self.late)


def timed(reports: Sequence[Report], clocks: Clocks, calendar: WorkCalendar, until: datetime) -> tuple[Timed, ...]:
    """Every clock that the contract names, urgent ones first; exactly the time given keeps it. `until` is when the log
    ends: a clock that nobody had stopped by then is missed once its time is over."""
    return tuple(
        _timed([one for one in reports if one.severity is severity], severity, clock, clocks, calendar, until)
        for severity in Severity
        for clock in Clock
        if (severity, clock) in clocks.minutes
    )


def _timed(
    reports: Sequence[Report],
    severity: Severity,
    clock: Clock,
    clocks: Clocks,
    calendar: WorkCalendar,
    until: datetime,
) -> Timed:
    hours, minutes = clocks.timed(severity), clocks.minutes[severity, clock]
    given = timedelta(minutes=minutes)
    lengths = [(one, ran(one, clock, hours, calendar, until, pauses=clocks.pauses)) for one in reports]
    taken = [(one, length) for one, length in lengths if length <= given or one.is_told(clock)]
    late = tuple((one, length) for one, length in taken if length > given)
    running = sum(one.stopped(clock) is None and length <= given for one, length in taken)
    return Timed(
        severity=severity,
        clock=clock,
        minutes=minutes,
        hours=hours,
        kept=len(taken) - len(late) - running,
        running=running,
        untold=len(lengths) - len(taken),
        slowest=max((length for _, length in taken), default=None),
        late=late,
    )
