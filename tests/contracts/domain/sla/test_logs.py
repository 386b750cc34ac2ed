"""What a file of incidents says, line by line."""

from datetime import datetime
from decimal import Decimal as D

import pytest

from contracts.domain.sla.clocks import Report, Severity
from contracts.domain.sla.logs import MOST, Trouble, read_log
from contracts.domain.sla.replay import Incident
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.usage.series import SHANGHAI

COVERS = (datetime(2026, 9, 1, tzinfo=SHANGHAI), datetime(2026, 11, 1, tzinfo=SHANGHAI))
BEGINS, ENDS = "2026-09-01 20:00:30", "2026/9/1 20:05"
WAITED = "2026-09-01 20:30 ~ 2026-09-01 20:45；2026/9/1 21:00 至 2026/9/1 21:10"
TOLD = ("紧急", "2026-09-01 20:02", "2026-09-01 20:20", "", WAITED)
GOOD = (BEGINS, ENDS, "20%", "否", "是", "华东", "1,200", *TOLD)


def test_a_row_is_an_incident_and_titles_are_passed_over() -> None:
    found = read_log(enumerate([("开始", "结束"), (), GOOD, (BEGINS, ENDS)], 1), COVERS)
    begins = datetime(2026, 9, 1, 20, 0, 30, tzinfo=SHANGHAI)
    ends = datetime(2026, 9, 1, 20, 5, tzinfo=SHANGHAI)
    assert found.wrong == ()
    assert found.incidents == (
        Incident(
            begins=begins, ends=ends, failing=Percent(D(20)), every_way=False, excluded=True, region="华东",
            requests=D(1200), report=Report(
                severity=Severity.URGENT,
                reported=datetime(2026, 9, 1, 20, 2, tzinfo=SHANGHAI),
                responded=datetime(2026, 9, 1, 20, 20, tzinfo=SHANGHAI),
                waits=tuple(
                    (datetime(2026, 9, 1, *begins, tzinfo=SHANGHAI), datetime(2026, 9, 1, *ends, tzinfo=SHANGHAI))
                    for begins, ends in (((20, 30), (20, 45)), ((21, 0), (21, 10)))
                ),
            ),
        ),
        Incident(begins=begins, ends=ends),
    )  # fmt: skip


def test_of_a_wait_the_end_that_cannot_be_read_is_shown() -> None:
    (wrong,) = read_log(enumerate([(*GOOD[:11], "2026-09-01 20:30 ~ 昨天")], 1), COVERS).wrong
    assert (wrong.trouble, wrong.shown) == (Trouble.BAD_WAITS, "昨天")


@pytest.mark.parametrize(
    ("place", "cell", "trouble"),
    [
        (0, "明天", Trouble.BAD_START),
        (1, "", Trouble.BAD_END),
        (1, BEGINS, Trouble.ENDS_FIRST),
        (1, "2026-11-01 00:01", Trouble.OUTSIDE),
        (2, "120", Trouble.BAD_RATE),
        (2, "一半", Trouble.BAD_RATE),
        (3, "也许", Trouble.BAD_ANSWER),
        (6, "-1", Trouble.BAD_COUNT),
        (6, "1e99", Trouble.BAD_COUNT),
        (7, "特急", Trouble.BAD_SEVERITY),
        (8, "", Trouble.BAD_REPORT),
        (9, "昨天", Trouble.BAD_ANSWERED),
        (10, "昨天", Trouble.BAD_RESTORED),
        (10, "2036-09-01 21:00", Trouble.LATE),
        (11, "一小时", Trouble.BAD_WAITS),
        (11, "2026-09-01 20:00 ~ 2026-09-01 20:45", Trouble.BAD_WAITS),
        (11, "2026-09-01 20:30 ~ 2036-09-01 20:45", Trouble.LATE),
    ],
)
def test_what_is_wrong_is_told_by_its_line(place: int, cell: str, trouble: Trouble) -> None:
    wrong = [cell if at == place else good for at, good in enumerate(GOOD)]
    found = read_log(enumerate([GOOD, wrong], 1), COVERS)
    assert [(one.line, one.trouble, one.shown) for one in found.wrong] == [
        (2, trouble, BEGINS if trouble is Trouble.OUTSIDE else cell)
    ]


def test_what_is_answered_before_it_is_reported_is_told_and_no_severity_is_a_normal_one() -> None:
    before = (*GOOD[:9], "2026-09-01 20:01", "")
    assert [one.trouble for one in read_log([(1, before)], COVERS).wrong] == [Trouble.ANSWERED_FIRST]
    (plain,) = read_log([(1, (*GOOD[:7], "", *GOOD[8:]))], COVERS).incidents
    assert plain.report
    assert plain.report.severity is Severity.NORMAL


def test_a_file_without_incidents_and_one_with_too_many_are_refused() -> None:
    with pytest.raises(Refusal, match="no incidents"):
        read_log([(1, ("开始", "结束"))], COVERS)
    with pytest.raises(Refusal, match="at most"):
        read_log(((line, GOOD) for line in range(MOST + 1)), COVERS)
