"""Whose opinion counts: DeGroot's consensus on a graph of who listens to whom, in exact fractions.

M. H. DeGroot, "Reaching a Consensus", Journal of the American Statistical Association 69 (1974); B. Golub and
M. O. Jackson, "Naïve Learning in Social Networks", American Economic Journal: Microeconomics 2 (2010).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import gcd, lcm

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
        return by_influence(map_)
    keys = [seat.key for seat in map_.seats]
    weights = _weights(map_)
    heard = _heard(weights)
    if _meets(heard):
        return Shares(method=Method.DEGROOT, by_key=dict(zip(keys, _settled(weights), strict=True)))
    return replace(by_influence(map_), blocs=tuple(tuple(keys[i] for i in bloc) for bloc in _closed(heard)))


def by_influence(map_: DecisionMap) -> Shares:
    """3, 2, 1 as shares of their sum, whoever listens to whom: at once, where nobody asks what lines make of it."""
    total = sum(seat.weight for seat in map_.seats)
    return Shares(method=Method.INFLUENCE, by_key={seat.key: Fraction(seat.weight, total) for seat in map_.seats})


def trust(map_: DecisionMap) -> list[list[Fraction]]:
    """Row i says how much i listens to j, in shares of 1: the weights of the influence lines that end at i, and i's own
    influence on the deal for how far they trust themselves. Lines of other kinds say who commands or quarrels, not who
    is believed, and stay out."""
    return [[Fraction(each, sum(row)) for each in row] for row in _weights(map_)]


def _weights(map_: DecisionMap) -> list[list[int]]:
    place = {seat.key: i for i, seat in enumerate(map_.seats)}
    rows = [[0] * len(place) for _ in place]
    for seat in map_.seats:
        rows[place[seat.key]][place[seat.key]] = seat.weight
    for line in map_.of(LineKind.INFLUENCE):
        rows[place[line.end]][place[line.start]] += line.weight
    return rows


def influence(matrix: Trust) -> tuple[Fraction, ...]:
    """The s with s·T = s that adds up to 1: by how much each opinion of today counts in the consensus. Refuses where
    opinions do not meet."""
    if not converges(matrix):
        raise Refusal("These people do not come to one opinion: not everybody hears everybody.")
    whole = [lcm(*(each.denominator for each in row)) for row in matrix]
    return _settled([[int(each * by) for each in row] for row, by in zip(matrix, whole, strict=True)])


def _settled(weights: Sequence[Sequence[int]]) -> tuple[Fraction, ...]:
    """The same of whole weights, of which a row of trust is the shares.

    Grassmann, Taksar and Heyman's elimination, which never subtracts (Operations Research 33, 1985), in whole numbers:
    each step is divided by the pivot before it, without a remainder (E. H. Bareiss, Mathematics of Computation 22,
    1968). How much somebody trusts themselves cancels out until the end, where it is part of the sum of their row.
    """
    rows = [list(row) for row in weights]
    pivots, before = [1] * len(rows), 1
    for n in range(len(rows) - 1, 0, -1):
        last, pivots[n] = rows[n], sum(rows[n][:n])
        for row in rows[:n]:
            row[:n] = [(row[j] * pivots[n] + row[n] * last[j]) // before for j in range(n)]
        before = pivots[n]
    found = [1]
    for n in range(1, len(rows)):
        mine = sum(each * row[n] for each, row in zip(found, rows, strict=False))
        found = [each * pivots[n] for each in found] + [mine]
        common = gcd(*found)
        found = [each // common for each in found]
    says = [each * sum(row) for each, row in zip(found, weights, strict=True)]
    return tuple(Fraction(each, sum(says)) for each in says)


def consensus(matrix: Trust, opinions: Row) -> Fraction:
    """Where everybody's opinion ends: s·b(0)."""
    return sum((s * b for s, b in zip(influence(matrix), opinions, strict=True)), Fraction(0))


def converges(matrix: Trust) -> bool:
    """Strongly connected and aperiodic: only then does everybody end with one opinion that all have a part in."""
    _check(matrix)
    return _meets(_heard(matrix))


def closed(matrix: Trust) -> tuple[tuple[int, ...], ...]:
    """The groups that listen to nobody outside, each by its rows: left alone, each keeps its own opinion."""
    _check(matrix)
    return _closed(_heard(matrix))


def _check(matrix: Trust) -> None:
    if not matrix or any(len(row) != len(matrix) for row in matrix):
        raise Refusal("A matrix of trust has as many columns as rows, and at least one.")
    if any(min(row) < 0 or sum(row) != 1 for row in matrix):
        raise Refusal("Every row of a matrix of trust adds up to 1, and nothing in it is below 0.")


def _heard(matrix: Sequence[Sequence[Fraction | int]]) -> list[list[int]]:
    return [[j for j, weight in enumerate(row) if weight] for row in matrix]


def _meets(heard: Sequence[Sequence[int]]) -> bool:
    return len(_groups(heard)) == 1 and _period(heard) == 1


def _closed(heard: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(group for group in _groups(heard) if all(set(heard[i]) <= set(group) for i in group))


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
