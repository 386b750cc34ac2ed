"""A database for one run of the tests: a cluster of its own, started before Django reads its settings, then gone."""

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from django.test import TransactionTestCase

from dealdesk.embedded.cluster import Cluster
from dealdesk.embedded.family import Lock
from dealdesk.embedded.places import Place

PREFIX = "dealdesk-tests-"
# A folder this young may belong to a run that has not started its server yet.
YOUNG = 60


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """As a wrapper it is ahead of pytest-django, which reads the settings in the same hook."""
    os.environ.setdefault("DEALDESK_SECRET_KEY", "only for the tests, which keep no secrets from anybody " * 2)
    # The tables of a test are next to empty: what its values are tells no plan from another.
    os.environ.setdefault("PGOPTIONS", "-c plan_cache_mode=force_generic_plan")
    # Set beforehand: somebody's own server, or the parent of this xdist worker.
    if not os.environ.get("DATABASE_URL"):
        sweep()
        os.environ["DATABASE_URL"] = start().url
    return (yield)


def start() -> Cluster:
    home = Path(tempfile.mkdtemp(prefix=PREFIX))
    if os.geteuid() == 0:
        home.chmod(0o711)  # the server runs as nobody and must get in
    cluster = Cluster(Place.at(home), durable=False)
    atexit.register(remove, cluster)
    cluster.start()
    cluster.wait()
    return cluster


def remove(cluster: Cluster) -> None:
    cluster.stop()
    shutil.rmtree(cluster.place.home, ignore_errors=True)


def sweep() -> None:
    """What a killed run left: its server died with it, its files did not."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        state = left.stat()
        if state.st_uid == os.geteuid() and time.time() - state.st_mtime > YOUNG:
            with Lock(left / "postgres.lock") as lock:
                if lock.taken():
                    shutil.rmtree(left, ignore_errors=True)


def pytest_configure() -> None:
    """Tests that commit leave nothing to the next one."""
    from tests.emptying import empty

    TransactionTestCase._fixture_teardown = lambda case: empty()
