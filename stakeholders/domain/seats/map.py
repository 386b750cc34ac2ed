"""A decision map as a value: seats with their evidence, the lines between them, and how old what we know is."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Self

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.seats.words import (
    DEPTH,
    KEY,
    WEIGHT,
    BuyingRole,
    Channel,
    Coverage,
    EvidenceKind,
    Influence,
    LineKind,
    SeatKind,
    Standing,
)

# Days after which what we saw of a person counts no more, unless the seat says otherwise.
STALE_AFTER = 30
# From −5, works against us, to +5, fights for us; there is no 0, only "unknown".
MOST = 5
# From here on somebody is for us: the path to the decider starts there, and only such key players are supportive.
SUPPORTIVE = 2
# The window in which contacts are counted (Breadbox).
WINDOW = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    on: date
    kind: EvidenceKind = EvidenceKind.OBSERVATION
    channel: Channel = Channel.MEETING
    text: str = ""
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class Seated:
    """One person's place in one deal. `support` runs from −5 to +5 without 0; None means nobody knows."""

    key: int
    name: str
    kind: SeatKind
    title: str = ""
    roles: frozenset[BuyingRole] = frozenset()
    can_approve: bool = False
    can_veto: bool = False
    standing: Standing = Standing.UNKNOWN
    influence: Influence = Influence.MEDIUM
    support: int | None = None
    coverage: Coverage = Coverage.UNKNOWN
    last_contact_on: date | None = None
    stale_after: int = STALE_AFTER
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.support is not None and (self.support == 0 or abs(self.support) > MOST):
            raise Refusal("Support runs from −5 to +5 without 0, or is unknown.", field="support")

    @property
    def weight(self) -> int:
        """3, 2 or 1 for high, medium and low influence."""
        return WEIGHT[self.influence]

    @property
    def depth(self) -> int:
        """Coverage from 0, unknown, to 4, in depth."""
        return DEPTH[self.coverage]

    @property
    def is_contacted(self) -> bool:
        return self.depth >= DEPTH[Coverage.BRIEF]

    @property
    def is_key(self) -> bool:
        """Altify's key player: in the inner circle, or with a say."""
        return self.standing in KEY

    @property
    def is_supportive(self) -> bool:
        return self.support is not None and self.support >= SUPPORTIVE

    @property
    def is_exposed(self) -> bool:
        """Can stop us and is against us, or nobody knows."""
        return self.can_veto and (self.support is None or self.support < 0)

    @property
    def decides(self) -> bool:
        """Whoever spends the money or may approve it."""
        return self.can_approve or BuyingRole.ECONOMIC in self.roles

    @property
    def latest(self) -> Evidence | None:
        return max(self.evidence, key=lambda one: one.on, default=None)

    def age(self, today: date) -> int | None:
        """Days since the latest evidence; None where there is none."""
        return (today - self.latest.on).days if self.latest else None

    def is_live(self, today: date) -> bool:
        """Evidence that still counts: only it may turn a light green."""
        age = self.age(today)
        return age is not None and age <= self.stale_after

    def is_stale(self, today: date) -> bool:
        """There was evidence, and it is too old."""
        age = self.age(today)
        return age is not None and age > self.stale_after

    def quiet_days(self, today: date) -> int | None:
        """Days since we last spoke; None where we never did."""
        return (today - self.last_contact_on).days if self.last_contact_on else None

    def recent(self, today: date) -> tuple[Evidence, ...]:
        """Evidence of the last ninety days."""
        return tuple(one for one in self.evidence if today - WINDOW <= one.on <= today)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Between two seats by key; `weight` 1 to 3 says how much `end` listens to `start`, for influence only."""

    start: int
    end: int
    kind: LineKind
    weight: int = 1

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise Refusal("A line leads from one person to another.", field="end")
        if not 1 <= self.weight <= 3:
            raise Refusal("A line weighs 1, 2 or 3.", field="weight")


@dataclass(frozen=True, kw_only=True)
class DecisionMap:
    seats: tuple[Seated, ...]
    lines: tuple[Line, ...] = ()
    by_key: dict[int, Seated] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {seat.key: seat for seat in self.seats})
        if len(self.by_key) != len(self.seats):
            raise ValueError("two seats with one key")
        if any(line.start not in self.by_key or line.end not in self.by_key for line in self.lines):
            raise ValueError("a line to nobody on this map")

    def of(self, kind: LineKind) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind is kind)

    def without(self, key: int) -> Self:
        """The same map as if this person had left, with their lines."""
        kept = tuple(line for line in self.lines if key not in {line.start, line.end})
        return replace(self, seats=tuple(seat for seat in self.seats if seat.key != key), lines=kept)

    def playing(self, role: BuyingRole) -> tuple[Seated, ...]:
        return tuple(seat for seat in self.seats if role in seat.roles)
