"""Who signs a contract off inside, what each word stands on, and what still keeps the contract from being signed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.clauses.words import OWNERS, Kind, Stance
from dealdesk.kernel.refusals import Blocker
from quotes.domain.approvals import CloseReason, RequestFacts, RequestState, StepFacts, Verdict, state_of
from quotes.domain.spelling import digest, number
from stakeholders.domain.people import Role

# Who may be asked, in the order in which they are shown.
SIGNERS = (Role.LEGAL, Role.FINANCE, Role.DELIVERY, Role.MANAGER)
# By the key of the clause: what delivery says it can meet, with the figure that rests on.
PROMISES = frozenset({"availability", "response", "resolution"})
# Part of what is hashed, so that a later way of writing it down never collides with this one.
SCHEMA = 1
DECIDED = (RequestState.APPROVED, RequestState.REJECTED)


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a checklist was made from: the content hash of the offer, and what was known of the buyer."""

    offer: str
    industry: str
    size: str
    regions: tuple[str, ...]
    buyer: str
    we_are_small: bool | None


@dataclass(frozen=True, kw_only=True)
class Said:
    """One clause as the contract has it: the version of ours that it was held against, their words, how far they are,
    the figure, and who may accept that position."""

    clause: int
    number: int
    kind: Kind
    theirs: str
    level: int | None
    figure: Decimal | None
    accepted_by: Role | None = None

    @property
    def is_stop(self) -> bool:
        return self.level == Stance.WALK_AWAY.level


@dataclass(frozen=True, kw_only=True)
class Footing:
    """What a promise rests on: how often we meet it, in percent, and the record that says so; or a log of our own
    incidents under a wording, by number, from which the figure is drawn."""

    meets: Decimal | None = None
    rests_on: str = ""
    log: int | None = None
    wording: int | None = None


def part(role: Role, said: Iterable[Said]) -> tuple[Said, ...]:
    """What a role answers for: the clauses it looks after, and those at a position that is for it to accept."""
    return tuple(one for one in said if OWNERS[one.kind] is role or one.accepted_by is role)


def asked(said: Sequence[Said]) -> tuple[Role, ...]:
    """Whose word a contract needs: whoever answers for one of its clauses."""
    return tuple(role for role in SIGNERS if part(role, said))


def content(basis: Basis, said: Iterable[Said]) -> str:
    """SHA-256, in hex, of what a word stands on, in the spelling in which offers are hashed; in the order of clauses,
    whichever order they come in."""
    told = sorted(said, key=lambda one: one.clause)
    return digest(
        {
            "schema": SCHEMA,
            "basis": [
                basis.offer, basis.industry, basis.size, sorted(basis.regions), basis.buyer, basis.we_are_small
            ],
            "clauses": [
                [one.clause, one.number, one.theirs, one.level, None if one.figure is None else number(one.figure)]
                for one in told
            ],
        }
    )  # fmt: skip


def facts(
    role: str, content_hash: str, verdict: Verdict | None = None, closed: CloseReason | None = None
) -> RequestFacts:
    """A sign-off as approvals are read: one step, bound to one content."""
    step = StepFacts(approver=role, verdict=verdict, decided_hash=content_hash if verdict else "")
    return RequestFacts(content_hash=content_hash, steps=(step,), closed_because=closed)


def standing(now: str, words: Sequence[RequestFacts]) -> RequestState | None:
    """Where a role stands on what the contract says now, its words from the latest back; None where it was never
    asked. What was signed stands wherever the same is said again."""
    states = [state_of(now, word) for word in words]
    decided = (state for state in states if state in DECIDED)
    return next(decided, None) or next(iter(states), None)


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
    """The offer of a contract: what it is called, whether the customer accepted it, and whether its approval is of the
    very content that it has."""

    mark: str
    is_accepted: bool
    is_approved: bool


def blockers(offer: Offer, stops: Sequence[str], roles: Mapping[Role, RequestState | None]) -> tuple[Blocker, ...]:
    """All that keeps a contract from being signed; `stops` names the clauses that we do not sign."""
    return tuple(_blockers(offer, stops, roles))


def _blockers(offer: Offer, stops: Sequence[str], roles: Mapping[Role, RequestState | None]) -> Iterator[Blocker]:
    if stops:
        said = {"clauses": " · ".join(stops)}
        yield Blocker(
            message="The contract cannot be signed, for it says what we do not sign: %(clauses)s.", params=said
        )
    if not offer.is_accepted:
        yield Blocker(
            message="The customer has not accepted V%(mark)s: note that they did.", params={"mark": offer.mark}
        )
    if not offer.is_approved:
        yield Blocker(
            message="No approval holds for what V%(mark)s says: have it approved as it is.", params={"mark": offer.mark}
        )
    for role, state in roles.items():
        if state is not RequestState.APPROVED:
            yield Blocker(message=WAITS[state], params={"role": role.label})


# What is said of a role that has not signed off.
WAITS: dict[RequestState | None, str] = {
    None: "%(role)s was not asked to sign off: ask.",
    RequestState.OPEN: "%(role)s has not signed off yet.",
    RequestState.OUTDATED: "%(role)s signed off something else: the contract changed since.",
    RequestState.WITHDRAWN: "%(role)s took their sign-off back.",
    RequestState.REJECTED: "%(role)s refused to sign off.",
}
