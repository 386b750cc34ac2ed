"""How numbers and names become the bytes of a file: by their type at once, and the pages' names once for all boxes."""

from collections.abc import Callable
from typing import Any

# Written again and again: places of columns, widths of lines, shares of colours.
MOST_KNOWN = 20_000

type Method = Callable[..., Any]


def to_bytes(original: Method) -> Method:
    """pydyf asks every value whether it is this or that; its type is known."""
    known: dict[float, bytes] = {}

    def written(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]
        if kind is int:
            return b"%d" % item
        if kind is not float:
            return original(item)  # type: ignore[no-any-return]
        found = known.get(item)
        if found is None:
            found = original(item)
            # -0.0 equals 0.0, and is written in the same way.
            if len(known) < MOST_KNOWN:
                known[item] = found
        return found

    return written


def page_references(original: Any) -> Any:
    """Each box of the tree of tags names its page, and pydyf writes the names of all pages for each: a document of
    forty pages spent half of its tagging on that."""

    def named(pdf: Any) -> Any:
        pages = len(pdf.pages["Kids"])
        known = pdf.__dict__.get("named")
        if known is None or known[0] != pages:
            known = pdf.named = (pages, original.fget(pdf))
        return known[1]

    return property(named)
