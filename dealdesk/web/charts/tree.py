"""Versions of one thing as a tree: lanes side by side, the newest on top, each tied to what it was made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dealdesk.web.charts.svg import EMPTY, Picture, breadth, circle, cut, drawing, line, text

ROW, LANE, RADIUS = 26, 18, 5
# Not yet out is hollow, out is full, agreed is green, and what was taken off the table is grey.
PAINTED = {
    "draft": "ours hollow planned",
    "submitted": "ours hollow",
    "sent": "ours fill-ours",
    "accepted": "target fill-target",
    "void": "axis hollow",
}


@dataclass(frozen=True, kw_only=True)
class Knot:
    """One version: its lane, what it was made from, and words at its right; `state` is a key of PAINTED."""

    name: str
    lane: str
    state: str
    note: str
    came_from: str = ""
    is_here: bool = False


def version_tree(knots: Sequence[Knot], *, width: int = 288) -> Picture:
    """`knots` from the oldest to the newest; every `came_from` is the name of an earlier one, or nothing."""
    if not knots:
        return EMPTY
    lanes = {lane: i for i, lane in enumerate(sorted({knot.lane for knot in knots}))}
    places = {
        knot.name: (RADIUS + 3 + LANE * lanes[knot.lane], ROW * (len(knots) - 1 - i) + ROW / 2)
        for i, knot in enumerate(knots)
    }
    left = RADIUS + 12 + LANE * len(lanes)
    parts = [part for knot in knots for part in _branch(knot, places)]
    parts += [part for knot in knots for part in _knot(knot, places[knot.name], left, width)]
    return drawing(width, ROW * len(knots), "; ".join(map(_told, knots)), parts)


def _branch(knot: Knot, places: Mapping[str, tuple[float, float]]) -> list[str]:
    """Out of its base sideways, then up its own lane."""
    if knot.came_from not in places:
        return []
    (x, y), (base_x, base_y) = places[knot.name], places[knot.came_from]
    turn = base_y - ROW / 2 if x != base_x else base_y
    return [line(base_x, base_y, x, turn, "axis", 1.4), line(x, turn, x, y, "axis", 1.4)]


def _knot(knot: Knot, place: tuple[float, float], left: float, width: float) -> list[str]:
    x, y = place
    kind = "strong" if knot.is_here else "plain"
    note = cut(knot.note, width - left - breadth(knot.name) - 12)
    parts = [
        circle(x, y, PAINTED[knot.state], RADIUS),
        text(left, y + 4, knot.name, kind=kind),
        text(width, y + 4, note, kind=kind, anchor="end"),
    ]
    if knot.state == "void":
        parts.append(line(left, y, left + breadth(knot.name), y, "axis", 1.4))
    return parts


def _told(knot: Knot) -> str:
    return f"{knot.name} ← {knot.came_from}: {knot.note}" if knot.came_from else f"{knot.name}: {knot.note}"
