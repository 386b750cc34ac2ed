"""Alternatives side by side: which line a version stands on, where it came from, and what takes its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from dealdesk.kernel.refusals import Refusal

# From one version two alternatives begin; asked again, it gets one more.
AT_FIRST = 2


@dataclass(frozen=True, kw_only=True)
class Place:
    """A version among those of its quote. `based_on` is the key of the one it was made from; the main line has no
    branch."""

    pk: int
    number: int
    branch: str = ""
    based_on: int | None = None


def ancestors(place: Place, family: Mapping[int, Place]) -> frozenset[int]:
    """The keys of everything it grew out of; a base that is not in the family ends the line."""
    found: set[int] = set()
    at: Place | None = place
    while at is not None and at.based_on is not None and at.based_on not in found:
        found.add(at.based_on)
        at = family.get(at.based_on)
    return frozenset(found)


def overtakes(newer: Place, older: Place, family: Mapping[int, Place]) -> bool:
    """Whether one takes the other's place: made later on the same line, or grown out of it. Alternatives do not."""
    later = newer.number > older.number
    return later and (newer.branch == older.branch or older.pk in ancestors(newer, family))


def next_letters(base: Place, family: Collection[Place]) -> tuple[str, ...]:
    """The letters of the alternatives that begin at `base`: two, or one more where some began there already.

    A letter is used once a quote; refuses when they have run out.
    """
    used = {place.branch for place in family}
    begun = any(place.based_on == base.pk and place.branch not in {"", base.branch} for place in family)
    free = [letter for letter in ascii_uppercase if letter not in used]
    wanted = 1 if begun else AT_FIRST
    if len(free) < wanted:
        raise Refusal("This quote has used every letter from A to Z: make a new quote for further alternatives.")
    return tuple(free[:wanted])
