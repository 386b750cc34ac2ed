from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.usage import reading as rules
from quotes.domain.usage.reading import Issue, Read, Trouble, is_clock, moment, read, reading, together
from quotes.domain.usage.series import MISSING, SHANGHAI, Measure

START = datetime.fromisoformat("2026-10-01T00:00:00")


def at(minutes: int) -> str:
    return (START + timedelta(minutes=minutes)).isoformat(" ", "minutes")


def told(*rows: tuple[Any, Any], leave_out: bool = False) -> Read:
    """Rows below one line of titles; a time may be told in minutes from the start."""
    cells = [("时间", "并发"), *((at(when) if isinstance(when, int) else when, value) for when, value in rows)]
    return read(((line, *row) for line, row in enumerate(cells, 1)), Measure.STREAMS, leave_out=leave_out)


def plain(count: int) -> list[tuple[Any, Any]]:
    return [(5 * n, str(n)) for n in range(count)]


def points(found: Read) -> list[int]:
    assert found.series is not None
    return found.series.points.tolist()


def test_good_rows_are_a_series() -> None:
    found = told((0, "1"), (5, "2.5"), (10, " 1,200 "))
    assert (points(found), found.issues, found.rows) == ([1000, 2500, 1_200_000], (), 3)
    assert found.series
    assert (found.series.start, found.series.step) == (START.replace(tzinfo=SHANGHAI), 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-10-01 08:05",
        "2026-10-01T08:05:00",
        "2026/10/1 8:05",
        "2026/10/01 08:05:00.000",
        "2026年10月1日 8:05",
        "2026.10.1 8:05:00",
        "2026-10-01T00:05:00Z",
        "2026-10-01T09:05:00+09:00",
        datetime(2026, 10, 1, 8, 5),  # noqa: DTZ001
        datetime(2026, 10, 1, 0, 5, tzinfo=UTC),
    ],
)
def test_a_time_is_read_as_people_and_spreadsheets_write_it(cell: object) -> None:
    assert moment(cell) == moment("2026-10-01 08:05")
    assert moment(date(2026, 10, 1)) == moment("2026-10-01") == moment("2026-10-01 00:00")


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "昨天",
        "2026-13-01",
        "2026/2/30 1:00",
        "1999-12-31",
        "2026-10-01 00:00:30",
        45000,
        None,
        "10:05",
        # Blanks enough to keep a search for a time busy for minutes.
        pytest.param("2026-1-5" + " " * 30_000 + "x", id="blanks"),
    ],
)
def test_what_is_no_minute_of_this_century_is_no_time(cell: object) -> None:
    assert moment(cell) is None


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("2026-10-01", "08:05"),
        ("2026/10/1", "8:05:00"),
        ("2026年10月1日", time(8, 5)),
        (date(2026, 10, 1), "8:05"),
        (date(2026, 10, 1), time(8, 5)),
        (datetime(2026, 10, 1), time(8, 5)),  # noqa: DTZ001
    ],
)
def test_a_day_and_its_time_may_stand_in_two_cells(day: object, clock: object) -> None:
    assert is_clock(clock)
    assert moment(together(day, clock)) == moment("2026-10-01 08:05")


@pytest.mark.parametrize(
    ("day", "clock"), [("昨天", "8:05"), ("昨天", time(8, 5)), ("2026-10-01", "25:00"), (None, "8:05"), (7, time(8, 5))]
)
def test_what_is_no_day_or_no_time_of_one_is_no_time(day: object, clock: object) -> None:
    assert moment(together(day, clock)) is None


def test_a_reading_is_no_time_of_the_day() -> None:
    assert not any(is_clock(cell) for cell in ("1204", "1187.5", Decimal(7), None, "2026-10-01 08:05"))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0", 0),
        ("12.3456", 12_346),
        (Decimal("0.0005"), 1),
        (7, 7000),
        ("1e3", 1_000_000),
        ("", Trouble.EMPTY),
        (None, Trouble.EMPTY),
        ("-1", Trouble.NEGATIVE),
        ("1e10", Trouble.TOO_LARGE),
        ("1e999999", Trouble.TOO_LARGE),
        ("N/A", Trouble.BAD_READING),
        ("NaN", Trouble.BAD_READING),
        (True, Trouble.BAD_READING),
        (date(2026, 1, 1), Trouble.BAD_READING),
    ],
)
def test_a_reading_is_settled_to_a_thousandth_or_says_what_is_wrong(cell: object, value: object) -> None:
    assert reading(cell) == value


