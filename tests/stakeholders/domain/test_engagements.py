from datetime import date, timedelta

import pytest

from stakeholders.domain.engagements import (
    Direction,
    Engagement,
    EngagementKind,
    records,
    without_a_decider,
)

TODAY = date(2026, 11, 24)
ANN, BEN, CAI = 1, 2, 3


def met(days_ago: int, *contacts: int, direction: Direction = Direction.OURS) -> Engagement:
    on = TODAY - timedelta(days=days_ago)
    return Engagement(on=on, kind=EngagementKind.CALL, direction=direction, contacts=frozenset(contacts))


def test_each_contact_has_what_they_took_part_in_oldest_first() -> None:
    known = records([met(1, ANN), met(9, ANN, BEN), met(4, ANN)])
    assert {who: record.count for who, record in known.items()} == {ANN: 3, BEN: 1}
    assert [one.on for one in known[ANN].engagements] == [TODAY - timedelta(days=days) for days in (9, 4, 1)]
    assert (known[ANN].last_on, known[BEN].last_on) == (TODAY - timedelta(days=1), TODAY - timedelta(days=9))


def test_a_relationship_is_two_way_once_both_sides_have_reached_out() -> None:
    known = records([met(3, ANN, BEN), met(2, ANN, direction=Direction.THEIRS)])
    assert (known[ANN].two_way, known[BEN].two_way) == (True, False)


def test_a_day_ninety_days_ago_is_no_longer_within_ninety_days() -> None:
    record = records([met(days, ANN) for days in (0, 89, 90)])[ANN]
    assert (record.within(TODAY, 90), record.within(TODAY, 1)) == (2, 1)


@pytest.mark.parametrize(
    ("engagements", "alarm"),
    [
        ([met(1, ANN), met(2, BEN)], None),
        ([met(1, ANN), met(2, BEN), met(3, ANN)], 3),
        ([met(1, ANN), met(2, BEN, CAI), met(3, ANN)], None),
        ([met(days, ANN) for days in range(5)], 5),
    ],
)
def test_three_contacts_without_anybody_who_decides_are_an_alarm(
    engagements: list[Engagement], alarm: int | None
) -> None:
    assert without_a_decider(engagements, {CAI}) == alarm


def test_where_nobody_is_known_to_decide_three_contacts_are_an_alarm_too() -> None:
    assert without_a_decider([met(days, ANN) for days in range(3)], ()) == 3
