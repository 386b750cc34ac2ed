"""Whose opinion counts: DeGroot's consensus on a graph of who listens to whom, in exact fractions.

M. H. DeGroot, "Reaching a Consensus", Journal of the American Statistical Association 69 (1974); B. Golub and
M. O. Jackson, "Naïve Learning in Social Networks", American Economic Journal: Microeconomics 2 (2010).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import gcd

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.seats.map import DecisionMap
from stakeholders.domain.seats.words import LineKind

type Row = Sequence[Fraction]
type Trust = Sequence[Row]


class Method(StrEnum):
    """Where a person's share of the say comes from."""

    DEGROOT = "degroot"
    INFLUENCE = "influence"


@dataclass(frozen=True, kw_only=True)
class Shares:
    """By seat, the share of the say: they add up to 1. `blocs` are the groups that listen to nobody outside, where
    the graph does not bring everybody to one opinion; each is named by its seats."""

    method: Method
    by_key: Mapping[int, Fraction]
    blocs: tuple[tuple[int, ...], ...] = ()


def shares(map_: DecisionMap) -> Shares:
    """DeGroot's where everybody hears everybody by some way, else influence 3, 2, 1 as a share of all of it."""
    if not map_.seats:
        return Shares(method=Method.INFLUENCE, by_key={})
    keys = [seat.key for seat in map_.seats]
    matrix = trust(map_)
    if converges(matrix):
        return Shares(method=Method.DEGROOT, by_key=dict(zip(keys, influence(matrix), strict=True)))
    total = sum(seat.weight for seat in map_.seats)
    return Shares(
        method=Method.INFLUENCE,
        by_key={seat.key: Fraction(seat.weight, total) for seat in map_.seats},
        blocs=tuple(tuple(keys[i] for i in bloc) for bloc in closed(matrix)),
    )


def trust(map_: DecisionMap) -> list[list[Fraction]]:
    """Row i says how much i listens to j, in shares of 1: the weights of the influence lines that end at i, and i's own
    influence on the deal for how far they trust themselves. Lines of other kinds say who commands or quarrels, not who
    is believed, and stay out."""
    place = {seat.key: i for i, seat in enumerate(map_.seats)}
    rows = [[0] * len(place) for _ in place]
    for seat in map_.seats:
        rows[place[seat.key]][place[seat.key]] = seat.weight
    for line in map_.of(LineKind.INFLUENCE):
        rows[place[line.end]][place[line.start]] += line.weight
    return [[Fraction(each, sum(row)) for each in row] for row in rows]


def influence(matrix: Trust) -> tuple[Fraction, ...]:
    """The s with s·T = s that adds up to 1: by how much each opinion of today counts in the consensus.

    Grassmann, Taksar and Heyman's elimination, which never subtracts (Operations Research 33, 1985). Refuses where
    opinions do not meet.
    """
    if not converges(matrix):
        raise Refusal("These people do not come to one opinion: not everybody hears everybody.")
    rows = [list(row) for row in matrix]
    for n in range(len(rows) - 1, 0, -1):
        rest = sum(rows[n][:n])
        for i in range(n):
            rows[i][n] /= rest
            for j in range(n):
                rows[i][j] += rows[i][n] * rows[n][j]
    found = [Fraction(1)]
    for n in range(1, len(rows)):
        found.append(sum((found[i] * rows[i][n] for i in range(n)), Fraction(0)))
    total = sum(found)
    return tuple(each / total for each in found)


def consensus(matrix: Trust, opinions: Row) -> Fraction:
    """Where everybody's opinion ends: s·b(0)."""
    return sum((s * b for s, b in zip(influence(matrix), opinions, strict=True)), Fraction(0))


def converges(matrix: Trust) -> bool:
    """Strongly connected and aperiodic: only then does everybody end with one opinion that all have a part in."""
    _check(matrix)
    heard = _heard(matrix)
    return len(_groups(heard)) == 1 and _period(heard) == 1


def closed(matrix: Trust) -> tuple[tuple[int, ...], ...]:
    """The groups that listen to nobody outside, each by its rows: left alone, each keeps its own opinion."""
    _check(matrix)
    heard = _heard(matrix)
    return tuple(group for group in _groups(heard) if all(set(heard[i]) <= set(group) for i in group))


def _check(matrix: Trust) -> None:
    if not matrix or any(len(row) != len(matrix) for row in matrix):
        raise Refusal("A matrix of trust has as many columns as rows, and at least one.")
    if any(min(row) < 0 or sum(row) != 1 for row in matrix):
        raise Refusal("Every row of a matrix of trust adds up to 1, and nothing in it is below 0.")


def _heard(matrix: Trust) -> list[list[int]]:
    return [[j for j, weight in enumerate(row) if weight] for row in matrix]


def _groups(heard: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Those who hear each other by some way, in the order of their first members."""
    reach = [_reached(heard, start) for start in range(len(heard))]
    found = {tuple(sorted(j for j in reach[i] if i in reach[j])) for i in range(len(heard))}
    return sorted(found)


def _reached(heard: Sequence[Sequence[int]], start: int) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        new = set(heard[waiting.pop()]) - seen
        seen |= new
        waiting.extend(new)
    return seen


def _period(heard: Sequence[Sequence[int]]) -> int:
    """Of a strongly connected graph: the greatest common divisor of the lengths of its rounds."""
    level, waiting, period = {0: 0}, [0], 0
    while waiting:
        here = waiting.pop(0)
        for there in heard[here]:
            if there not in level:
                level[there] = level[here] + 1
                waiting.append(there)
            period = gcd(period, level[here] + 1 - level[there])
    return period
