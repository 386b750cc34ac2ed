"""Where a version stands, in one word."""

from datetime import date, timedelta

import pytest

from quotes.domain.approvals import CloseReason, RequestFacts, RequestState, StepFacts, Verdict
from quotes.domain.lifecycle import VersionState
from quotes.domain.policy import Approver
from quotes.domain.standing import Standing, asked, request_word, standing

TODAY = date(2026, 11, 24)
HASH = "a" * 64


def request(*verdicts: Verdict | None, closed: CloseReason | None = None) -> RequestFacts:
    steps = (
        StepFacts(approver=Approver.FINANCE, verdict=verdict, decided_hash=HASH if verdict else "")
        for verdict in verdicts
    )
    return RequestFacts(content_hash=HASH, steps=tuple(steps), closed_because=closed)


WAITING = request(None)
# fmt: off
CASES = (
    (WAITING,                                          Standing.WAITING,   RequestState.OPEN),
    (request(Verdict.APPROVE),                         Standing.APPROVED,  RequestState.APPROVED),
    (request(Verdict.APPROVE, Verdict.REJECT),         Standing.REJECTED,  RequestState.REJECTED),
    (request(),                                        Standing.WITHIN,    Standing.WITHIN),
    (request(None, closed=CloseReason.WITHDRAWN),      Standing.SUBMITTED, RequestState.WITHDRAWN),
    (request(None, closed=CloseReason.OVERTAKEN),      Standing.SUBMITTED, RequestState.OUTDATED),
)
# fmt: on


@pytest.mark.parametrize(("facts", "of_version", "of_request"), CASES)
def test_a_request_tells_where_its_version_stands(
    facts: RequestFacts, of_version: Standing, of_request: Standing | RequestState
) -> None:
    assert asked(HASH, facts) is of_version
    assert request_word(HASH, facts, expired=False) is of_request


def test_what_nobody_can_answer_any_more_is_called_expired_and_what_was_answered_is_not() -> None:
    assert request_word(HASH, WAITING, expired=True) is Standing.EXPIRED
    assert request_word(HASH, request(Verdict.APPROVE), expired=True) is RequestState.APPROVED


@pytest.mark.parametrize("state", list(VersionState))
def test_only_what_is_submitted_is_called_by_its_request(state: VersionState) -> None:
    expected = Standing.APPROVED if state is VersionState.SUBMITTED else Standing(state.value)
    assert standing(state, Standing.APPROVED, TODAY, TODAY) is expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (VersionState.DRAFT, Standing.DRAFT),
        (VersionState.SUBMITTED, Standing.EXPIRED),
        (VersionState.SENT, Standing.EXPIRED),
        (VersionState.ACCEPTED, Standing.ACCEPTED),
        (VersionState.VOID, Standing.VOID),
    ],
)
def test_what_ran_out_says_so_before_anything_else(state: VersionState, expected: Standing) -> None:
    assert standing(state, Standing.APPROVED, TODAY - timedelta(days=1), TODAY) is expected
