"""Time the processors spent on a family of processes: hardly changed by whatever else the machine is doing."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")


def milliseconds(roots: Iterable[int]) -> float:
    """What the given processes, their children and theirs have used so far; 0 where the system does not tell."""
    spent, children = table()
    waiting, total = list(roots), 0.0
    while waiting:
        process = waiting.pop()
        total += spent.get(process, 0.0)
        waiting += children.get(process, [])
    return total


def table() -> tuple[dict[int, float], dict[int, list[int]]]:
    """Time by process, and processes by parent."""
    spent: dict[int, float] = {}
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in parentheses may hold anything; what follows it is numbers.
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        process, parent = int(stat.parent.name), int(words[1])
        spent[process] = (int(words[11]) + int(words[12])) * TICK
        children.setdefault(parent, []).append(process)
    return spent, children
