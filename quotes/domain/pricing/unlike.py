"""In how many places an offer differs from the one it was made from: a line is one place, and so is a term."""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

# What a version says, by the name of its column; and what a line says, after what it is called: its product's code,
# else its description. A line's place among the others is no part of it.
type Said = Mapping[str, Any]
type Line = tuple[str, Sequence[Any]]


def places_unlike(before: Said, after: Said, lines_before: Iterable[Line], lines_after: Iterable[Line]) -> int:
    """Terms that differ (by name), and lines that were changed, added or removed; their order is no difference.

    A line is the same one where it is called the same.
    """
    terms = sum(1 for name, value in before.items() if after[name] != value)
    # Most lines are as they were, where they were: only the others are worth a closer look.
    apart = [pair for pair in zip_longest(lines_before, lines_after) if pair[0] != pair[1]]
    old, new = (Counter(_hashable(pair[side]) for pair in apart if pair[side]) for side in (0, 1))
    # A line that is in both, but not alike, is one place and not two.
    return terms + sum((_names(old - new) | _names(new - old)).values())


def _hashable(line: Line) -> tuple[str, tuple[Hashable, ...]]:
    """Lists and the like as text, for they are compared as a whole."""
    name, said = line
    return name, tuple(
        json.dumps(value, sort_keys=True, default=str) if isinstance(value, list | dict) else value for value in said
    )


def _names(lines: Counter[tuple[str, tuple[Hashable, ...]]]) -> Counter[str]:
    names: Counter[str] = Counter()
    for (name, _), count in lines.items():
        names[name] += count
    return names
