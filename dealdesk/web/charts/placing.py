"""Where people stand on a picture of who decides: where somebody put them, else in rows below those they answer to."""

from collections.abc import Mapping, Sequence

type Place = tuple[int, int]

# A picture is so many steps wide and high.
STEPS = 1000
# So many stand side by side before a row breaks.
ABREAST = 5
LEFT, RIGHT, TOP, BOTTOM = 110, 850, 110, 890


def placed(
    keys: Sequence[int], *, above: Mapping[int, int], fixed: Mapping[int, Place], heads: frozenset[int] = frozenset()
) -> dict[int, Place]:
    """A place for each key, in steps. `above` says who stands over whom, `heads` stand on top whoever is said to be
    above them, and `fixed` are places that somebody chose; round the rest no place is taken twice."""
    rows = _rows(keys, above, heads)
    found: dict[int, Place] = {}
    for y, row in zip(_spread(len(rows), TOP, BOTTOM), rows, strict=True):
        ordered = sorted(row, key=lambda key: found.get(above.get(key, 0), (STEPS // 2, 0))[0])
        found |= {key: (x, y) for x, key in zip(_spread(len(row), LEFT, RIGHT), ordered, strict=True)}
    found |= {key: place for key, place in fixed.items() if key in found}
    return {key: place if key in fixed else _free(key, place, found) for key, place in found.items()}


def _rows(keys: Sequence[int], above: Mapping[int, int], heads: frozenset[int]) -> list[list[int]]:
    levels = {key: 0 if key in heads else _level(key, above) for key in keys}
    rows: list[list[int]] = []
    for level in sorted(set(levels.values())):
        row = [key for key in keys if levels[key] == level]
        rows += [row[i : i + ABREAST] for i in range(0, len(row), ABREAST)]
    return rows


def _level(key: int, above: Mapping[int, int]) -> int:
    """How many stand above; a ring of superiors ends where it began."""
    seen = {key}
    while key in above and above[key] not in seen:
        key = above[key]
        seen.add(key)
    return len(seen) - 1


def _spread(count: int, low: int, high: int) -> list[int]:
    """Evenly between the two; one stands in the middle."""
    if count == 1:
        return [(low + high) // 2]
    return [low + (high - low) * i // (count - 1) for i in range(count)]


def _free(key: int, place: Place, taken: Mapping[int, Place]) -> Place:
    """A step aside for whoever would stand on somebody else."""
    x, y = place
    near = any(other != key and abs(x - ox) < 60 and abs(y - oy) < 100 for other, (ox, oy) in taken.items())
    return (min(x + 70, RIGHT), min(y + 60, BOTTOM)) if near else place
