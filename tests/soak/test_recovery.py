"""A recovery that takes longer than anybody's patience is still waited for."""

import shlex

import psycopg
import pytest

from dealdesk.embedded import Place, binaries
from dealdesk.embedded.cluster import Cluster
from tests.dealdesk.desks import open_folder

LONG = 15
SLOW = """#!/bin/sh
if [ "$1" != --version ]; then sleep {long}; fi
exec {postgres} "$@"
"""


def test_a_server_that_needs_fifteen_seconds_to_recover_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with open_folder() as folder:
        one = Cluster(Place.at(folder / "home"), say=said.append)
        one.start()
        one.wait()
        one.stop()
        slow = folder / "slow"
        slow.mkdir(mode=0o755)
        (slow / "initdb").touch()
        usual = binaries.find(one.place).path("postgres")
        (slow / "postgres").write_text(SLOW.format(long=LONG, postgres=shlex.quote(str(usual))))
        (slow / "postgres").chmod(0o755)
        monkeypatch.setenv("DEALDESK_PG_BIN", str(slow))

        one.start()
        one.wait()
        with psycopg.connect(one.url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        one.stop()
    assert said[0].startswith("The database is still recovering (1")
