"""All the laws in one table."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.architecture.laws import live
from tests.architecture.laws.acts import acts
from tests.architecture.laws.clock import clock
from tests.architecture.laws.decisions import decisions
from tests.architecture.laws.dependencies import dependencies
from tests.architecture.laws.doors import doors
from tests.architecture.laws.hygiene import hygiene
from tests.architecture.laws.imports import imports
from tests.architecture.laws.pages import pages
from tests.architecture.laws.sizes import sizes
from tests.architecture.laws.threads import threads
from tests.architecture.laws.translations import translations
from tests.architecture.laws.writes import writes

Law = Callable[[Path], list[str]]


def started(name: str) -> Law:
    """A law that is asked in a Django started on that tree, together with its like."""
    return lambda root: live.asked(root)[name]


def alone(law: str) -> Law:
    """The law for a tree of which nothing else is asked."""
    return LAWS[law] if law not in live.LAWS else lambda root: live.asked(root, law)[law]


READ: list[Law] = [
    imports, writes, acts, clock, doors, sizes, pages, translations, threads, dependencies, decisions, hygiene,
]  # fmt: skip
LAWS: dict[str, Law] = {law.__name__: law for law in READ} | {name: started(name) for name in live.LAWS}


@cache
def said_of(law: str, root: Path) -> list[str]:
    """Of a tree that nobody breaks any more: asked once a process."""
    return LAWS[law](root)
