"""Colours and plain lines: written as WeasyPrint writes them, without asking a colour each time what it is made of."""

from collections.abc import Callable
from typing import Any

import pydyf

type Method = Callable[..., Any]


def set_color(original: Method) -> Method:
    """What a colour is called, and the words that choose it for areas and for lines, stay with the colour."""

    def chosen(stream: Any, color: Any, stroke: bool = False) -> None:
        if color.space != "srgb":
            original(stream, color, stroke)
            return
        if "words" not in color.__dict__:
            shares = b" ".join(map(pydyf._to_bytes, color.to("srgb").coordinates))
            color.words = (color.space, *color.coordinates), (shares + b" rg", shares + b" RG")
        name, words = color.words
        stream.set_alpha(color.alpha, stroke)
        current = "_current_color_stroke" if stroke else "_current_color"
        if getattr(stream, current) != name:
            setattr(stream, current, name)
            stream.stream.append(words[stroke])

    return chosen


def draw_line(original: Method) -> Method:
    """Nine lines of ten part one row from the next, and are solid."""

    def drawn(
        stream: Any,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        thickness: float,
        style: str,
        color: Any,
        offset: float = 0,
    ) -> None:
        if style != "solid":
            original(stream, x1, y1, x2, y2, thickness, style, color, offset)
            return
        stream.push_state()
        stream.set_color(color, stroke=True)
        stream.stream.append(b"%b w\n%b %b m\n%b %b l\nS" % tuple(map(pydyf._to_bytes, (thickness, x1, y1, x2, y2))))
        stream.pop_state()

    return drawn
