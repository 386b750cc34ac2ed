"""Whose word a contract needs, and what each word stands on: a role's part of what the contract says, as a hash."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.domain.clauses.words import OWNERS, Kind, Stance
from contracts.domain.signoffs.beside import NOTHING, Beside
from quotes.domain.spelling import digest, number
from stakeholders.domain.people import Role

# Who may be asked, in the order in which they are shown.
SIGNERS = (Role.LEGAL, Role.FINANCE, Role.DELIVERY, Role.MANAGER)
# By the key of the clause: what delivery says it can meet, with the figure that rests on.
PROMISES = frozenset({"availability", "response", "resolution"})
# How a content is written down, kept with its hash. The first knew of nothing beside the clauses.
CLAUSES_ALONE, WHOLE = 1, 2


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


def asked(said: Sequence[Said], beside: Beside = NOTHING) -> tuple[Role, ...]:
    """Whose word a contract needs: whoever answers for one of its clauses or for something beside them."""
    return tuple(role for role in SIGNERS if part(role, said) or beside.of(role))


def content(basis: Basis, said: Iterable[Said], beside: Beside = NOTHING, *, form: int = WHOLE) -> str:
    """SHA-256, in hex, of what a word stands on, in the spelling in which offers are hashed; in the order of clauses,
    whichever order they come in."""
    told = sorted(said, key=lambda one: one.clause)
    return digest(
        {
            "schema": form,
            "basis": [
                basis.offer, basis.industry, basis.size, sorted(basis.regions), basis.buyer, basis.we_are_small
            ],
            "clauses": [
                [one.clause, one.number, one.theirs, one.level, None if one.figure is None else number(one.figure)]
                for one in told
            ],
        }
        | ({} if form == CLAUSES_ALONE else beside.written())
    )  # fmt: skip


def is_of(content_hash: str, form: int, basis: Basis, said: Sequence[Said], beside: Beside) -> bool:
    """Whether a word was given on exactly this. One of the first form covers the clauses alone: it stands for nothing
    that is said beside them."""
    return not (form == CLAUSES_ALONE and beside) and content_hash == content(basis, said, beside, form=form)
