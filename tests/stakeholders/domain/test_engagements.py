from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.domain.engagements import (
    Direction,
    Engagement,
    EngagementKind,
    proved,
    records,
    with_log,
    without_a_decider,
)
from stakeholders.domain.seats.map import Evidence, Seated
from stakeholders.domain.seats.words import DEPTH, Channel, Coverage, EvidenceKind, SeatKind

TODAY = date(2026, 11, 24)
ANN, BEN, CAI = 1, 2, 3


def met(
    days_ago: int,
    *contacts: int,
    direction: Direction = Direction.OURS,
    kind: EngagementKind = EngagementKind.CALL,
) -> Engagement:
    on = TODAY - timedelta(days=days_ago)
    return Engagement(on=on, kind=kind, direction=direction, contacts=frozenset(contacts))


def wrote(days_ago: int, *contacts: int, direction: Direction = Direction.OURS) -> Engagement:
    return met(days_ago, *contacts, direction=direction, kind=EngagementKind.MESSAGE)


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


def test_to_have_written_to_whoever_decides_is_not_to_have_met_them() -> None:
    log = [met(1, ANN), wrote(2, CAI), met(3, ANN)]
    assert without_a_decider(log, {CAI}) == 3
    assert without_a_decider([*log, wrote(0, CAI, direction=Direction.THEIRS)], {CAI}) is None


def test_where_nobody_is_known_to_decide_three_contacts_are_an_alarm_too() -> None:
    assert without_a_decider([met(days, ANN) for days in range(3)], ()) == 3


def seated(**known: Any) -> Seated:
    return Seated(key=1, name="周昀", kind=SeatKind.PROCUREMENT, **known)


@pytest.mark.parametrize(
    ("count", "coverage"),
    [
        (0, Coverage.UNKNOWN),
        (1, Coverage.BRIEF),
        (2, Coverage.BRIEF),
        (3, Coverage.REPEATED),
        (50, Coverage.REPEATED),
    ],
)
def test_a_count_proves_contact_and_never_depth(count: int, coverage: Coverage) -> None:
    assert proved(count) == coverage


@given(st.sampled_from(Coverage), st.integers(min_value=1, max_value=9))
def test_coverage_is_never_less_than_the_log_proves_nor_than_somebody_said(by_hand: Coverage, count: int) -> None:
    record = records([met(days, ANN) for days in range(count)])[ANN]
    seen = with_log(seated(coverage=by_hand), record)
    assert seen.depth == max(DEPTH[by_hand], DEPTH[proved(count)])


def test_an_engagement_is_evidence_and_whose_move_it_was_says_whose_word() -> None:
    by_hand = Evidence(on=TODAY - timedelta(days=50), text="听同行说")
    record = records([met(9, ANN, direction=Direction.THEIRS), met(2, ANN)])[ANN]
    seen = with_log(seated(evidence=(by_hand,), last_contact_on=TODAY - timedelta(days=40)), record)
    assert [(one.on, one.kind) for one in seen.evidence] == [
        (by_hand.on, EvidenceKind.OBSERVATION),
        (TODAY - timedelta(days=9), EvidenceKind.QUOTE),
        (TODAY - timedelta(days=2), EvidenceKind.OBSERVATION),
    ]
    assert (seen.last_contact_on, seen.is_live(TODAY)) == (TODAY - timedelta(days=2), True)


def test_a_message_of_ours_proves_nothing_until_they_answer() -> None:
    unread = records([wrote(days, ANN) for days in range(5)])[ANN]
    assert with_log(seated(), unread) == seated()
    answered = records([wrote(9, ANN), wrote(3, ANN), wrote(2, ANN, direction=Direction.THEIRS), wrote(1, ANN)])[ANN]
    seen = with_log(seated(), answered)
    assert (seen.coverage, seen.last_contact_on) == (Coverage.BRIEF, TODAY - timedelta(days=2))
    assert [one.on for one in seen.evidence] == [TODAY - timedelta(days=2)]


def test_a_later_contact_written_down_by_hand_stays_the_last_one() -> None:
    record = records([met(9, ANN)])[ANN]
    assert with_log(seated(last_contact_on=TODAY), record).last_contact_on == TODAY
    assert with_log(seated(), None) == seated()


def test_every_way_to_meet_is_a_channel_of_evidence() -> None:
    assert {kind.value for kind in EngagementKind} <= {channel.value for channel in Channel}
