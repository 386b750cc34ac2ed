from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quotes.domain.approvals import (
    ROLE_OF,
    CloseReason,
    RequestFacts,
    RequestState,
    StepFacts,
    StepState,
    Verdict,
    state_of,
    step_state,
)
from quotes.domain.policy import SENIORITY, Approver
from stakeholders.domain.people import Role

HASH, OTHER = "a" * 64, "b" * 64


def step(approver: Approver, verdict: Verdict | None = None, decided_hash: str = HASH) -> StepFacts:
    return StepFacts(approver=approver, verdict=verdict, decided_hash=decided_hash if verdict else "")


def request(*steps: StepFacts, closed_because: CloseReason | None = None) -> RequestFacts:
    return RequestFacts(content_hash=HASH, steps=steps, closed_because=closed_because)


def is_approved(version_hash: str, asked: RequestFacts) -> bool:
    return state_of(version_hash, asked) is RequestState.APPROVED


WAITING = step(Approver.FINANCE)
YES = step(Approver.TEAM_MANAGER, Verdict.APPROVE)
NO = step(Approver.LEGAL, Verdict.REJECT)

steps = st.lists(
    st.builds(
        step,
        st.sampled_from(list(Approver)),
        st.none() | st.sampled_from(list(Verdict)),
        st.sampled_from([HASH, OTHER]),
    ),
    max_size=5,
)


def test_an_offer_is_approved_when_every_step_approves() -> None:
    assert state_of(HASH, request(YES, WAITING)) is RequestState.OPEN
    assert state_of(HASH, request(YES, replace(WAITING, verdict=Verdict.APPROVE, decided_hash=HASH))) is (
        RequestState.APPROVED
    )


def test_one_rejection_rejects() -> None:
    assert state_of(HASH, request(YES, NO, WAITING)) is RequestState.REJECTED


def test_an_approval_counts_no_more_once_its_day_has_passed() -> None:
    for asked in (request(YES), request(NO), request(WAITING)):
        before, after = state_of(HASH, asked), state_of(HASH, replace(asked, has_lapsed=True))
        assert after is (RequestState.LAPSED if before is RequestState.APPROVED else before)


def test_within_authority_nobody_is_asked() -> None:
    assert is_approved(HASH, request()) is True


def test_other_content_is_not_what_was_approved() -> None:
    assert is_approved(HASH, request(YES)) is True
    assert state_of(OTHER, request(YES)) is RequestState.OUTDATED


def test_a_draft_has_no_hash_and_no_approval() -> None:
    assert is_approved("", RequestFacts(content_hash="")) is False


def test_a_decision_made_on_other_content_does_not_count() -> None:
    assert state_of(HASH, request(step(Approver.TEAM_MANAGER, Verdict.APPROVE, OTHER))) is RequestState.OPEN


def test_withdrawn_and_overtaken_requests_say_so() -> None:
    assert state_of(HASH, request(YES, closed_because=CloseReason.WITHDRAWN)) is RequestState.WITHDRAWN
    assert state_of(HASH, request(WAITING, closed_because=CloseReason.OVERTAKEN)) is RequestState.OUTDATED
    assert state_of(HASH, request(YES, closed_because=CloseReason.DECIDED)) is RequestState.APPROVED


def test_each_step_tells_where_it_stands() -> None:
    assert [step_state(one, request(YES, WAITING), HASH) for one in (YES, WAITING)] == [
        StepState.APPROVED,
        StepState.WAITING,
    ]
    assert [step_state(one, request(YES, NO, WAITING), HASH) for one in (YES, NO, WAITING)] == [
        StepState.APPROVED,
        StepState.REJECTED,
        StepState.NOT_NEEDED,
    ]


def test_specialists_are_asked_by_role_and_managers_in_person() -> None:
    assert {approver: ROLE_OF.get(approver) for approver in Approver} == dict.fromkeys(SENIORITY) | {
        Approver.FINANCE: Role.FINANCE,
        Approver.LEGAL: Role.LEGAL,
        Approver.DELIVERY: Role.DELIVERY,
    }


@given(steps, st.none() | st.sampled_from(list(CloseReason)))
def test_nothing_is_approved_while_a_step_is_missing_or_against(
    some: list[StepFacts], closed: CloseReason | None
) -> None:
    asked = request(*some, closed_because=closed)
    all_for = all(one.verdict is Verdict.APPROVE and one.decided_hash == HASH for one in some)
    void = closed in {CloseReason.WITHDRAWN, CloseReason.OVERTAKEN}
    assert is_approved(HASH, asked) == (all_for and not void)
    assert is_approved(OTHER, asked) is False


@given(steps)
def test_somebody_is_waited_for_exactly_while_a_request_is_open(some: list[StepFacts]) -> None:
    asked = request(*some)
    waiting = any(step_state(one, asked, HASH) is StepState.WAITING for one in some)
    assert waiting == (state_of(HASH, asked) is RequestState.OPEN)
