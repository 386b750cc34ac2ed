"""The used lengths of a box, asked once for each style and size of what is around it: cells of a column are alike."""

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure.boxes import Box, PageBox

EDGES = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"{bound}{axis}" for axis in ("width", "height") for bound in ("", "min_", "max_")),
)
CORNERS = [f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")]
SQUARE = dict.fromkeys(CORNERS, (0, 0))
# How WeasyPrint writes a length of nothing.
NOTHING = (0, "px")

type Resolve = Callable[[Any, Any], None]


def resolve_percentages(original: Resolve) -> Resolve:
    """What is found hangs on the style, and goes with it; WeasyPrint changes no style that is laid out, but for items
    of flex and grid."""

    def resolved(box: Any, containing_block: Any) -> None:
        size = containing_block
        if isinstance(size, Box):
            size = (size.width, size.height)
        style, own = box.style, box.__dict__
        try:
            lengths, edges = style.used_lengths[size]
        except (AttributeError, KeyError):
            original(box, containing_block)
            if _is_plain(box):
                edges = {name: style[name] for name in EDGES}
                found = edges | {name: own[name] for name in LENGTHS}, edges
                style.__dict__.setdefault("used_lengths", {})[size] = found
            return
        # Where borders collapse, the table has settled already how wide they are.
        if "border_left_width" in own and style["border_collapse"] == "collapse":
            own.update(lengths | {name: own.get(name, width) for name, width in edges.items()})
        else:
            own.update(lengths)

    return resolved


def resolve_radii_percentages(original: Callable[[Any], None]) -> Callable[[Any], None]:
    """Where no corner of a style is round, none of its boxes has one."""

    def resolved(box: Any) -> None:
        try:
            square = box.style.square
        except AttributeError:
            square = box.style.square = all(NOTHING in box.style[name] for name in CORNERS)
        if square:
            box.__dict__.update(SQUARE)
        else:
            original(box)

    return resolved


def _is_plain(box: Any) -> bool:
    apart = box.is_flex_item or box.is_grid_item or isinstance(box, PageBox)
    return box.style["box_sizing"] == "content-box" and not apart
