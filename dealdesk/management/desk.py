"""The desk as one family of processes: database, web and worker, kept alive together and stopped in order."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from dealdesk.embedded.family import spawn, stop
from dealdesk.embedded.places import CHECKOUT, Impossible

STOPS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
# A child that lived for so long was well; its next death starts the count again.
STEADY = 60
MOST_DEATHS = 6
LONGEST_PAUSE = 30

type Process = subprocess.Popen[bytes]


def say(text: str) -> None:
    print(text, flush=True)


@dataclass
class Member:
    """One child: how it is started, how it is asked to stop, and how often it has died lately."""

    name: str
    start: Callable[[], Process]
    words: tuple[tuple[signal.Signals, float], ...]
    # What the others stand on stops when they are gone.
    stops_last: bool = False
    process: Process | None = None
    born: float = 0
    due: float = 0
    deaths: int = 0

    def tend(self, now: float) -> None:
        """Start it when it is due, notice its death, and give up when it cannot live."""
        if self.process is None:
            if now >= self.due:
                self.process, self.born = self.start(), now
        elif self.process.poll() is not None:
            self.mourn(now, self.process.returncode)

    def mourn(self, now: float, status: int) -> None:
        self.deaths = 1 if now - self.born > STEADY else self.deaths + 1
        if self.deaths >= MOST_DEATHS:
            raise Impossible(
                f"The {self.name} died {self.deaths} times in a row (last status {status}): its words are above."
            )
        pause = min(2 ** (self.deaths - 1), LONGEST_PAUSE)
        say(f"The {self.name} died (status {status}); it is started again in {pause} s.")
        self.process, self.due = None, now + pause

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.words[0][0])

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, *self.words)


def web(listener: int) -> Process:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:dealdesk.serving", "-b", f"fd://{listener}"]
    return spawn([*command, "dealdesk.wsgi"], keep=[listener], cwd=CHECKOUT)


def worker() -> Process:
    return spawn([sys.executable, CHECKOUT / "manage.py", "worker"], cwd=CHECKOUT)


@dataclass
class Family:
    """The members in the order in which they start."""

    members: list[Member] = field(default_factory=list)

    def keep(self, port: int, greet: Callable[[], None]) -> None:
        """Keep everybody alive until a signal to stop; greet once when the web answers."""
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS | {signal.SIGCHLD})
        greeted = False
        while True:
            for member in self.members:
                member.tend(time.monotonic())
            if not greeted and (greeted := answers(port)):
                greet()
            heard = signal.sigtimedwait(STOPS | {signal.SIGCHLD}, 1 if greeted else 0.05)
            if heard is not None and heard.si_signo in STOPS:
                return

    def stop(self) -> None:
        """Everybody is asked at once and waited for, then whatever they stood on."""
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        for last in (False, True):
            leaving = [member for member in self.members if member.stops_last == last]
            for member in leaving:
                member.ask_to_stop()
            for member in leaving:
                member.stop()


def answers(port: int) -> bool:
    """Whether the web server says anything at all."""
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


def heed_signals() -> None:
    """Until the family is kept, a signal to stop is an exception like Ctrl-C; `nohup` stays in force."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for number in STOPS:
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, interrupt)
