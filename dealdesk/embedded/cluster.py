"""A PostgreSQL cluster of our own: made whole or not at all, started once, stopped cleanly, no network."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

import psycopg

from dealdesk.embedded import binaries, database_url
from dealdesk.embedded.binaries import Programs
from dealdesk.embedded.family import Lock, ask, spawn, stop
from dealdesk.embedded.places import Account, Impossible, Place, as_its_parent, folder, kept_secret, private_folder

# The built-in provider knows Chinese in a bare container, where the system's locale would not.
INITDB = (
    "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8", "--data-checksums", "--auth=peer", "--no-instructions",
)  # fmt: skip
# The administrator is whoever owns the files; the desk itself comes with a password and owns only its database.
ACCESS = "local all postgres peer map=files\nlocal all dealdesk scram-sha-256\n"
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
THROWN_AWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
SERVER = {"listen_addresses": "", "unix_socket_permissions": "0700", "max_connections": "100", "log_timezone": "UTC"}
# An earlier server may still be writing its last checkpoint.
PATIENCE = 120
LARGE_LOG = 10 * 1024 * 1024


class Cluster:
    """The cluster at a place; `durable=False` is for data that nobody will miss."""

    def __init__(self, place: Place, *, durable: bool = True, say: Callable[[str], None] = print) -> None:
        self.place = place
        self.durable = durable
        self.say = say
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return database_url(self.place)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server, making the cluster first if there is none; returns before the server answers."""
        folder(self.place.base)
        with Lock(self.place.base / "postgres.lock") as lock:
            if not lock.taken():
                self.say("The earlier database server is still stopping …")
                if not lock.taken(PATIENCE):
                    raise Impossible(f"A database server still holds {self.place.data}: stop it, then start again.")
            programs = binaries.find(self.place, major_of(self.place.data))
            account = self.place.account()
            if not self.place.data.exists():
                make(self.place, programs, account, lock, durable=self.durable)
            forget_the_dead(self.place)
            private_folder(self.place.socket, account)
            # The server and every process it forks inherit the lock: free means that none of them lives.
            with open_log(self.place.log) as log:
                self.server = spawn(
                    [programs.path("postgres"), "-D", self.place.data, *self.settings()],
                    last_word=signal.SIGINT, account=account, log=log, keep=[lock.file], cwd=Path("/"),
                )  # fmt: skip
        return self.server

    def settings(self) -> list[str]:
        chosen = {
            "unix_socket_directories": f'"{self.place.socket}"',
            **SERVER,
            **(DURABLE if self.durable else THROWN_AWAY),
        }
        return [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]

    def wait(self) -> None:
        """Until the server answers, however long it has to recover; ended by its death, not by the clock."""
        began, said = time.monotonic(), 0.0
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
            except psycopg.OperationalError as error:
                self.may_still_answer(error)
            else:
                return
            if (waited := time.monotonic() - began) - said > 10:
                said = waited
                self.say(f"The database is still recovering ({waited:.0f} s) …")
            time.sleep(0.05)

    def may_still_answer(self, error: Exception) -> None:
        if self.server is None or self.server.poll() is not None:
            last = self.place.log.read_text(errors="replace").splitlines()[-5:]
            raise Impossible("\n".join(["The database server did not start. Its last words:", *last])) from error
        # A refused connection carries no error code, only the server's sentence, which is in English here.
        if "password authentication failed" in str(error):
            raise Impossible(f"The database in {self.place.data} does not know the password beside it.") from error

    def stop(self) -> None:
        """Sessions are closed and everything is written; only a server that does not answer is left to recovery."""
        if self.server is not None:
            stop(self.server, (signal.SIGINT, 60), (signal.SIGQUIT, 10))


def major_of(data: Path) -> int | None:
    """The version that made the cluster, if there is one."""
    if not data.exists():
        return None
    try:
        return int((data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        raise Impossible(f"{data} is not a PostgreSQL cluster: move it away, and start again.") from None


def make(place: Place, programs: Programs, account: Account, lock: Lock, *, durable: bool) -> None:
    """Everything happens in a folder beside, which becomes the cluster in one step once it is complete.

    Programs that outlive a killed maker for a moment hold the lock, so that nobody clears the folder under them.
    """
    for leftover in place.base.glob("postgres.new-*"):
        shutil.rmtree(leftover)
    draft = private_folder(place.base / f"postgres.new-{secrets.token_hex(4)}", account)
    unsynced = () if durable else ("--no-sync",)
    run([programs.path("initdb"), *INITDB, *unsynced, "-D", draft], account, lock)
    write(draft / "pg_hba.conf", ACCESS)
    write(draft / "pg_ident.conf", f'files "{account.name}" postgres\n')
    password = kept_secret(place.base, "database-password")
    # Each statement ends with its line; without a server there is nobody to overhear the password.
    statements = f"CREATE ROLE dealdesk LOGIN CREATEDB PASSWORD '{password}'\nCREATE DATABASE dealdesk OWNER dealdesk\n"
    run([programs.path("postgres"), "--single", "-D", draft, "postgres"], account, lock, statements)
    draft.rename(place.data)
    if durable:
        handle = os.open(place.base, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def run(command: Sequence[str | Path], account: Account, lock: Lock, words: str = "") -> None:
    done = ask(command, account, words, keep=[lock.file])
    # Without a server a failed statement is only said, not counted.
    if done.returncode or "ERROR:" in done.stderr:
        raise Impossible(f"The database could not be made: {done.stderr.strip()}")


def write(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def forget_the_dead(place: Place) -> None:
    """Without our lock no server of ours lives; a PID in a file left behind may by now be anybody's."""
    left = place.data / "postmaster.pid"
    if left.exists():
        pid = left.read_text().split("\n", 1)[0].strip()
        if pid.isdigit() and works_in(int(pid), place.data):
            raise Impossible(f"PostgreSQL already runs on {place.data} as process {pid}: stop it, then start again.")
        left.unlink()
    for socket in place.socket.glob(".s.PGSQL.*"):
        socket.unlink()


def works_in(pid: int, data: Path) -> bool:
    """PostgreSQL's working folder is its data."""
    try:
        return Path(f"/proc/{pid}/cwd").samefile(data)
    except OSError:
        return False


def open_log(path: Path) -> BinaryIO:
    """The server's log; one that has grown large becomes the old one."""
    if path.exists() and path.stat().st_size > LARGE_LOG:
        path.replace(path.with_suffix(".old.log"))
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    as_its_parent(path)
    return os.fdopen(handle, "ab")
