"""One command for the whole desk: it comes up once, stays up, dies as a whole, and says what is in its way."""

import os
import random
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from dealdesk.embedded import Impossible, Place
from dealdesk.embedded.cluster import Cluster
from dealdesk.management.commands.up import wanted_port
from tests.dealdesk.desks import Desk, Diary, eventually, open_folder


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def home(folder: Path) -> Path:
    """A home whose tables have been made, by the one of four desks that came first."""
    home = folder / "家 1"
    four = [Desk(home).start() for _ in range(4)]
    eventually(lambda: sum(desk.ended() for desk in four) == 3)
    first = next(desk for desk in four if not desk.ended())
    first.until_it_answers()
    for desk in four:
        if desk is not first:
            assert desk.wait() == f"The desk is already running at http://127.0.0.1:{first.port}\n"
            assert desk.process
            assert desk.process.returncode == 0
    first.stop()
    assert first.family() == {}
    return home


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    desk = Desk(home)
    yield desk
    if desk.process and not desk.ended():
        desk.stop()
    assert desk.family() == {}


def stopped_cleanly(desk: Desk, word: signal.Signals) -> None:
    said = desk.stop(word)
    assert said.splitlines()[-2:] == ["Stopping …", "Stopped."]
    assert desk.process
    assert desk.process.returncode == 0
    assert desk.family() == {}
    assert not (desk.home / "postgres" / "postmaster.pid").exists()


def test_it_answers_and_stops_without_leaving_anything_behind(desk: Desk) -> None:
    desk.start().until_it_answers()
    assert len(desk.family()) >= 4
    stopped_cleanly(desk, signal.SIGINT)


def test_a_child_that_dies_is_started_again(desk: Desk) -> None:
    desk.start().until_it_answers()
    for word in ("gunicorn", "worker", "postgres"):
        eventually(lambda word=word: born_again(desk, word, 0))
        before = desk.child(word)
        os.kill(before, signal.SIGKILL)
        eventually(lambda word=word, before=before: born_again(desk, word, before))
        eventually(desk.answers)
    stopped_cleanly(desk, signal.SIGHUP)


def born_again(desk: Desk, word: str, before: int) -> bool:
    try:
        return desk.child(word) != before
    except StopIteration:
        return False


def test_killed_twice_it_starts_again_and_has_lost_nothing(desk: Desk) -> None:
    chance = random.Random(seed := random.randrange(10**6))
    print(f"seed {seed}")
    diary = Diary(desk)
    for _ in range(2):
        desk.start().until_it_answers()
        diary.check()
        with diary.writing():
            time.sleep(chance.uniform(0, 1))
            desk.kill()
    desk.start().until_it_answers()
    assert diary.check() > 0


def test_a_taken_port_is_named_before_anything_is_started(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        desk = Desk(folder / "never", PORT=str(port)).start()
        said = desk.wait()
    assert f"Port {port} is taken by another program" in said
    assert f"PORT={port + 1} make run" in said
    assert desk.process
    assert desk.process.returncode == 1
    assert not (desk.home / "postgres").exists()


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1", "８０"])
def test_a_port_that_is_none_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Impossible, match="is not a port: write a number from 1 to 65535"):
        wanted_port()
    monkeypatch.setenv("PORT", "8001")
    assert wanted_port() == 8001


def test_with_a_database_of_yours_none_is_started(folder: Path, home: Path) -> None:
    yours = Cluster(Place.at(home))
    yours.start()
    yours.wait()
    desk = Desk(folder / "yours", DATABASE_URL=yours.url).start().until_it_answers()
    assert not any("bin/postgres" in command for command in desk.family().values())
    desk.stop()
    yours.stop()
    assert not (desk.home / "postgres").exists()


def test_a_database_that_cannot_hold_chinese_is_refused(folder: Path) -> None:
    url, name = os.environ["DATABASE_URL"], f"latin_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"  # type: ignore[arg-type]
        )
        desk = Desk(folder / "latin", DATABASE_URL=urlsplit(url)._replace(path=f"/{name}").geturl())
        said = desk.start().wait()
        connection.execute(f"DROP DATABASE {name}")  # type: ignore[arg-type]
    assert "The database is encoded in SQL_ASCII: create it with ENCODING 'UTF8'" in said
