"""A throw-away PostgreSQL that syncs like a real one, and the two servers on it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dealdesk.embedded.cluster import Cluster
from dealdesk.embedded.family import child_of
from dealdesk.embedded.places import Place

ROOT = Path(__file__).resolve().parents[2]
DESK, BARE = "dealdesk.wsgi", "tests.benchmarks.bare:application"
PATIENCE = 60
# Folders in memory would make every sync free.
ON_DISK = "/var/tmp"


@contextmanager
def database() -> Iterator[tuple[str, int]]:
    """The address of an empty database on a disk, with fsync on, and the process that serves it."""
    home = Path(tempfile.mkdtemp(prefix="dealdesk-bench-", dir=ON_DISK if os.path.isdir(ON_DISK) else None))
    home.chmod(0o711)
    cluster = Cluster(Place.at(home), durable=True, say=lambda words: None)
    try:
        cluster.start()
        cluster.wait()
        yield cluster.url, cluster.server.pid if cluster.server else 0
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)


def environment(url: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "DEALDESK_SECRET_KEY": "measured in public " * 4,
        "PYTHONWARNINGS": "ignore",
    }


def manage(url: str, *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment(url), check=True)


@dataclass(frozen=True)
class Server:
    port: int
    process: int


@contextmanager
def serving(application: str, url: str) -> Iterator[Server]:
    """gunicorn as the desk is served: two workers of four threads; both applications alike."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:dealdesk.serving", application],
        cwd=ROOT,
        env=environment(url) | {"PORT": str(port)},
        preexec_fn=child_of(os.getpid(), signal.SIGTERM),
    )
    try:
        answers(port, server)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, server: subprocess.Popen[bytes]) -> None:
    """Returns once the port is open, or says that the server died."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")
