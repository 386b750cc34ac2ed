"""Where the roles stand to a contract, and what keeps it from being signed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.domain.data.routes import Route
from contracts.domain.signoffs.content import Said
from dealdesk.kernel.refusals import Blocker
from dealdesk.kernel.words import Word
from quotes.domain.approvals import CloseReason, RequestFacts, RequestState, StepFacts, Verdict
from stakeholders.domain.people import Role

DECIDED = (RequestState.APPROVED, RequestState.REJECTED)


def facts(
    role: str, content_hash: str, verdict: Verdict | None = None, closed: CloseReason | None = None
) -> RequestFacts:
    """A sign-off as approvals are read: one step, bound to one content."""
    step = StepFacts(approver=role, verdict=verdict, decided_hash=content_hash if verdict else "")
    return RequestFacts(content_hash=content_hash, steps=(step,), closed_because=closed)


def deciding(states: Sequence[RequestState]) -> int | None:
    """Which of a role's words, from the latest back, says where it stands; None where it was never asked. What was
    signed or refused stands wherever the same is said again."""
    decided = (place for place, state in enumerate(states) if state in DECIDED)
    return next(decided, 0 if states else None)


def unready(said: Sequence[Said]) -> tuple[Blocker, ...]:
    """Why nobody can put their word on these clauses yet."""
    waiting, stops = sum(one.level is None for one in said), sum(one.is_stop for one in said)
    found = []
    if waiting:
        found.append(Blocker(message="%(n)s clauses are not judged yet: have them judged.", params={"n": waiting}))
    if stops:
        found.append(Blocker(message="%(n)s clauses say what we do not sign: talk them down.", params={"n": stops}))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The offer of a contract: what it is called, whether it is void, whether the customer accepted it, and whether its
    approval is of the very content that it has; `others` are what the customer accepted of the deal beside it."""

    mark: str
    is_accepted: bool
    is_approved: bool
    is_void: bool = False
    others: tuple[str, ...] = ()


def blockers(
    offer: Offer,
    stops: Sequence[str],
    roles: Mapping[Role, RequestState | None],
    rerouted: tuple[Route, Route] | None = None,
) -> tuple[Blocker, ...]:
    """All that keeps a contract from being signed; `stops` names the clauses that we do not sign, `rerouted` the route
    for data that was signed off and the one of today."""
    return (*_blockers(offer, stops, roles), *_of_route(rerouted))


def _of_route(rerouted: tuple[Route, Route] | None) -> Iterator[Blocker]:
    if rerouted:
        then, now = rerouted
        yield Blocker(
            message="Data was signed off as “%(then)s”; by the law and the totals of today it is “%(now)s”: "
            "have it signed off anew.",
            params={"then": then.label, "now": now.label},
        )


def _blockers(offer: Offer, stops: Sequence[str], roles: Mapping[Role, RequestState | None]) -> Iterator[Blocker]:
    if stops:
        said = {"clauses": " · ".join(stops)}
        yield Blocker(
            message="The contract cannot be signed, for it says what we do not sign: %(clauses)s.", params=said
        )
    yield from _of_offer(offer)
    for role, state in roles.items():
        if state is not RequestState.APPROVED:
            yield Blocker(message=WAITS[state], params={"role": role.label})


def _of_offer(offer: Offer) -> Iterator[Blocker]:
    """One sentence where the checklist is of an offer that nobody can bring to a signature any more."""
    said = {"mark": offer.mark, "others": ", ".join(offer.others)}
    if offer.others and not offer.is_accepted:
        yield Blocker(
            message="The customer accepted %(others)s, not V%(mark)s: make the checklist from what was accepted.",
            params=said,
        )
        return
    if offer.is_void:
        yield Blocker(
            message="V%(mark)s is void: make the checklist from an offer that stands.", params={"mark": offer.mark}
        )
        return
    if offer.others:
        yield Blocker(
            message="One deal is signed for one offer, and the customer accepted %(others)s beside V%(mark)s: "
            "open a deal of its own for each.",
            params=said,
        )
    if not offer.is_accepted:
        yield Blocker(
            message="The customer has not accepted V%(mark)s: note that they did.", params={"mark": offer.mark}
        )
    if not offer.is_approved:
        yield Blocker(
            message="No approval holds for what V%(mark)s says: have it approved as it is.", params={"mark": offer.mark}
        )


class Stand(Word):
    """Where a role stands, as it is shown."""

    SIGNED = "signed", "Signed off"
    REFUSED = "refused", "Refused"
    CHANGED = "changed", "Changed since it was signed"
    WAITING = "waiting", "Waiting"
    TAKEN_BACK = "taken_back", "Taken back"
    UNASKED = "unasked", "Not asked yet"


def stand(state: RequestState | None, *, changed: bool, waits: bool) -> Stand:
    """`changed` where the contract is not what was signed any more, `waits` where somebody is asked."""
    if state in DECIDED:
        return Stand.SIGNED if state is RequestState.APPROVED else Stand.REFUSED
    if changed or state is RequestState.OUTDATED:
        return Stand.CHANGED
    if waits:
        return Stand.WAITING
    return Stand.TAKEN_BACK if state is RequestState.WITHDRAWN else Stand.UNASKED


# What is said of a role that has not signed off.
WAITS: dict[RequestState | None, str] = {
    None: "%(role)s was not asked to sign off: ask.",
    RequestState.OPEN: "%(role)s has not signed off yet.",
    RequestState.OUTDATED: "%(role)s signed off something else: the contract changed since.",
    RequestState.WITHDRAWN: "%(role)s took their sign-off back.",
    RequestState.REJECTED: "%(role)s refused to sign off.",
}
