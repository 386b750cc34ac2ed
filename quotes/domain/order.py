"""The order of an offer's lines: a step up or down, a place by number, and what really moved between two orders."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dealdesk.kernel.refusals import Refusal

# A line by its key, and the group it stands in; lines of one group stand together.
type Standing = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One stretch of the group at a `place`, counted from 0, in its new order; it follows the key it is `behind`, or
    the group's head where that is None."""

    place: int
    behind: int | None
    keys: tuple[int, ...]


def stepped(order: Sequence[Standing], key: int, by: int) -> list[Standing]:
    """One step up (`by` −1) or down (+1): past its neighbour in the group, else over the border into the next group.

    Refuses a step off either end, and a key that does not stand here.
    """
    at = _index(order, key)
    beside = at + by
    if not 0 <= beside < len(order):
        raise Refusal("This line stands at the end already.", field="lines")
    found = list(order)
    group, next_group = order[at][1], order[beside][1]
    if group == next_group:
        found[at], found[beside] = found[beside], found[at]
    else:
        found[at] = key, next_group
    return found


def put_at(order: Sequence[Standing], key: int, place: int) -> list[Standing]:
    """The line stands at a place, counted from 1, in the group of the line that stood there; refuses no such place."""
    at = _index(order, key)
    if not 1 <= place <= len(order):
        raise Refusal("There is no place %(place)s: this offer has %(count)s lines.", place=place, count=len(order))
    found = list(order)
    del found[at]
    found.insert(place - 1, (key, order[place - 1][1]))
    return found


def moved(before: Sequence[int], after: Iterable[int]) -> set[int]:
    """The fewest keys that explain another order: without them, both orders read alike.

    Keys that stand in one order only count for nothing. Longest increasing subsequence, n log n.
    """
    place = {key: i for i, key in enumerate(before)}
    common = [key for key in after if key in place]
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for key in common:
        length = bisect_left(tails, place[key])
        previous[key] = ends[length - 1] if length else None
        tails[length : length + 1], ends[length : length + 1] = [place[key]], [key]
    still = set()
    key_: int | None = ends[-1] if ends else None
    while key_ is not None:
        still.add(key_)
        key_ = previous[key_]
    return set(common) - still


def shift(before: Sequence[Standing], after: Sequence[Standing]) -> Shift | None:
    """The one stretch that turns an order into another; None where nothing moved, or a group or several did."""
    was, now = _by_group(before), _by_group(after)
    if list(was) != list(now):
        return None
    changed = [place for place, group in enumerate(now) if was[group] != now[group]]
    if len(changed) != 1:
        return None
    (place,) = changed
    one, other = list(was.values())[place], list(now.values())[place]
    if sorted(one) != sorted(other):
        return None
    apart = [i for i, (old, new) in enumerate(zip(one, other, strict=True)) if old != new]
    behind = other[apart[0] - 1] if apart[0] else None
    return Shift(place=place, behind=behind, keys=tuple(other[apart[0] : apart[-1] + 1]))


def _by_group(order: Iterable[Standing]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, group in order:
        found.setdefault(group, []).append(key)
    return found


def put_back[T](others: Sequence[T], places: Mapping[int, T]) -> list[T]:
    """Each at its place, counted from 1, the others around them in their order; a place past the end is the end."""
    found = list(others)
    for place in sorted(places):
        found.insert(place - 1, places[place])
    return found


def _index(order: Sequence[Standing], key: int) -> int:
    for i, (other, _) in enumerate(order):
        if other == key:
            return i
    raise Refusal("This line is not there any more.", field="lines")
