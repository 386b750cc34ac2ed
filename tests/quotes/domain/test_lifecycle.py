import pytest

from dealdesk.kernel.moves import IllegalMove, check_move
from quotes.domain.lifecycle import EDITABLE, EXPORTABLE, MOVES, VersionState

DRAFT, SUBMITTED, SENT, ACCEPTED, WITHDRAWN = VersionState


def test_a_version_is_submitted_sent_and_accepted() -> None:
    for before, after in ((DRAFT, SUBMITTED), (SUBMITTED, SENT), (SENT, ACCEPTED)):
        check_move(MOVES, before, after)


def test_nothing_becomes_a_draft_again() -> None:
    for state in VersionState:
        with pytest.raises(IllegalMove):
            check_move(MOVES, state, DRAFT)


def test_a_draft_cannot_be_sent_or_accepted_unsubmitted() -> None:
    assert MOVES[DRAFT] == {SUBMITTED}


def test_accepted_and_withdrawn_are_ends() -> None:
    assert {state for state in VersionState if not MOVES[state]} == {ACCEPTED, WITHDRAWN}


def test_only_a_draft_is_edited_and_nothing_withdrawn_is_exported() -> None:
    assert {DRAFT} == EDITABLE
    assert set(VersionState) - EXPORTABLE == {WITHDRAWN}


def test_every_state_has_its_row() -> None:
    assert set(MOVES) == set(VersionState)
