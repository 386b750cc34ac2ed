"""Real workers on the real database, for tests of what must survive them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from django.db import connection

from dealdesk.embedded.family import child_of

QUEUE = "procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers"
type Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def queue(transactional_db: None) -> Iterator[None]:
    """An empty queue and a table for notes, in a database where commits are real."""
    from tests.dealdesk.worker_tasks import TABLE

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {QUEUE} CASCADE; {TABLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE notes; TRUNCATE {QUEUE} CASCADE")


@pytest.fixture
def worker(queue: None) -> Iterator[Start]:
    """Starts worker processes, which end with the test."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {
        "DATABASE_URL": database.geturl(),
        "DJANGO_SETTINGS_MODULE": "tests.dealdesk.worker_settings",
    }
    with ExitStack() as started:

        def start(**more: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                env=environment | more,
                preexec_fn=child_of(os.getpid(), signal.SIGKILL),
            )
            started.callback(process.wait)
            started.callback(process.kill)
            return process

        yield start


def eventually(seen: Callable[[], bool], *, within: float = 20) -> None:
    until = time.monotonic() + within
    while not seen():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)
