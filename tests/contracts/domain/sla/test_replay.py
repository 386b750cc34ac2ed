"""One log under several wordings."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.sla.replay import Incident, Measured, measured, outage_seconds
from contracts.domain.sla.wordings import Excluded, Method, Wording
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

START = datetime(2026, 4, 1, tzinfo=UTC)
END = START + timedelta(days=30)
TOTAL = 30 * 86_400
OUTAGES = Wording(method=Method.OUTAGES, limit=Percent(D(50)))
WINDOWS = Wording(method=Method.BAD_WINDOWS, limit=Percent(D("0.05")), shortest=600)
MEAN = Wording(method=Method.MEAN_ERROR)


def incident(minute: float, minutes: float, percent: int = 100, **changed: object) -> Incident:
    begins = START + timedelta(minutes=minute)
    made = Incident(begins=begins, ends=begins + timedelta(minutes=minutes), failing=Percent(D(percent)))
    return replace(made, **changed)  # type: ignore[arg-type]


def down(wording: Wording, *log: Incident) -> D:
    return measured(log, wording, START, END).down


def test_an_outage_shorter_than_the_shortest_is_none_and_others_are_rounded_up() -> None:
    by_minute = replace(OUTAGES, shortest=60, rounds_up=True)
    assert [outage_seconds(seconds, by_minute) for seconds in (59, 60, 61, 3628)] == [0, 60, 120, 3660]


def test_incidents_that_touch_or_overlap_are_one_outage() -> None:
    longer = replace(OUTAGES, shortest=600)
    assert down(longer, incident(0, 5), incident(5, 5)) == 600
    assert down(longer, incident(0, 8), incident(4, 6)) == 600
    assert down(longer, incident(0, 5), incident(6, 5)) == 0


def test_of_two_at_once_the_worse_counts() -> None:
    assert down(MEAN, incident(0, 10, 20), incident(5, 5, 60)) == 5 * 60 * D("0.2") + 5 * 60 * D("0.6")


def test_half_a_failure_is_an_outage_where_the_contract_says_so() -> None:
    assert [down(OUTAGES, incident(0, 10, percent)) for percent in (49, 50)] == [0, 600]


def test_an_incident_is_cut_to_the_month() -> None:
    assert down(OUTAGES, incident(-5, 10), incident(30 * 1440 - 5, 10)) == 600
    assert down(OUTAGES, incident(-50, 10), incident(30 * 1440 + 5, 10)) == 0


def test_windows_are_bad_as_a_whole_and_need_their_neighbours() -> None:
    assert down(WINDOWS, incident(0, 5)) == 0
    # Two seconds of failing lie in two windows, and both are bad.
    assert down(WINDOWS, incident(4.98, 0.04)) == 600
    assert down(WINDOWS, incident(0, 5), incident(10, 5)) == 0


def test_time_that_is_left_out_is_no_downtime_and_in_one_wording_no_time() -> None:
    log = (incident(0, 240, excluded=True), incident(240, 60))
    told = {excluded: measured(log, replace(OUTAGES, excluded=excluded), START, END) for excluded in Excluded}
    assert told[Excluded.COUNTED] == Measured(total=D(TOTAL), down=D(300 * 60))
    assert told[Excluded.NOT_DOWN] == Measured(total=D(TOTAL), down=D(3600))
    assert told[Excluded.NOT_TIME] == Measured(total=D(TOTAL - 240 * 60), down=D(3600))


def test_an_incident_that_left_a_way_in_counts_only_where_every_way_is_not_asked() -> None:
    one = incident(0, 10, every_way=False)
    assert [down(replace(OUTAGES, every_way=asked), one) for asked in (False, True)] == [600, 0]


def test_windows_with_few_requests_are_left_out_of_a_mean() -> None:
    floor = replace(MEAN, floor=D(250))
    assert measured([incident(0, 5, requests=D(49))], floor, START, END) == Measured(total=D(TOTAL - 300), down=D(0))
    assert measured([incident(0, 5, requests=D(50))], floor, START, END) == Measured(total=D(TOTAL), down=D(300))
    with pytest.raises(Refusal, match="how many requests"):
        measured([incident(0, 5)], floor, START, END)


@given(
    st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 300), st.integers(1, 100)), max_size=6),
    st.tuples(st.integers(0, 2000), st.integers(1, 300), st.integers(1, 100)),
    st.sampled_from([OUTAGES, WINDOWS, MEAN, replace(OUTAGES, shortest=300, rounds_up=True)]),
)
def test_one_incident_more_never_makes_a_month_better(
    log: list[tuple[int, int, int]], more: tuple[int, int, int], wording: Wording
) -> None:
    before = measured([incident(*one) for one in log], wording, START, END)
    after = measured([incident(*one) for one in (*log, more)], wording, START, END)
    assert after.availability <= before.availability
    assert 0 <= after.down <= after.total


def test_what_is_no_incident_no_wording_and_no_month_is_refused() -> None:
    for wrong in (
        lambda: incident(0, 0),
        lambda: incident(0, 1, 101),
        lambda: replace(WINDOWS, floor=D(1)),
        lambda: replace(WINDOWS, window=0),
        lambda: replace(WINDOWS, limit=Percent(D(101))),
        lambda: measured([], MEAN, END, START),
        lambda: measured(
            [incident(0, 43_200, excluded=True)], replace(OUTAGES, excluded=Excluded.NOT_TIME), START, END
        ),
    ):
        with pytest.raises(Refusal):
            wrong()
