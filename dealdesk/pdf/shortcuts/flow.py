"""How boxes follow one another where nothing floats, which is everywhere in our papers."""

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import Box

OUT = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})
PLACED = frozenset({"absolute", "fixed"})

type Method = Callable[..., Any]


def is_in_normal_flow(original: Method) -> Method:
    """Asked a dozen times of each box; two of its properties tell what five methods find out one after another."""

    def told(box: Any) -> bool:
        position = box.style["position"]
        return not (
            box.style["float"] in OUT or position in PLACED or position[0] == "running()" or position[0] == "note()"
        )

    return told


def avoid_collisions(original: Method) -> Method:
    """Without floats a line has all the width there is."""

    def placed(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        if context.excluded_shapes or containing_block.style["direction"] == "rtl" or box.style["float"] != "none":
            return original(context, box, containing_block, outer)
        left = containing_block.content_box_x()
        right = left + containing_block.width
        if outer:
            return left, box.position_y, right - left
        start = left + box.margin_left
        width = right - box.margin_right - start
        return start - box.margin_left, box.border_box_y() - box.margin_top, width

    return placed


def strut(original: Method) -> Method:
    """How high a line is at least: WeasyPrint remembers it by a long text that it writes anew for each line."""

    def known(style: Any) -> Any:
        try:
            return style.strut
        except AttributeError:
            found = style.strut = original(style)
            return found

    return known


def descendants(original: Method) -> Method:
    """In the same order, without handing each box up through all that it is in."""

    def walked(box: Any, placeholders: bool = False) -> Iterator[Any]:
        waiting = [box]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Box):
                yield one
                waiting += reversed(one.children)
            elif placeholders:
                yield from one.descendants(placeholders)
            else:
                yield one

    return walked


def copy(original: Method) -> Method:
    """A box is copied five times on its way to the page: its sixty names as one table, not one after another."""

    def copied(box: Any) -> Any:
        kind: Any = type(box)
        another = kind.__new__(kind)
        another.__dict__ = box.__dict__.copy()
        return another

    return copied
