"""When an offer counts as approved: every step's decision, bound to one content hash; computed, never a flag."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dealdesk.kernel.words import Word
from quotes.domain.policy import Approver
from stakeholders.domain.people import Role


class Verdict(Word):
    APPROVE = "approve"
    REJECT = "reject"


RAN_OUT = "The approval of V%(number)s ran out: renew the offer, which asks again."


class CloseReason(Word):
    """Why nobody is waited for any more."""

    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken", "Overtaken by a newer version"


class RequestState(Word):
    OPEN = "open", "Waiting for approval"
    APPROVED = "approved"
    LAPSED = "lapsed", "Approval ran out"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"


class CounterAnswer(Word):
    """What became of an approver's own conditions; while there is no answer and the request is open, they stand."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back", "Taken back"


class StepState(Word):
    LATER = "later", "Its turn comes later"
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    NOT_NEEDED = "not_needed", "No longer needed"


# Specialists are asked by role, whoever of them comes first; line managers are asked in person.
ROLE_OF: dict[Approver, Role] = {
    Approver.FINANCE: Role.FINANCE,
    Approver.LEGAL: Role.LEGAL,
    Approver.DELIVERY: Role.DELIVERY,
}


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """One approver's part; `decided_hash` is the content the decision was made on.

    It is asked when every smaller `turn` is settled. Of those of one turn where `one_suffices`, one is enough.
    """

    approver: str
    position: int = 1
    turn: int = 1
    one_suffices: bool = False
    verdict: Verdict | None = None
    decided_hash: str = ""


# What a rule that fired says of the offer itself, and not of the rule.
OF_THE_OFFER = frozenset({"value", "where"})


def fired(why: Iterable[Mapping[str, Any]]) -> frozenset[tuple[tuple[str, str], ...]]:
    """The rules that asked, told apart by all that they say but the offer's own figures; each finding as it is kept."""
    said = ({**one["params"], "": one.get("figure")} for one in why)
    return frozenset(
        tuple(sorted((name, str(value)) for name, value in rule.items() if name not in OF_THE_OFFER)) for rule in said
    )


@dataclass(frozen=True, kw_only=True)
class RequestFacts:
    """What was asked for which content. No steps: the offer was within authority and nobody had to be asked.

    `has_lapsed`: the day until which an approval held has passed.
    """

    content_hash: str
    steps: tuple[StepFacts, ...] = ()
    closed_because: CloseReason | None = None
    has_lapsed: bool = False


def state_of(version_hash: str, request: RequestFacts) -> RequestState:
    """Where a request stands for a version. Content that is not the one asked for is never approved by it, and neither
    is any after the last day on which the approval holds."""
    if request.closed_because is CloseReason.WITHDRAWN:
        return RequestState.WITHDRAWN
    if request.closed_because is CloseReason.OVERTAKEN or not version_hash or request.content_hash != version_hash:
        return RequestState.OUTDATED
    if any(_verdict(step, request) is Verdict.REJECT for step in request.steps):
        return RequestState.REJECTED
    if due(request):
        return RequestState.OPEN
    return RequestState.LAPSED if request.has_lapsed else RequestState.APPROVED


def due(request: RequestFacts) -> tuple[StepFacts, ...]:
    """Whom an open request waits for now: the undecided steps of the first turn that is not settled."""
    for turn in sorted({step.turn for step in request.steps}):
        if waits := _unsettled(request, turn):
            return waits
    return ()


def step_state(step: StepFacts, request: RequestFacts, version_hash: str) -> StepState:
    """Where one step stands; an undecided step is no longer needed where another of its turn was enough, or where the
    whole request is settled."""
    verdict = _verdict(step, request)
    if verdict:
        return StepState.APPROVED if verdict is Verdict.APPROVE else StepState.REJECTED
    if state_of(version_hash, request) is not RequestState.OPEN or step not in _unsettled(request, step.turn):
        return StepState.NOT_NEEDED
    return StepState.WAITING if step in due(request) else StepState.LATER


def _unsettled(request: RequestFacts, turn: int) -> tuple[StepFacts, ...]:
    """The undecided steps of one turn, without those beside which another was enough."""
    here = [step for step in request.steps if step.turn == turn]
    enough = any(step.one_suffices and _verdict(step, request) for step in here)
    return tuple(step for step in here if not _verdict(step, request) and not (enough and step.one_suffices))


def _verdict(step: StepFacts, request: RequestFacts) -> Verdict | None:
    """A verdict on other content is no verdict on this."""
    return step.verdict if step.decided_hash == request.content_hash else None
