"""The life of a version: its moves, what each state allows, and how long it stands."""

from datetime import date

import pytest

from dealdesk.kernel.moves import IllegalMove, check_move
from dealdesk.kernel.refusals import Refusal
from quotes.domain.lifecycle import (
    EDITABLE,
    EXPORTABLE,
    MOVES,
    VersionState,
    expires_soon,
    is_expired,
    mark,
    refuse_expired,
)

DRAFT, SUBMITTED, SENT, ACCEPTED, VOID = VersionState
LAST_DAY = date(2026, 12, 24)


def test_a_version_is_submitted_sent_and_accepted() -> None:
    for before, after in ((DRAFT, SUBMITTED), (SUBMITTED, SENT), (SENT, ACCEPTED)):
        check_move(MOVES, before, after)


def test_nothing_becomes_a_draft_again() -> None:
    for state in VersionState:
        with pytest.raises(IllegalMove):
            check_move(MOVES, state, DRAFT)


def test_a_draft_cannot_be_sent_or_accepted_unsubmitted() -> None:
    assert MOVES[DRAFT] == {SUBMITTED, VOID}


def test_accepted_and_void_are_ends() -> None:
    assert {state for state in VersionState if not MOVES[state]} == {ACCEPTED, VOID}


def test_only_a_draft_is_edited_and_nothing_void_is_exported() -> None:
    assert {DRAFT} == EDITABLE
    assert set(VersionState) - EXPORTABLE == {VOID}


def test_every_state_has_its_row() -> None:
    assert set(MOVES) == set(VersionState)


@pytest.mark.parametrize(
    ("today", "expired", "soon"),
    [
        (date(2026, 12, 16), False, False),
        (date(2026, 12, 17), False, True),
        (date(2026, 12, 24), False, True),
        (date(2026, 12, 25), True, False),
    ],
)
def test_the_last_day_still_counts_and_the_seven_before_it_are_soon(today: date, expired: bool, soon: bool) -> None:
    assert (is_expired(SENT, LAST_DAY, today), expires_soon(SENT, LAST_DAY, today, 7)) == (expired, soon)


def test_only_what_somebody_has_to_answer_runs_out() -> None:
    late = date(2027, 1, 1)
    assert [is_expired(state, LAST_DAY, late) for state in VersionState] == [False, True, True, False, False]
    refuse_expired(ACCEPTED, LAST_DAY, late, mark="5")
    with pytest.raises(Refusal, match="V5·A expired on 2026-12-24: renew it first"):
        refuse_expired(SENT, LAST_DAY, late, mark=mark(5, "A"))


def test_a_version_is_called_by_its_number_and_its_branch() -> None:
    assert (mark(5, ""), mark(5, "A")) == ("5", "5·A")
