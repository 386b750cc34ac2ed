"""The cast is told once and kept from test to test: each test finds the people it asks for, as they were at first."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import signature
from itertools import takewhile
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

type Make = Callable[..., Any]

# With one of these a test commits, and the tables are emptied after it.
ALONE = {"transactional_db", "live_server", "django_db_reset_sequences"}


class Cast:
    """Who stands in the database between two tests: a pile of savepoints in one open transaction.

    Each test asks for some of the cast, in the one order in which they are told: what is dear to make comes first.
    What the test before it asked for stays as far as the two agree; the rest is taken back, and what is missing is
    made. So a test finds the rows that its own fixtures name and no others, whatever ran before it, and pays for those
    alone that nobody made before.
    """

    def __init__(self) -> None:
        self.makes: dict[str, Make] = {}
        self.blocker: DjangoDbBlocker | None = None
        self.opened: transaction.Atomic | None = None
        # Name → the savepoint before it was made; and everybody up to that name, as they were then.
        self.pile: dict[str, tuple[str, bytes]] = {}
        self.people: dict[str, Any] | None = None

    def told_once(self, make: Make) -> Make:
        """A fixture of the cast, made by what it takes of the others."""

        @wraps(make)
        def find(**given: Any) -> Any:
            return self.found()[make.__name__] if make.__name__ in self.pile else make(**given)

        self.makes[make.__name__] = make
        return pytest.fixture(find)  # type: ignore[no-any-return]

    def found(self) -> dict[str, Any]:
        """Everybody who stands there, for this test alone to change."""
        if self.people is None:
            _, people = next(reversed(self.pile.values()))
            self.people = pickle.loads(people)
        return self.people

    @contextmanager
    def keeping(self, blocker: DjangoDbBlocker) -> Iterator[None]:
        self.blocker = blocker
        yield
        self.blocker = None
        with blocker.unblock():
            self.leave()

    def make_ready(self, item: pytest.Item) -> None:
        """Before a test that speaks to the database."""
        if self.blocker is None or not speaks(item):
            return
        with self.blocker.unblock():
            wanted = [] if commits(item) else self.wanted(item)
            self.people = None
            if not wanted or connection.needs_rollback or connection.closed_in_transaction:
                self.leave()
            if wanted and (self.opened or not connection.in_atomic_block):
                self.enter(wanted)

    def wanted(self, item: Any) -> list[str]:
        """Those the test asks for, where no fixture nearer to it has the name of one, or of whom it is made."""
        known = item._fixtureinfo.name2fixturedefs
        told: list[str] = []
        for name, make in self.makes.items():
            nearest = getattr(known[name][-1].func, "__wrapped__", None) if name in known else None
            if nearest is make and all(taken in told or taken == "db" for taken in signature(make).parameters):
                told.append(name)
        return told

    def enter(self, wanted: list[str]) -> None:
        if self.opened is None:
            self.opened = transaction.atomic()
            self.opened._from_testcase = True
            self.opened.__enter__()
        agreed = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(self.pile, wanted, strict=False)))
        for name in reversed(list(self.pile)[agreed:]):
            transaction.savepoint_rollback(self.pile.pop(name)[0])
        self.people = None
        people = self.found() if self.pile else {}
        for name in wanted[agreed:]:
            before, make = transaction.savepoint_create(), self.makes[name]
            people[name] = make(**{taken: people.get(taken) for taken in signature(make).parameters})
            connection.check_constraints()
            self.pile[name] = before, pickle.dumps(people)
        self.people = None

    def leave(self) -> None:
        """Nobody stands there any more."""
        # A test that closed the connection took everybody along.
        if self.opened is not None and connection.in_atomic_block:
            transaction.set_rollback(True)
            self.opened.__exit__(None, None, None)
        self.opened, self.pile, self.people = None, {}, None


def speaks(item: Any) -> bool:
    return item.get_closest_marker("django_db") is not None or "_django_db_helper" in item.fixturenames


def commits(item: Any) -> bool:
    """The test itself, or what it shares with others of its file, needs the database for itself."""
    mark = item.get_closest_marker("django_db")
    return (
        (mark is not None and bool(mark.kwargs))
        or not ALONE.isdisjoint(item.fixturenames)
        or any(
            one[-1].scope in {"class", "module"}
            and "django_db_blocker" in one[-1].argnames
            and one[-1].func.__module__.startswith("tests.")
            for one in item._fixtureinfo.name2fixturedefs.values()
        )
    )


CAST = Cast()
