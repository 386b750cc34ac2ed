"""Two clocks of a report, each by its own hours."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from contracts.domain.sla.clocks import Clock, Clocks, Hours, Report, Severity, Timed, ran, timed
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.workdays import WorkCalendar, china
from quotes.domain.usage.series import SHANGHAI

CALENDAR = china(2026, 2026)
NINE_TO_SIX = Hours(opens=time(9), closes=time(18))
# A Wednesday; from Thursday on the country is off for National Day, until the 8th.
EVE = datetime(2026, 9, 30, 17, tzinfo=SHANGHAI)
END = datetime(2026, 11, 1, tzinfo=SHANGHAI)


def report(
    answered: timedelta | None, restored: timedelta | None, severity: Severity = Severity.URGENT, at: datetime = EVE
) -> Report:
    ends = (None if after is None else at + after for after in (answered, restored))
    return Report(severity=severity, reported=at, responded=next(ends), resolved=next(ends))


def clocks(*minutes: int, in_hours: bool = False, severity: Severity = Severity.URGENT) -> Clocks:
    return Clocks(
        minutes={(severity, clock): given for clock, given in zip(Clock, minutes, strict=False)},
        in_hours=frozenset({severity} if in_hours else ()),
        hours=NINE_TO_SIX,
    )


def judged(reports: list[Report], given: Clocks, calendar: WorkCalendar = CALENDAR) -> list[tuple[int, int, int]]:
    return [(one.kept, one.missed, one.running) for one in timed(reports, given, calendar, END)]


def test_an_answer_in_time_is_no_restoring_in_time() -> None:
    """Answered after 20 minutes, restored after three hours: the first clock is kept and the second is not."""
    one = report(timedelta(minutes=20), timedelta(hours=3))
    assert judged([one], clocks(30, 120)) == [(1, 0, 0), (0, 1, 0)]
    assert judged([one], clocks(15, 240)) == [(0, 1, 0), (1, 0, 0)]


def test_exactly_the_time_given_keeps_it() -> None:
    assert judged([report(timedelta(minutes=30), None)], clocks(30)) == [(1, 0, 0)]
    assert judged([report(timedelta(minutes=30, seconds=1), None)], clocks(30)) == [(0, 1, 0)]


def test_working_hours_stand_still_over_night_and_over_a_holiday() -> None:
    """From 17:00 on the eve of National Day until 10:00 on the first day back: two working hours, 185 on the wall."""
    back = datetime(2026, 10, 8, 10, tzinfo=SHANGHAI)
    one = report(back - EVE, None)
    assert ran(one, Clock.RESPONSE, NINE_TO_SIX, CALENDAR, END) == timedelta(hours=2)
    assert ran(one, Clock.RESPONSE, None, CALENDAR, END) == timedelta(hours=185)
    assert judged([one], clocks(120, in_hours=True)) == [(1, 0, 0)]
    assert judged([one], clocks(120)) == [(0, 1, 0)]


def waiting(*hours: tuple[int, int], restored: int = 5) -> Report:
    waits = tuple((EVE + timedelta(hours=one), EVE + timedelta(hours=other)) for one, other in hours)
    return replace(report(timedelta(minutes=20), timedelta(hours=restored)), waits=waits)


def test_the_resolution_clock_stands_still_while_the_customer_is_waited_for_where_the_wording_says_so() -> None:
    """Five hours of which two were theirs; what they were waited for after it was restored is none of ours."""
    one, given = waiting((1, 2), (3, 4), (6, 8)), clocks(15, 180)
    assert judged([one], given) == [(0, 1, 0), (0, 1, 0)]
    assert judged([one], replace(given, pauses=True)) == [(0, 1, 0), (1, 0, 0)]
    assert ran(one, Clock.RESPONSE, None, CALENDAR, END, pauses=True) == timedelta(minutes=20)


def test_what_was_waited_for_out_of_hours_is_taken_off_no_working_time() -> None:
    """From 17:00 on; they were waited for from 18:00 on, and nobody worked any more."""
    one = waiting((1, 4))
    assert ran(one, Clock.RESOLUTION, NINE_TO_SIX, CALENDAR, END, pauses=True) == timedelta(hours=1)


@pytest.mark.parametrize("hours", [((-1, 1),), ((2, 1),), ((1, 1),), ((1, 3), (2, 4)), ((3, 4), (1, 2))])
def test_waits_follow_the_report_and_each_other(hours: tuple[tuple[int, int], ...]) -> None:
    assert waiting((1, 2), (2, 3)).waits
    with pytest.raises(Refusal):
        waiting(*hours)


def test_a_day_announced_as_worked_counts_and_one_announced_as_off_does_not() -> None:
    friday = datetime(2026, 11, 13, 17, tzinfo=SHANGHAI)
    one = report(timedelta(days=1), None, at=friday)
    day = friday.date() + timedelta(days=1)
    assert ran(one, Clock.RESPONSE, NINE_TO_SIX, china(2026, 2026), END) == timedelta(hours=1)
    assert ran(one, Clock.RESPONSE, NINE_TO_SIX, china(2026, 2026, {day: True}), END) == timedelta(hours=9)
    assert ran(one, Clock.RESPONSE, NINE_TO_SIX, china(2026, 2026, {friday.date(): False}), END) == timedelta()


def test_what_nobody_stopped_runs_while_it_has_time_and_is_missed_after() -> None:
    late = report(None, None, at=END - timedelta(minutes=10))
    assert judged([late], clocks(30)) == [(0, 0, 1)]
    assert judged([report(None, None)], clocks(30)) == [(0, 1, 0)]


def test_an_answer_that_nobody_noted_came_with_the_restoring_at_the_latest() -> None:
    quick, slow, noted = (
        report(None, timedelta(minutes=20)), report(None, timedelta(minutes=45)),
        report(timedelta(hours=2), timedelta(minutes=25)),
    )  # fmt: skip
    (found,) = timed([quick, slow, noted], clocks(30), CALENDAR, END)
    assert (found.kept, found.missed, found.running, found.untold, found.slowest) == (
        2, 0, 0, 1, timedelta(minutes=25),
    )  # fmt: skip


def test_each_severity_is_held_against_its_own_minutes() -> None:
    both = Clocks(minutes={(Severity.URGENT, Clock.RESPONSE): 15, (Severity.NORMAL, Clock.RESPONSE): 60})
    reports = [report(timedelta(minutes=40), None, severity) for severity in Severity]
    assert judged(reports, both) == [(0, 1, 0), (1, 0, 0)]


def test_what_missed_is_named_with_how_long_it_took() -> None:
    slow, quick = report(timedelta(hours=3), None), report(timedelta(minutes=5), None)
    (found,) = timed([slow, quick], clocks(30), CALENDAR, END)
    assert (found.late, found.missed) == (((slow, timedelta(hours=3)),), 1)


def test_what_a_contract_does_not_time_is_not_judged() -> None:
    assert timed([report(None, None)], Clocks(), CALENDAR, END) == ()
    quiet = Timed(
        severity=Severity.URGENT, clock=Clock.RESPONSE, minutes=30, hours=None, kept=0, running=0, untold=0,
        slowest=None,
    )  # fmt: skip
    assert timed([], clocks(30), CALENDAR, END) == (quiet,)


def test_clocks_that_cannot_run_are_refused() -> None:
    for wrong in (
        lambda: report(timedelta(minutes=-1), None),
        lambda: Hours(opens=time(18), closes=time(9)),
        lambda: Clocks(in_hours=frozenset({Severity.NORMAL})),
        lambda: clocks(0),
        lambda: clocks(10**6),
    ):
        with pytest.raises(Refusal):
            wrong()
