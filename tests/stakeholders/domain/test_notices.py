"""Hours in which somebody wants to be told, and how often a refused delivery is tried."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from dealdesk.kernel.workdays import china
from stakeholders.domain.notices import MOVES, DeliveryState, Hours, again_at

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORKING = Hours(time(9), time(18))
CALENDAR = china(2026, 2026)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-24 09:00", "2026-11-24 09:00"),
        ("2026-11-24 17:59", "2026-11-24 17:59"),
        ("2026-11-24 08:59", "2026-11-24 09:00"),
        ("2026-11-24 18:00", "2026-11-25 09:00"),
        ("2026-11-27 20:00", "2026-11-30 09:00"),
        ("2026-11-28 10:00", "2026-11-30 09:00"),
        # The National Day holidays, and the weekend day worked before them.
        ("2026-09-30 20:00", "2026-10-08 09:00"),
        ("2026-09-20 10:00", "2026-09-20 10:00"),
    ],
)
def test_a_notice_waits_for_the_hours_of_a_working_day(at: str, opens: str) -> None:
    assert WORKING.opens(moment(at), CALENDAR) == moment(opens)


def test_a_refused_delivery_is_tried_five_times() -> None:
    at = moment("2026-11-24 10:00")
    waits = [again and (again - at).total_seconds() / 60 for again in (again_at(at, n) for n in range(1, 6))]
    assert waits == [1, 4, 16, 64, None]


def test_what_is_sent_is_never_sent_again() -> None:
    assert MOVES[DeliveryState.SENT] == frozenset()
    assert DeliveryState.SENDING not in MOVES[DeliveryState.IN_DOUBT]