def test_rows_that_cannot_be_read_are_teller_line_and_stop_the_file() -> None:
    found = told(*plain(3), ("昨天", "4"), (20, "坏"), (25, "-1"))
    assert found.series is None
    assert found.issues == (
        Issue(trouble=Trouble.BAD_TIME, line=5, last=5, shown="昨天"),
        Issue(trouble=Trouble.BAD_READING, line=6, last=6, shown="坏"),
        Issue(trouble=Trouble.NEGATIVE, line=7, last=7, shown="-1"),
    )
    assert found.stopping == found.issues


def test_left_out_they_are_gaps() -> None:
    found = told((0, "1"), (5, "坏"), (10, "3"), (15, "4"), leave_out=True)
    assert points(found) == [1000, MISSING, 3000, 4000]
    assert found.counts == {Trouble.BAD_READING: 1, Trouble.GAP: 1}


def test_a_gap_is_told_with_its_length_and_does_not_stop_the_file() -> None:
    found = told((0, "1"), (5, "2"), (30, "3"), (35, "4"))
    assert found.issues == (Issue(trouble=Trouble.GAP, line=4, last=4, count=4, shown="2026-10-01 00:10"),)
    assert points(found) == [1000, 2000, MISSING, MISSING, MISSING, MISSING, 3000, 4000]


def test_rows_out_of_order_are_sorted_and_told_as_one() -> None:
    found = told((10, "3"), (5, "2"), (0, "1"))
    assert found.issues == (Issue(trouble=Trouble.OUT_OF_ORDER, line=3, last=4, count=2),)
    assert points(found) == [1000, 2000, 3000]


def test_a_row_said_twice_counts_once_and_a_contradiction_stops_the_file() -> None:
    twice = told(*plain(3), (5, "1"), (5, "1.0"))
    assert twice.counts == {Trouble.OUT_OF_ORDER: 1, Trouble.REPEATED: 2}
    assert points(twice) == [0, 1000, 2000]
    against = told(*plain(3), (5, "9"), (5, "1"))
    assert [issue.line for issue in against.stopping] == [5]
    assert against.counts[Trouble.REPEATED] == 1
    assert points(told(*plain(3), (5, "9"), leave_out=True)) == [0, 1000, 2000]


def test_a_row_between_two_steps_stops_the_file() -> None:
    found = told(*plain(4), (17, "9"))
    assert [(issue.trouble, issue.line) for issue in found.stopping] == [(Trouble.OFF_STEP, 6)]


def test_an_empty_cell_is_a_gap_and_an_empty_row_is_nothing() -> None:
    found = told((0, "1"), (5, ""), (10, "3"), (15, "4"), ("", ""))
    assert found.counts == {Trouble.EMPTY: 1, Trouble.GAP: 1}
    assert points(found) == [1000, MISSING, 3000, 4000]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(0, "1")],
        [(0, "1"), (7, "2"), (14, "3")],
        [(0, "1"), (5, "2"), ("2090-01-01 00:00", "3")],
        # By the hour sixty years are few readings, and as many five-minute points as nobody waits for.
        [(0, "1"), (60, "2"), ("2086-01-01 00:00", "3")],
    ],
)
def test_what_is_no_series_is_refused(rows: list[tuple[Any, Any]]) -> None:
    with pytest.raises(Refusal) as refused:
        told(*rows)
    assert refused.value.field == "file"


def test_a_file_without_one_good_row_says_what_is_wrong_with_them() -> None:
    assert [issue.count for issue in told(("?", "1"), ("?", "2")).issues] == [2]


def test_no_more_rows_are_read_than_a_series_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_POINTS", 3)
    with pytest.raises(Refusal):
        told(*plain(4))
    assert points(told(*plain(3))) == [0, 1000, 2000]
