"""One address that takes a form, as the tables of forms tell it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.security.world import World

Typed = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Case:
    """`page` shows the form and `of` is the route it posts to, where they are not the address itself.

    `typed` completes what the page has filled in; `secret` is what no page repeats; `at` says which of the world's
    things an address is about, where it is not the first of its kind.
    """

    who: str
    typed: Callable[[World], Typed] = lambda world: {}
    page: str = ""
    of: str = ""
    at: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    secret: frozenset[str] = frozenset()
    # What a good answer may be.
    good: frozenset[int] = frozenset({303})


def typing(**values: Any) -> Callable[[World], Typed]:
    return lambda world: values


def choosing(name: str, key: str, **values: Any) -> Callable[[World], Typed]:
    """With one thing of the world chosen by its id."""
    return lambda world: {**values, name: str(world.ids[key])}
