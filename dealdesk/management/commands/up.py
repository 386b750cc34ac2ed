"""Brings the whole desk up with one command: database, tables, demo, web and worker; and takes it down again."""

import io
import os
import signal
import socket
import time
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, NotSupportedError, connection
from django.db.migrations.executor import MigrationExecutor

from dealdesk.embedded.cluster import Cluster
from dealdesk.embedded.family import Lock, die_with
from dealdesk.embedded.places import Impossible, Place
from dealdesk.management.desk import Family, Member, heed_signals, say, web, worker

HOST = "127.0.0.1"
STOPPING = "stopping"
FAREWELL = 60
# A family whose parent was killed gives the port back within moments.
PORT_PATIENCE = 5
DATABASE_PATIENCE = 30
# Two machines that come up at once on one database prepare it one after the other.
PREPARING = 20_261_123


class Command(BaseCommand):
    help = "Start the database (unless DATABASE_URL names one), the web server and the worker; Ctrl-C stops them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the process that started this one dies"
        )

    def handle(self, *args: Any, with_parent: bool = False, **options: Any) -> None:
        heed_signals()
        if with_parent:
            die_with(os.getppid(), signal.SIGTERM)
        try:
            port = wanted_port()
            with Lock(lock_file()) as lock:
                if is_first(lock):
                    bring_up(port, lock)
        except KeyboardInterrupt:
            say("Stopped.")
        except Impossible as error:
            self.stderr.write(str(error))
            raise SystemExit(1) from None


def wanted_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise Impossible(f"PORT={text!r} is not a port: write a number from 1 to 65535.")
    return int(text)


def lock_file() -> Path:
    """One desk for each folder and database."""
    url = os.environ.get("DATABASE_URL", "")
    return Place.here().home / (f"desk-{sha256(url.encode()).hexdigest()[:8]}.lock" if url else "desk.lock")


def is_first(lock: Lock) -> bool:
    """A second desk says where the first is, or waits for it to be gone when it is going."""
    if lock.taken() or (lock.read() == STOPPING and lock.taken(FAREWELL)):
        return True
    said = lock.read()
    say("The desk is being stopped." if said == STOPPING else f"The desk is already running at {said}")
    return False


def bring_up(port: int, lock: Lock) -> None:
    url = f"http://{HOST}:{port}"
    lock.write(url)
    family = Family()
    with listen(port) as listener:
        try:
            start_database(family)
            logins = prepare()
            family.members.append(Member("web server", lambda: web(listener.fileno()), ((signal.SIGTERM, 15),)))

            def greet() -> None:
                say(f"{logins}The desk is at {url} (Ctrl-C stops it).")
                # Only now, so that it does not compete for the processor with the first page.
                family.members.append(Member("worker", worker, ((signal.SIGTERM, 20),)))

            family.keep(port, greet)
        finally:
            lock.write(STOPPING)
            say("Stopping …")
            family.stop()
    say("Stopped.")


def listen(port: int) -> socket.socket:
    """Taken before anything is started; the web server inherits it, so that a restart of it turns nobody away."""
    until = time.monotonic() + PORT_PATIENCE
    while True:
        try:
            return socket.create_server((HOST, port), backlog=512)
        except OSError as error:
            if time.monotonic() > until:
                raise Impossible(
                    f"Port {port} is taken by another program ({error.strerror}): choose a free one, for example "
                    f"PORT={port + 1 if port < 65535 else 8001} make run"
                ) from None
            time.sleep(0.1)


def start_database(family: Family) -> None:
    """The embedded one becomes the first member of the family; one that DATABASE_URL names is only asked."""
    if not os.environ.get("DATABASE_URL"):
        cluster = Cluster(Place.here(), say=say)
        if cluster.place.base != cluster.place.home:
            say(f"No ordinary account may enter this folder, so PostgreSQL keeps the data in {cluster.place.base}")
        words = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0))
        member = Member("database server", cluster.start, words, stops_last=True)
        family.members.append(member)
        member.tend(time.monotonic())
        cluster.wait()
    check_database(patience=DATABASE_PATIENCE)


def check_database(patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SHOW server_encoding")
                encoding = cursor.fetchone()[0]
        except NotSupportedError as error:
            raise Impossible(f"DATABASE_URL names a server that is too old: {error}") from None
        except Error as error:
            if time.monotonic() > until:
                raise Impossible(f"The database that DATABASE_URL names does not answer: {error}") from None
            time.sleep(0.5)
        else:
            break
    if encoding != "UTF8":
        raise Impossible(f"The database is encoded in {encoding}: create it with ENCODING 'UTF8', or Chinese is lost.")


def prepare() -> str:
    """Tables, cache table and demo; the answer says who can log in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            say("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        told = io.StringIO()
        if settings.DEMO:
            call_command("load_demo", stdout=told)
        return told.getvalue()
    finally:
        # The lock goes with the connection, and the pool's threads with the pool: children are made without any beside.
        connection.close()
        cast(Any, connection).close_pool()
