"""How a worker hands a document to the press and listens to it: the press is one warm process, each job a child."""

import atexit
import json
import logging
import os
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf.caps import Unprintable
from dealdesk.pdf.fonts import configured

LOGGER = logging.getLogger(__name__)
HOME = Path(__file__).resolve().parent.parent.parent
WALL = struct.Struct("!I")
# The press kills a child that overran; only a press that is dead itself is noticed here.
GRACE_SECONDS = 10
FAREWELL_SECONDS = 0.3
# A press is warm and its children die with their garbage; what it gathers all the same goes with it.
MOST_DOCUMENTS = 200
MOST_HELD = 400 * 1024**2


class PressFailure(Refusal):
    """The press died of the document, or was killed; another time may go better."""


@dataclass(frozen=True)
class Limits:
    """What one document may use: seconds of processor, seconds by the clock, bytes of address space."""

    cpu_seconds: int = 60
    wall_seconds: int = 120
    memory: int = 2 * 1024**3


# fmt: off
SENTENCES: dict[str, tuple[type[Refusal], str]] = {
    "glyphs":  (Unprintable,  "The document's fonts cannot draw %(characters)s: write them in another way."),
    "address": (Unprintable,  "The document asks for %(address)s, which is not one of its own files."),
    "hole":    (Unprintable,  "A part of the document cannot be drawn (%(part)s): its template has to be mended."),
    "slow":    (PressFailure, "Laying the document out took too long: shorten it, or split the quote in two."),
    "memory":  (PressFailure, "Laying the document out took too much memory: shorten it, or split the quote in two."),
    "died":    (PressFailure, "The press stopped while laying the document out: try again, or shorten the document."),
}
# fmt: on


def printed(job: dict[str, Any], progress: Callable[[int, str], None], limits: Limits) -> tuple[bytes, int]:
    """The PDF's bytes and its number of pages; refuses with a sentence whatever goes wrong over there."""
    try:
        return _printed(job, progress, limits)
    except PressFailure:
        # The document is to blame for the death of its own child, not of the press, which died while it was asked.
        if not PRESS.has_died():
            raise
    return _printed(job, progress, limits)


def _printed(job: dict[str, Any], progress: Callable[[int, str], None], limits: Limits) -> tuple[bytes, int]:
    order = job | {"cpu_seconds": limits.cpu_seconds, "wall_seconds": limits.wall_seconds, "memory": limits.memory}
    with PRESS.line(limits.wall_seconds) as line, line.makefile("rb") as answers:
        line.settimeout(limits.wall_seconds + GRACE_SECONDS)
        until = time.monotonic() + limits.wall_seconds
        try:
            line.sendall(json.dumps(order).encode() + b"\n")
            return _heard(answers, progress, until)
        except OSError:
            raise _hung_up(until) from None


def _heard(answers: IO[bytes], progress: Callable[[int, str], None], until: float) -> tuple[bytes, int]:
    while said := answers.readline():
        message = json.loads(said)
        if "refused" in message:
            raise _failure(message["refused"], **message["params"])
        if "pages" in message:
            content = answers.read(message["size"])
            if len(content) < message["size"]:
                break
            for complaint in message["complaints"]:
                LOGGER.warning("while laying a document out: %s", complaint)
            return content, message["pages"]
        progress(message["percent"], message["stage"])
    raise _hung_up(until)


def _hung_up(until: float) -> Refusal:
    """A child that overran may be killed before it can say so; whoever waited for it knows."""
    return _failure("slow" if time.monotonic() >= until else "died")


def _failure(reason: str, **params: str) -> Refusal:
    kind, sentence = SENTENCES[reason]
    return kind(sentence, **params)


class _Running:
    """One press: its process, what it is told by, and how many of its documents are open."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dealdesk.pdf.press"],
                stdin=theirs.fileno(),
                cwd=HOME,
                env=_environment(),
                # Ctrl-C is for the worker, which then ends the press by hanging up.
                start_new_session=True,
            )
        self.asked = self.open = 0
        self.software = ""

    def is_worn(self) -> bool:
        return self.asked >= MOST_DOCUMENTS or held(self.process.pid) > MOST_HELD

    def stop(self) -> None:
        self.control.close()
        self.process.wait()


class Press:
    """The handle on the warm process: started by the first document, ended with the worker that started it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: _Running | None = None
        # Worn, and kept for the documents that they have in hand.
        self._leaving: list[_Running] = []

    @property
    def pid(self) -> int | None:
        return self._running.process.pid if self._running else None

    def has_died(self) -> bool:
        """Whoever dies hangs up first, and is gone some time later on a busy machine."""
        running, listening = self._running, select.poll()
        if running is None:
            return False
        try:
            listening.register(running.control, 0)
        except ValueError:  # another has found it dead, and put it away
            return True
        return bool(listening.poll(FAREWELL_SECONDS * 1000))

    @contextmanager
    def line(self, wall_seconds: int) -> Iterator[socket.socket]:
        """To a child of its own. A press that has died is started again. One that is worn takes no more documents, and
        ends with the last that it has in hand."""
        with self._lock:
            if self._running and self._running.is_worn():
                self._leaving.append(self._running)
                self._running = None
                self._see_off()
            line = self._connect(wall_seconds)
            asked = self._asked()
            asked.asked += 1
            asked.open += 1
        try:
            with line:
                yield line
        finally:
            with self._lock:
                asked.open -= 1
                self._see_off()

    def software(self) -> str:
        """What the press is made of; asked once of each press."""
        running = self._running
        if running is None or not running.software:
            with self.line(Limits().wall_seconds) as line, line.makefile("rb") as answers:
                line.sendall(b"{}\n")
                said = json.loads(answers.readline() or b"{}").get("software")
                running = self._asked()
            if not said:
                raise _failure("died")
            running.software = said
        return running.software

    def stop(self) -> None:
        with self._lock:
            self._end()
            for running in self._leaving:
                running.stop()
            self._leaving.clear()

    def _asked(self) -> _Running:
        self._running = self._running or _Running()
        return self._running

    def _connect(self, wall_seconds: int) -> socket.socket:
        try:
            return _hand_over(self._asked().control, wall_seconds)
        except OSError:
            self._end()
        return _hand_over(self._asked().control, wall_seconds)

    def _end(self) -> None:
        if self._running is not None:
            self._running.stop()
        self._running = None

    def _see_off(self) -> None:
        for running in [one for one in self._leaving if not one.open]:
            self._leaving.remove(running)
            running.stop()


def held(process: int) -> int:
    """Bytes of memory that a process has for itself or shares; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _hand_over(control: socket.socket, wall_seconds: int) -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            socket.send_fds(control, [WALL.pack(wall_seconds)], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
    return ours


def _environment() -> dict[str, str]:
    """The press gets no secrets: neither the database's address nor the signing key."""
    data = Path(os.environ.get("DEALDESK_HOME") or HOME / "var")
    fonts = configured(data / "press")
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "FONTCONFIG_FILE": str(fonts),
        # A face of emoji says when it was cut: the same document would be another file a second later.
        "SOURCE_DATE_EPOCH": "0",
    }


PRESS = Press()
atexit.register(PRESS.stop)
