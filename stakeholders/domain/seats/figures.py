"""The figures of a decision map: exposure, coverage, support, who to win next, and the way to the decider.

Map status and its red, amber and green are Altify's (help.uplandsoftware.com/altify/help/v9.9, reports and dashboards
of the relationship map), with "approver" read as whoever may approve. Shares are exact fractions, unrounded.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from stakeholders.domain.deals import Stage
from stakeholders.domain.seats.influence import Shares, shares
from stakeholders.domain.seats.map import MOST, DecisionMap, Seated
from stakeholders.domain.seats.words import DEEPEST, DEPTH, BuyingRole, Coverage, LineKind, SeatKind

K = SeatKind
FIRST_QUOTE = frozenset({K.TECHNICAL, K.PROCUREMENT, K.BUSINESS, K.FINANCE})
# Which seats must be covered by whom the stage leads to: four before the first quote, legal before a contract.
# fmt: off
REQUIRED: dict[Stage, frozenset[SeatKind]] = {
    Stage.DIAGNOSIS:   frozenset({K.TECHNICAL, K.BUSINESS}),
    Stage.SOLUTION:    frozenset({K.TECHNICAL, K.BUSINESS}),
    Stage.VALUE:       FIRST_QUOTE,
    Stage.QUOTE:       FIRST_QUOTE,
    Stage.NEGOTIATION: FIRST_QUOTE,
    Stage.CONTRACT:    FIRST_QUOTE | {K.LEGAL},
    Stage.SIGNED:      frozenset(),
    Stage.LOST:        frozenset(),
}
# fmt: on
# How far support is thought to move where somebody is worked on.
STEP = 2


class Rag(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


def status_of(*, contacts: int, key_players: int, supportive: int) -> int:
    """0 nobody on the map, 1 contacts only, 2 key players, 3 a supportive key player (Altify)."""
    if supportive:
        return 3
    if key_players:
        return 2
    return 1 if contacts else 0


def rag_of(*, supportive: int, deciding: int) -> Rag:
    """Red without a supportive key player, green where one of them decides or approves, amber between (Altify)."""
    if not supportive:
        return Rag.RED
    return Rag.GREEN if deciding else Rag.AMBER


def map_status(map_: DecisionMap) -> int:
    key = [seat for seat in map_.seats if seat.is_key]
    supportive = [seat for seat in key if seat.is_supportive]
    return status_of(contacts=len(map_.seats), key_players=len(key), supportive=len(supportive))


def rag(seats: Iterable[Seated]) -> Rag:
    """Of the seats that count; whoever asks for a light leaves out those whose evidence has expired."""
    supportive = [seat for seat in seats if seat.is_key and seat.is_supportive]
    return rag_of(supportive=len(supportive), deciding=sum(seat.decides for seat in supportive))


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """`exposed` of `holders` could stop us and are against us or unknown; `share` is by influence, None without any."""

    holders: tuple[Seated, ...]
    exposed: tuple[Seated, ...]
    share: Fraction | None


def veto_exposure(map_: DecisionMap) -> Exposure:
    holders = tuple(seat for seat in map_.seats if seat.can_veto)
    exposed = tuple(seat for seat in holders if seat.is_exposed)
    total = sum(seat.weight for seat in holders)
    share = Fraction(sum(seat.weight for seat in exposed), total) if total else None
    return Exposure(holders=holders, exposed=exposed, share=share)


def coverage_index(map_: DecisionMap) -> Fraction | None:
    """Σ influence · coverage ÷ Σ influence · 4, from 0 to 1; None where nobody is on the map."""
    total = sum(seat.weight for seat in map_.seats) * DEEPEST
    return Fraction(sum(seat.weight * seat.depth for seat in map_.seats), total) if total else None


def weighted_support(map_: DecisionMap, by: Shares | None = None) -> Fraction:
    """Σ share · support ÷ 5, from −1 to +1; unknown support counts as neither. With the lines fixed the shares are, so
    that whoever comes to support us more never lowers it."""
    share = (by or shares(map_)).by_key
    return sum((share[seat.key] * (seat.support or 0) for seat in map_.seats), Fraction(0)) / MOST


@dataclass(frozen=True, kw_only=True)
class Pivot:
    """What weighted support gains where this seat's support goes up by two, never beyond +5."""

    seat: Seated
    gain: Fraction


def pivots(map_: DecisionMap, by: Shares | None = None) -> tuple[Pivot, ...]:
    """Whom it pays most to work on comes first; who already is wholly for us is not among them."""
    share = (by or shares(map_)).by_key
    found = [
        Pivot(seat=seat, gain=share[seat.key] * min(STEP, MOST - (seat.support or 0)) / MOST)
        for seat in map_.seats
        if seat.support != MOST
    ]
    return tuple(sorted(found, key=lambda pivot: (-pivot.gain, not pivot.seat.can_veto, pivot.seat.name)))


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Weighted support with a champion and without."""

    champion: Seated
    before: Fraction
    after: Fraction

    @property
    def is_fatal(self) -> bool:
        return self.after < 0 <= self.before


def losses(map_: DecisionMap, by: Shares | None = None) -> tuple[Loss, ...]:
    """Nobody's leaving can turn what is against us already, so that only support for us is reckoned anew."""
    before = weighted_support(map_, by)
    champions = map_.playing(BuyingRole.CHAMPION) if before >= 0 else ()
    return tuple(Loss(champion=one, before=before, after=weighted_support(map_.without(one.key))) for one in champions)


def economic_buyers(map_: DecisionMap) -> tuple[Seated, ...]:
    """Whoever spends the money and has a say, or is nearer still to power."""
    return tuple(seat for seat in map_.playing(BuyingRole.ECONOMIC) if seat.is_key)


def seat_gap(map_: DecisionMap, stage: Stage) -> frozenset[SeatKind]:
    """Seats the stage requires and we have not even briefly touched: the trap of winning one role alone."""
    return REQUIRED[stage] - {seat.kind for seat in map_.seats if seat.is_contacted}


def is_in_touch(seat: Seated) -> bool:
    """For us and spoken to several times: a way to the decider may start here."""
    return seat.is_supportive and seat.depth >= DEPTH[Coverage.REPEATED]


def path_to(map_: DecisionMap, ends: Iterable[Seated]) -> tuple[Seated, ...]:
    """The fewest people along lines of influence from somebody for us to one of `ends`; empty where no way leads there.

    Of two ways of one length the one that starts with more support is taken.
    """
    goal = {seat.key for seat in ends}
    starts = sorted(filter(is_in_touch, map_.seats), key=lambda seat: (-(seat.support or 0), seat.name))
    came_from: dict[int, int | None] = {seat.key: None for seat in starts}
    waiting = deque(came_from)
    while waiting:
        here = waiting.popleft()
        if here in goal:
            return _way(map_, came_from, here)
        for there in _listeners(map_, here):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return ()


def _listeners(map_: DecisionMap, key: int) -> list[int]:
    """Who listens to this person, the closest first."""
    lines = [line for line in map_.of(LineKind.INFLUENCE) if line.start == key]
    return [line.end for line in sorted(lines, key=lambda line: -line.weight)]


def _way(map_: DecisionMap, came_from: dict[int, int | None], key: int | None) -> tuple[Seated, ...]:
    way: list[Seated] = []
    while key is not None:
        way.append(map_.by_key[key])
        key = came_from[key]
    return tuple(reversed(way))
