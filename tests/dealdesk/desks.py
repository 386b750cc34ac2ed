"""Whole desks for tests: real processes in a folder of their own, started, watched, killed and searched for."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import psycopg

from dealdesk.embedded import Place, database_url
from dealdesk.embedded.family import child_of

CHECKOUT = Path(__file__).parents[2]
# Seconds for what takes ten: a machine on which everybody else works too is slow, and what hangs hangs for ever.
PATIENCE = 300
STARTED: list["Desk"] = []


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's account may enter under root too; pytest's own are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="dealdesk-desk-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        end_all(folder)
        shutil.rmtree(folder)


def end_all(folder: Path) -> None:
    """What a test that failed left running: a process that nobody waits for is held against some later test."""
    left = [desk for desk in STARTED if folder in desk.home.parents]
    # All at once: several may live in one home.
    for desk in left:
        if not desk.ended():
            desk.kill()
    for desk in left:
        eventually(lambda desk=desk: desk.family() == {})
        STARTED.remove(desk)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(seen: Callable[[], object], *, within: float = PATIENCE) -> None:
    until = time.monotonic() + within
    while not seen():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


class Desk:
    """One `manage.py up` with everything below it."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.port = int(environment.get("PORT") or free_port())
        self.log = home.with_name(f"{self.port}.log")
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.environment |= {"DEALDESK_HOME": str(home), "PORT": str(self.port), "DEALDESK_DEMO": "0", **environment}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Desk":
        if self not in STARTED:
            STARTED.append(self)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"], cwd=CHECKOUT, env=self.environment,
                stdout=log, stderr=subprocess.STDOUT, preexec_fn=child_of(os.getpid(), signal.SIGKILL),
            )  # fmt: skip
        return self

    def said(self) -> str:
        return self.log.read_text()

    def wait(self) -> str:
        """What it said, once it has ended by itself."""
        assert self.process is not None
        self.process.wait(PATIENCE)
        return self.said()

    def until_it_answers(self) -> "Desk":
        """It says where it is, and then it is there."""
        eventually(lambda: "The desk is at" in self.said() or self.ended())
        assert not self.ended(), self.said()
        assert self.answers()
        return self

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def answers(self) -> bool:
        """Whether the log-in page is there."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self, word: signal.Signals = signal.SIGTERM) -> str:
        assert self.process is not None
        self.process.send_signal(word)
        return self.wait()

    def family(self) -> dict[int, str]:
        """Every process that lives in this desk's folder, by its environment."""
        mark = f"DEALDESK_HOME={self.home}\0".encode()
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                # A zombie has an empty command: it only waits for its parent to look.
                if mark in (process / "environ").read_bytes() and (command := (process / "cmdline").read_bytes()):
                    found[int(process.name)] = command.replace(b"\0", b" ").decode()
            except OSError:
                continue
        return found

    def child(self, word: str) -> int:
        """The process directly below the supervisor whose command has this word."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return next(int(pid) for pid in children if word in self.family().get(int(pid), ""))

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(database_url(Place.at(self.home)), autocommit=True)


class Diary:
    """Writes rows one by one, remembers which the database acknowledged, and looks for them later."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tried = 0
        self.acknowledged: set[int] = set()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A writer beside, until the database is gone."""
        writer = Thread(target=self.write)
        writer.start()
        yield
        writer.join()

    def write(self) -> None:
        with suppress(psycopg.OperationalError), self.desk.connect() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS diary (entry int PRIMARY KEY)")
            while True:
                self.tried += 1
                connection.execute("INSERT INTO diary VALUES (%s)", [self.tried])
                self.acknowledged.add(self.tried)

    def check(self) -> int:
        """Every acknowledged entry is there, and none that was never tried; how many there are."""
        if not self.acknowledged:
            return 0
        with self.desk.connect() as connection:
            found = {row[0] for row in connection.execute("SELECT entry FROM diary").fetchall()}
        assert self.acknowledged - found == set()
        assert found - set(range(1, self.tried + 1)) == set()
        return len(found)
