"""The values an insight is told in: its kind and light, the facts it stands on with their age, and one remedy."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from fractions import Fraction

from dealdesk.kernel.words import Word
from stakeholders.domain.deals import Stage
from stakeholders.domain.seats.figures import pivots
from stakeholders.domain.seats.influence import Shares
from stakeholders.domain.seats.map import DecisionMap, Seated
from stakeholders.domain.seats.words import LineKind, SeatKind


class Light(IntEnum):
    """Worst first."""

    BAD = 0
    WARN = 1
    INFO = 2
    GOOD = 3


class InsightKind(Word):
    """In the order in which they are told under one light."""

    VETO = "veto", "Veto"
    NO_BUYER = "no_buyer", "No economic buyer"
    BUYER_UNCONTACTED = "buyer_uncontacted", "Economic buyer not contacted"
    NO_DECIDER = "no_decider", "Three contacts and still no decider"
    SEAT_GAP = "seat_gap", "Seats nobody covers"
    SINGLE_THREAD = "single_thread", "Single thread"
    SAME_SILO = "same_silo", "All threads in one seat"
    PATH = "path", "Way to the decider"
    SUPPORT = "support", "Weighted support"
    NO_CHAMPION = "no_champion", "No champion"
    LONE_CHAMPION = "lone_champion", "Champion is a single point"
    IDLE_CHAMPION = "idle_champion", "Idle champion"
    STALE = "stale", "Expired evidence"
    COVERAGE = "coverage", "Coverage index"
    BLOCS = "blocs", "Separate blocs"
    PIVOT = "pivot", "Whom to win next"


class FactKind(Word):
    """Which of a seat's facts an insight stands on."""

    SUPPORT = "support", "Support for us"
    COVERAGE = "coverage", "Coverage"
    ROLE = "role", "Buying role"
    LAST_CONTACT = "last_contact", "Last contact"
    EVIDENCE = "evidence", "Latest evidence"


class Remedy(Word):
    """The one thing an insight offers to do."""

    MEET = "meet", "Arrange a meeting"
    INTRODUCE = "introduce", "Ask for an introduction"
    DEVELOP = "develop", "Win a second champion"
    RECORD = "record", "Record new evidence"
    ADD = "add", "Add the person"
    DRAW = "draw", "Draw who listens to whom"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What an insight used of a seat, and its age in days; None where nothing tells."""

    seat: Seated
    kind: FactKind
    age: int | None


@dataclass(frozen=True, kw_only=True)
class Insight:
    kind: InsightKind
    light: Light
    facts: tuple[Fact, ...]
    remedy: Remedy | None = None
    # Whom the remedy is about, and who could bring us to them.
    target: Seated | None = None
    helper: Seated | None = None
    # Whom the sentence names, and the figures and seats in it.
    people: tuple[Seated, ...] = ()
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    kinds: tuple[SeatKind, ...] = ()
    blocs: tuple[tuple[Seated, ...], ...] = ()


type Found = Iterator[Insight]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a rule may look at."""

    map_: DecisionMap
    stage: Stage
    today: date
    # Who has how much say.
    by: Shares

    def facts(self, seats: Iterable[Seated], kind: FactKind) -> tuple[Fact, ...]:
        return tuple(Fact(seat=seat, kind=kind, age=self.age_of(seat, kind)) for seat in seats)

    def age_of(self, seat: Seated, kind: FactKind) -> int | None:
        return seat.quiet_days(self.today) if kind is FactKind.LAST_CONTACT else seat.age(self.today)

    def is_live(self, seats: Iterable[Seated]) -> bool:
        return all(seat.is_live(self.today) for seat in seats)

    def whom_to_win(self, among: Iterable[Seated]) -> Seated | None:
        """Who of these would add most."""
        keys = {seat.key for seat in among}
        return next((pivot.seat for pivot in pivots(self.map_, self.by) if pivot.seat.key in keys), None)

    def reaching(self, target: Seated) -> tuple[Remedy, Seated | None]:
        """Through a contact who has a line to them, whom we know best first, then who is most for us; else directly."""
        tied = {line.start for line in self.map_.lines if line.end == target.key}
        tied |= {line.end for line in self.map_.lines if line.start == target.key}
        known = [
            seat
            for seat in self.map_.seats
            if seat.key in tied and seat.is_contacted and not _quarrel(self, seat, target)
        ]
        helper = min(known, key=lambda seat: (-seat.depth, -(seat.support or 0), seat.name), default=None)
        return (Remedy.INTRODUCE if helper else Remedy.MEET), helper


def _quarrel(asked: Asked, one: Seated, other: Seated) -> bool:
    return any({line.start, line.end} == {one.key, other.key} for line in asked.map_.of(LineKind.CONFLICT))


def live(seats: Iterable[Seated], today: date) -> tuple[Seated, ...]:
    return tuple(seat for seat in seats if seat.is_live(today))


def doubted(seat: Seated, today: date) -> Seated:
    """Support that rests on expired evidence, or on none, is support nobody can count on; what is against us stays."""
    return seat if seat.is_live(today) or (seat.support or 0) < 0 else replace(seat, support=None)
