"""The press: one warm process that forks a child for each document and buries it; run as a module, never imported."""

import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import time
import traceback
from types import FrameType
from typing import Any

from dealdesk.pdf import typesetting
from dealdesk.pdf.client import WALL

TICK_SECONDS = 0.2


class TooLong(BaseException):
    """Not an Exception: nothing on the way may swallow it."""


def main() -> None:
    """Forks until the worker hangs up; a child that overruns its time by the clock is killed."""
    typesetting.warm()
    # What is warm stays shared with the children instead of being copied at their first collection.
    gc.collect()
    gc.freeze()
    children: dict[int, float] = {}
    with socket.socket(fileno=sys.stdin.fileno()) as control:
        while True:
            ready, _, _ = select.select([control], [], [], TICK_SECONDS if children else None)
            if ready:
                message, lines, _, _ = socket.recv_fds(control, WALL.size, 1)
                if not message:
                    break
                children[_fork(control, lines[0])] = time.monotonic() + WALL.unpack(message)[0]
            _bury(children)
    for child in children:
        os.kill(child, signal.SIGKILL)


def _fork(control: socket.socket, line: int) -> int:
    if child := os.fork():
        os.close(line)
        return child
    # Whatever happens, a child never runs the parent's endings: they would remove what the next child needs.
    try:
        control.close()
        with socket.socket(fileno=line) as worker:
            _serve(worker)
    finally:
        os._exit(0)


def _bury(children: dict[int, float]) -> None:
    for child, deadline in list(children.items()):
        if os.waitpid(child, os.WNOHANG)[0]:
            del children[child]
        elif time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)


def _serve(worker: socket.socket) -> None:
    """One document: what is said to the worker is one JSON object a line, and after the last one the bytes."""

    def say(**message: object) -> None:
        worker.sendall(json.dumps(message).encode() + b"\n")

    try:
        with worker.makefile("rb") as order_line:
            order: dict[str, Any] = json.loads(order_line.readline())
        if not order:
            say(software=typesetting.software())
            return
        _limit(order)
        done = typesetting.typeset(order, lambda percent, stage: say(percent=percent, stage=stage))
    except typesetting.Refused as refused:
        say(refused=refused.reason, params=refused.params)
    except BrokenPipeError:
        # Whoever ordered it has hung up: it is not wanted any more.
        return
    except TooLong:
        say(refused="slow", params={})
    except MemoryError:
        say(refused="memory", params={})
    except Exception:
        traceback.print_exc()
        say(refused="died", params={})
    else:
        say(pages=done.pages, size=len(done.content), complaints=done.complaints)
        worker.sendall(done.content)


def _limit(order: dict[str, Any]) -> None:
    """Soft limits raise TooLong and leave time to say so; hard ones follow where Python is never reached again."""
    signal.signal(signal.SIGXCPU, _too_long)
    signal.signal(signal.SIGALRM, _too_long)
    cpu, memory = order["cpu_seconds"], order["memory"]
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 2))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, max(1, order["wall_seconds"] - 1))
    # The child dies with its garbage.
    gc.disable()


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TooLong


if __name__ == "__main__":
    main()
