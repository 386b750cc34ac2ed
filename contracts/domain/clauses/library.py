"""A clause of the library as a value: our positions on it, and the customers it is for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from contracts.domain.clauses.words import Kind, Region, Stance
from contracts.domain.payment import Buyer
from contracts.domain.statutes import Rule
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Told
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.people import Role

# How much more than another a clause may count in a contract's score.
MOST_WEIGHT = 5


@dataclass(frozen=True, kw_only=True)
class Position:
    """`by` is the role that may accept it; None where nobody has to be asked, and where nobody may."""

    stance: Stance
    wording: Told
    by: Role | None = None


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whom a clause is for; an empty part leaves nobody out."""

    industries: frozenset[Industry] = frozenset()
    regions: frozenset[Region] = frozenset()
    buyers: frozenset[Buyer] = frozenset()
    sizes: frozenset[Size] = frozenset()

    def holds(
        self,
        industry: Industry | None = None,
        regions: Collection[Region] = (),
        buyer: Buyer | None = None,
        size: Size | None = None,
    ) -> bool:
        """Whether it is for such a customer; what is not asked or not known leaves nobody out, one region of several is
        enough."""
        return (
            (not industry or not self.industries or industry in self.industries)
            and (not regions or not self.regions or not self.regions.isdisjoint(regions))
            and (not buyer or not self.buyers or buyer in self.buyers)
            and (size in (None, Size.UNKNOWN) or not self.sizes or size in self.sizes)
        )


@dataclass(frozen=True, kw_only=True)
class ClauseText:
    """What one version of a clause says: what it is called, what to look at, the usual trap, why, and our positions
    from the preferred one down to the one we do not sign."""

    kind: Kind
    title: Told
    look: Told
    trap: Told
    reason: Told
    positions: tuple[Position, ...]
    source: str
    rules: tuple[Rule, ...] = ()
    scope: Scope = Scope()
    weight: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.weight <= MOST_WEIGHT:
            raise Refusal("A clause counts from once to five times.", field="weight")
        check_positions(self.positions)

    def position(self, stance: Stance) -> Position | None:
        return next((one for one in self.positions if one.stance is stance), None)


def check_positions(positions: Sequence[Position]) -> None:
    """The first and the last are always there, each stands once and in order, and only those in between are accepted
    by somebody."""
    stances = [one.stance for one in positions]
    for stance in (Stance.PREFERRED, Stance.WALK_AWAY):
        if stance not in stances:
            raise Refusal("Say what we would write and what we do not sign.", field=f"{stance}_zh")
    if stances != sorted(set(stances), key=lambda stance: stance.level):
        raise Refusal("Each position stands once, from the preferred one down.", field="preferred_zh")
    for one in positions:
        if one.stance in (Stance.PREFERRED, Stance.WALK_AWAY):
            if one.by is not None:
                raise Refusal("Nobody accepts what we would write or do not sign.", field=f"{one.stance}_by")
        elif one.by is None:
            raise Refusal("Say who may accept this position.", field=f"{one.stance}_by")
