"""Two or more people at the same moment: real threads, each with a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any

from django.db import connection, transaction

# Only for what would hang forever: a busy machine takes as long as it takes.
FOREVER = 120
# Long enough for the second to reach the lock of the first; a slow machine only makes the test easier to pass.
A_MOMENT = 0.3


def at_once(*acts: Callable[[], Any]) -> Sequence[Any]:
    """What each act returned, or the exception it raised; all of them start together."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=FOREVER)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def while_open(first: Callable[[], Any], second: Callable[[], Any]) -> Sequence[Any]:
    """What each returned or raised: the second begins when the first has acted and not yet committed."""
    acted = Event()

    def one() -> Any:
        with transaction.atomic():
            try:
                return first()
            finally:
                acted.set()
                sleep(A_MOMENT)

    def other() -> Any:
        acted.wait(timeout=FOREVER)
        return second()

    return at_once(one, other)
