"""Whether a deal is ready to be quoted: what must be known before a price goes out, why, and what mends each gap.

The order is the seller's own: first the need, then the solution, then its value, and only then a price. What is asked
is a table, one requirement a row, and every gap is told at once. The gate stands before the customer: a draft may be
written at any time, and every version passes it for itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dealdesk.kernel.words import Word
from stakeholders.domain.deals import PATH, Stage
from stakeholders.domain.seats.words import SeatKind


class Requirement(Word):
    NEEDS = "needs", "Needs and solution written down"
    SEATS = "seats", "The four seats reached"
    USAGE = "usage", "Usage described"
    VALUE = "value", "Value acknowledged"
    COMPETITION = "competition", "Competition noted"
    BUDGET = "budget", "Budget estimated"
    FLOOR = "floor", "Target and floor known"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One row of the table: the stage by whose end it must be settled, why it matters, and the one action for it."""

    by: Stage
    why: str
    mend: str


# Whoever was missed here says no later; the seed's own four.
SEATS = (SeatKind.TECHNICAL, SeatKind.PROCUREMENT, SeatKind.BUSINESS, SeatKind.FINANCE)

# fmt: off
GATE: dict[Requirement, Asked] = {
    Requirement.NEEDS: Asked(
        by=Stage.DIAGNOSIS,
        why="A price without a need is compared with nothing but other prices.",
        mend="Write down what must work and how we meet it.",
    ),
    Requirement.SEATS: Asked(
        by=Stage.SOLUTION,
        why="One seat that nobody spoke to can say no after everybody else has said yes.",
        mend="Talk to the missing seat and log it among the engagements.",
    ),
    Requirement.USAGE: Asked(
        by=Stage.SOLUTION,
        why="Cost, billing form and quantity all follow from what the customer will use.",
        mend="Describe the usage, or upload the customer's readings.",
    ),
    Requirement.VALUE: Asked(
        by=Stage.VALUE,
        why="Where the customer has not acknowledged the value, the talk is about the price alone.",
        mend="Have somebody at the customer acknowledge the value, and note whom and in what words.",
    ),
    Requirement.COMPETITION: Asked(
        by=Stage.VALUE,
        why="The next best alternative decides what our difference is worth.",
        mend="Note whom we are up against, or that there is nobody.",
    ),
    Requirement.BUDGET: Asked(
        by=Stage.QUOTE,
        why="An estimate made after the customer has a price follows the price.",
        mend="Estimate the budget from what you know, before the first price goes out.",
    ),
    Requirement.FLOOR: Asked(
        by=Stage.QUOTE,
        why="Whoever does not know where to stop has no plan for the way there.",
        mend="Set both in the negotiation plan, or describe the usage so that they follow from cost.",
    ),
}
# fmt: on


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a deal: for each requirement the day since when, or None; seats each with their own day, and
    which of them somebody is known to hold.

    A day is the one on which it was written down: what nobody had written down yet made nothing green. `missed` can be
    known no more, whatever anybody does. Whoever brings a new source of a fact fills one field in, and nothing here
    changes.
    """

    needs: date | None = None
    seats: Mapping[SeatKind, date] = field(default_factory=dict)
    usage: date | None = None
    value: date | None = None
    competition: date | None = None
    budget: date | None = None
    floor: date | None = None
    missed: frozenset[Requirement] = frozenset()
    held: frozenset[SeatKind] = frozenset()

    def since(self, requirement: Requirement) -> date | None:
        """The day on which the requirement was met; the seats are met with the last of the four."""
        if requirement is not Requirement.SEATS:
            known: date | None = getattr(self, requirement.value)
            return known
        return None if self.seats_missing else max(self.seats[seat] for seat in SEATS)

    @property
    def seats_missing(self) -> tuple[SeatKind, ...]:
        return tuple(seat for seat in SEATS if seat not in self.seats)

    @property
    def seats_unknown(self) -> tuple[SeatKind, ...]:
        """Nobody is on the map for them: there is nobody to talk to yet."""
        return tuple(seat for seat in self.seats_missing if seat not in self.held)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One requirement as it stands: met since a day, passed over by somebody's word, missed for good, missing now, or
    not due yet."""

    requirement: Requirement
    since: date | None
    is_passed: bool
    is_missed: bool
    is_due: bool
    # Which of the four seats are missing, and which of these nobody is known to hold; for every other requirement none.
    seats: tuple[SeatKind, ...] = ()
    unknown: tuple[SeatKind, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.since is not None

    @property
    def blocks(self) -> bool:
        """What was missed blocks nothing any more: nobody could mend it."""
        return not (self.is_met or self.is_passed or self.is_missed)

    @property
    def asked(self) -> Asked:
        return GATE[self.requirement]


@dataclass(frozen=True, kw_only=True)
class Readiness:
    standings: tuple[Standing, ...]

    @property
    def met(self) -> int:
        return sum(one.is_met for one in self.standings)

    @property
    def missing(self) -> tuple[Standing, ...]:
        """In the order of the path: what was due first comes first."""
        return tuple(one for one in self.standings if not one.is_met)

    @property
    def blocking(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.standings if one.blocks)

    @property
    def green_since(self) -> date | None:
        """The day on which the last requirement was met; None while one is not. What was passed over is not green."""
        days = [one.since for one in self.standings if one.since is not None]
        return max(days) if len(days) == len(self.standings) else None

    def is_idle(self, today: date, after: timedelta) -> bool:
        """Green for so long or longer; whether it was quoted is not known here."""
        return self.green_since is not None and today - self.green_since >= after


def readiness(facts: Facts, stage: Stage, passed: Iterable[Requirement] = ()) -> Readiness:
    """Every requirement at a stage of the deal; `passed` are those that somebody took the responsibility for."""
    over = frozenset(passed)
    return Readiness(
        standings=tuple(
            Standing(
                requirement=requirement,
                since=facts.since(requirement),
                is_passed=requirement in over and facts.since(requirement) is None,
                is_missed=requirement in facts.missed and facts.since(requirement) is None,
                is_due=_is_due(asked.by, stage),
                seats=facts.seats_missing if requirement is Requirement.SEATS else (),
                unknown=facts.seats_unknown if requirement is Requirement.SEATS else (),
            )
            for requirement, asked in GATE.items()
        )
    )


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a deal at its stage, and what somebody passed over for which of its versions, by their keys;
    `quote` is the one that is planned for, where there is any."""

    facts: Facts
    stage: Stage
    passed: Mapping[int, frozenset[Requirement]] = field(default_factory=dict)
    quote: int | None = None

    def gate(self, version: int | None = None) -> Readiness:
        """As it stands before one version, or before the deal where none is about to go out: a word that was given for
        another version holds for neither."""
        over = frozenset[Requirement]() if version is None else self.passed.get(version, frozenset())
        return readiness(self.facts, self.stage, over)


def _is_due(by: Stage, stage: Stage) -> bool:
    return stage in PATH and PATH.index(stage) >= PATH.index(by)
