"""In how many places an offer differs from the one it was made from: a line is one place, and so is a term."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

# What a line or a version says, by the name of its column; a line's place among the others is no part of it.
type Said = Mapping[str, Any]
type Line = tuple[tuple[str, Any], ...]
CODE, DESCRIPTION = "product_code", "description"


def places_unlike(before: Said, after: Said, lines_before: Iterable[Said], lines_after: Iterable[Said]) -> int:
    """Terms that differ (by name), and lines that were changed, added or removed; their order is no difference.

    A line is the same one where its product code is, else its description.
    """
    terms = sum(1 for name, value in before.items() if after[name] != value)
    old, new = (Counter(_line(line) for line in lines) for lines in (lines_before, lines_after))
    # A line that is in both, but not alike, is one place and not two.
    return terms + sum((_names(old - new) | _names(new - old)).values())


def _line(said: Said) -> Line:
    """Lists and the like as text, for they are compared as a whole."""
    return tuple(
        (name, json.dumps(value, sort_keys=True, default=str) if isinstance(value, list | dict) else value)
        for name, value in sorted(said.items())
    )


def _names(lines: Counter[Line]) -> Counter[str]:
    names: Counter[str] = Counter()
    for line, count in lines.items():
        said = dict(line)
        names[said[CODE] or said[DESCRIPTION]] += count
    return names
