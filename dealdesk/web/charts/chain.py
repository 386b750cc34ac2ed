"""Who decides, as a picture: a person is a shape filled by support in a ring of coverage, and lines run between them.

A double border can veto, a grey one with dashes is known from evidence that expired, a zigzag is a quarrel.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, hypot, pi, sin

from dealdesk.web.charts.placing import STEPS, Place
from dealdesk.web.charts.shapes import shape
from dealdesk.web.charts.svg import EMPTY, Picture, breadth, circle, cut, drawing, line, number, paint, plate, text

WIDTH = 952
RING, INSIDE = 29, 21
type Spot = tuple[float, float]
# Words at a person's side have so much room, and so many pixels between their lines.
ROOM, LEADING = 208, 17
# Two lines between the same two people run so far apart.
APART = 7


@dataclass(frozen=True, kw_only=True)
class Person:
    """`support` is −5 to +5 or None; `cover` 0 to 1 of the ring; `words` stand beside, the name first. `label` is all
    of it in one sentence, and `url` where Enter leads; without one the picture is only looked at."""

    key: int
    place: Place
    shape: str
    words: tuple[str, ...]
    label: str
    support: int | None = None
    cover: float = 0
    can_veto: bool = False
    is_stale: bool = False
    is_dim: bool = False
    url: str = ""
    place_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Tie:
    """`kind` is "reporting", "influence", "conflict" or "informal"; `weight` 1 to 3 is how thick an arrow is."""

    start: int
    end: int
    kind: str
    weight: int = 1


def decision_chain(people: Sequence[Person], ties: Iterable[Tie], *, label: str, live: bool = True) -> Picture:
    """`live` draws people as links that can be reached and moved; paper takes the same picture as one image."""
    if not people:
        return EMPTY
    height = _height(people)
    spots = {one.key: _spot(one.place, height) for one in people}
    dim = {one.key for one in people if one.is_dim}
    drawn = list(_ties(list(ties), spots, dim))
    boxes = _boxes(people, spots, drawn)
    parts = [f'<g class="ties">{"".join(part for part, _ in drawn)}</g>']
    parts += [_person(one, spots[one.key], boxes[one.key], live) for one in people]
    return (plate if live else drawing)(WIDTH, height, label, parts)


def fitting(facts: Sequence[str]) -> str:
    """As many of these as have room on one line beside a person, the first ones first."""
    lines = (" · ".join(facts[:many]) for many in range(len(facts), 1, -1))
    return next((one for one in lines if breadth(one) <= ROOM), facts[0])


def _height(people: Sequence[Person]) -> int:
    """Room enough for three lines of words between rows."""
    return 300 if len(people) <= 4 else min(420 + max(len(people) - 8, 0) * 24, 900)


def _spot(place: Place, height: float) -> tuple[float, float]:
    """Steps to pixels, with a whole ring inside the edges."""
    edge = RING + 4
    x, y = place
    return edge + x / STEPS * (WIDTH - 2 * edge), edge + y / STEPS * (height - 2 * edge)


def _ties(ties: Sequence[Tie], spots: Mapping[int, Spot], dim: set[int]) -> Iterable[tuple[str, tuple[Spot, Spot]]]:
    for tie in ties:
        between = [other for other in ties if {other.start, other.end} == {tie.start, tie.end}]
        shift = (between.index(tie) - (len(between) - 1) / 2) * 2 * APART
        # One side of a pair is the same side whichever way its lines run.
        shift = shift if tie.start < tie.end else -shift
        start, end = _between(spots[tie.start], spots[tie.end], shift)
        faint = " dim" if dim & {tie.start, tie.end} else ""
        ends = f'data-start="{tie.start}" data-end="{tie.end}"'
        yield f'<g class="tie{faint}" {ends}>{_drawn(tie, start, end)}</g>', (start, end)


def _between(start: Spot, end: Spot, shift: float) -> tuple[Spot, Spot]:
    """From ring to ring, `shift` pixels to the side."""
    (x1, y1), (x2, y2) = start, end
    far = hypot(x2 - x1, y2 - y1) or 1
    dx, dy = (x2 - x1) / far, (y2 - y1) / far
    off_x, off_y = -dy * shift, dx * shift
    gap = min(RING + 5, far / 2)
    return (x1 + dx * gap + off_x, y1 + dy * gap + off_y), (x2 - dx * gap + off_x, y2 - dy * gap + off_y)


def _drawn(tie: Tie, start: Spot, end: Spot) -> str:
    if tie.kind == "influence":
        return line(*start, *end, "ours", 0.6 + 0.8 * tie.weight) + _arrow(start, end, tie.weight)
    if tie.kind == "conflict":
        return _zigzag(start, end)
    return line(*start, *end, "mean" if tie.kind == "reporting" else "informal", 1.2)


def _arrow(start: Spot, end: Spot, weight: int) -> str:
    far = hypot(end[0] - start[0], end[1] - start[1]) or 1
    dx, dy = (end[0] - start[0]) / far, (end[1] - start[1]) / far
    long, wide = 8 + weight, 3 + weight / 2
    back_x, back_y = end[0] - dx * long, end[1] - dy * long
    corners = (end, (back_x - dy * wide, back_y + dx * wide), (back_x + dy * wide, back_y - dx * wide))
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return f'<polygon points="{points}" {paint("fill-ours")}/>'


def _zigzag(start: Spot, end: Spot) -> str:
    far = hypot(end[0] - start[0], end[1] - start[1]) or 1
    dx, dy = (end[0] - start[0]) / far, (end[1] - start[1]) / far
    teeth = max(int(far // 5), 2)
    points = [start]
    for i in range(1, teeth):
        out = 4 if i % 2 else -4
        points.append((start[0] + dx * far * i / teeth - dy * out, start[1] + dy * far * i / teeth + dx * out))
    way = " ".join(f"{number(x)},{number(y)}" for x, y in [*points, end])
    return f'<polyline points="{way}" fill="none" stroke-width="1.4" {paint("floor")}/>'


def _person(one: Person, spot: Spot, box: "Box", live: bool) -> str:
    x, y = spot
    faint = " dim" if one.is_dim else ""
    parts = [circle(x, y, "hollow", RING), *_ring(one.cover, x, y), *_body(one, x, y), *_words(one, box)]
    inside = "".join(parts)
    if not live:
        return f'<g class="person{faint}">{inside}</g>'
    data = f'data-seat="{one.key}" data-x="{one.place[0]}" data-y="{one.place[1]}" data-place="{escape(one.place_url)}"'
    name = f'aria-label="{escape(one.label)}"'
    return f'<a class="person{faint}" id="seat-{one.key}" href="{escape(one.url)}" {name} {data}>{inside}</a>'


def _ring(cover: float, x: float, y: float) -> Iterable[str]:
    """How well we are in touch: from the top, clockwise."""
    yield f'<circle cx="{number(x)}" cy="{number(y)}" r="{RING}" fill="none" stroke-width="4" {paint("track")}/>'
    if cover >= 1:
        yield f'<circle cx="{number(x)}" cy="{number(y)}" r="{RING}" fill="none" stroke-width="4" {paint("cover")}/>'
    elif cover > 0:
        end_x, end_y = x + RING * sin(2 * pi * cover), y - RING * cos(2 * pi * cover)
        large = 1 if cover > 0.5 else 0
        way = f"M{number(x)} {number(y - RING)}A{RING} {RING} 0 {large} 1 {number(end_x)} {number(end_y)}"
        yield f'<path d="{way}" fill="none" stroke-width="4" {paint("cover")}/>'


def _body(one: Person, x: float, y: float) -> Iterable[str]:
    fill = "s-0" if one.is_stale else filled(one.support)
    border = "black planned" if one.is_stale else "black"
    if one.can_veto:
        yield shape(one.shape, x, y, INSIDE, f"hollow {border}")
        yield shape(one.shape, x, y, INSIDE - 4, f"{fill} {border}")
    else:
        yield shape(one.shape, x, y, INSIDE - 2, f"{fill} {border}")
    strong = fill in {"s-p2", "s-m2"}
    figure = "?" if one.support is None else f"{one.support:+d}".replace("-", "−")
    low = {"triangle": 8, "gable": 0}.get(one.shape, 4)
    yield text(x, y + low, figure, kind="on-fill" if strong else "strong", anchor="middle")


def filled(support: int | None) -> str:
    """Five steps from against to for, the middle one unknown."""
    if support is None:
        return "s-0"
    return f"s-{'p' if support > 0 else 'm'}{2 if abs(support) > 2 else 1}"


def _words(one: Person, box: "Box") -> Iterable[str]:
    anchor, at = {"right": ("start", box.left), "left": ("end", box.right), "below": ("middle", box.middle)}[box.side]
    for i, words in enumerate(one.words):
        kind = "strong halo" if i == 0 else "plain halo"
        yield text(at, box.top + 13 + i * LEADING, cut(words, ROOM), kind=kind, anchor=anchor)


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where a person's words stand: at which side of them, and between which edges."""

    side: str
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    def holds(self, x: float, y: float, rim: float = 0) -> bool:
        return self.left - rim < x < self.right + rim and self.top - rim < y < self.bottom + rim

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def _boxes(
    people: Sequence[Person], spots: Mapping[int, Spot], drawn: Sequence[tuple[str, tuple[Spot, Spot]]]
) -> dict[int, Box]:
    """Each person's words where they meet the fewest lines, people and words that stand already."""
    samples = [_along(start, end, i / 12) for _, (start, end) in drawn for i in range(13)]
    found: dict[int, Box] = {}
    for one in people:
        others = [spot for key, spot in spots.items() if key != one.key]
        taken = list(found.values())
        found[one.key] = min(_choices(one, spots[one.key]), key=lambda box: _crowd(box, samples, others, taken))
    return found


def _choices(one: Person, spot: Spot) -> list[Box]:
    """Right, left, a little above or below of these, and under the ring; the first of the best is taken."""
    (x, y), gap = spot, RING + 9
    width, height = min(max(map(breadth, one.words)), ROOM), LEADING * len(one.words)
    found = []
    for rise in (0.5, 0.95, 0.05):
        top = y - height * rise
        found.append(Box(side="right", left=x + gap, top=top, width=width, height=height))
        found.append(Box(side="left", left=x - gap - width, top=top, width=width, height=height))
    found.append(Box(side="below", left=x - width / 2, top=y + RING + 3, width=width, height=height))
    return found


def _crowd(box: Box, samples: Sequence[Spot], others: Sequence[Spot], taken: Sequence[Box]) -> float:
    outside = 1000 if box.left < 0 or box.right > WIDTH else 0
    lines = sum(box.holds(x, y) for x, y in samples)
    people = sum(box.holds(x, y, RING) for x, y in others)
    return outside + lines + 20 * people + 20 * sum(box.meets(other) for other in taken)


def _along(start: Spot, end: Spot, share: float) -> Spot:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
