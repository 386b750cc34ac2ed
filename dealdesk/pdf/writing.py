"""How a finished file is put into bytes: each of its objects once, though its identifier asks for all of them again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import pydyf

KINDS = (pydyf.Array, pydyf.Dictionary, pydyf.Stream, pydyf.String)
# What most values are, and how they are written; the rest pydyf knows.
PLAIN: dict[type, Callable[[Any], bytes]] = {
    bytes: bytes,
    int: b"%d".__mod__,
    str: str.encode,
}


@contextmanager
def written_once() -> Iterator[Callable[[], None]]:
    """What is called once nothing of the file changes any more, until the file is written: from then on an object
    remembers its bytes. They are the same; packing fonts and pages twice took a tenth of a short document's time."""
    before = {kind: kind.data for kind in KINDS}

    def stands() -> None:
        for kind, ask in before.items():
            remembered = cached_property(_dictionary if kind is pydyf.Dictionary else ask.fget)
            remembered.__set_name__(kind, "data")
            kind.data = remembered

    try:
        yield stands
    finally:
        for kind, ask in before.items():
            kind.data = ask


def _dictionary(self: Any) -> bytes:
    parts = [b"/%b %b" % (key.encode(), _bytes(value)) for key, value in self.items()]
    return b"<<%b>>" % b"".join(parts)


def _bytes(value: Any) -> bytes:
    plain = PLAIN.get(type(value))
    return plain(value) if plain else pydyf._to_bytes(value)
