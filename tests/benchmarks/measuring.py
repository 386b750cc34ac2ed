"""Asking both sides in turn, so that what slows the machine slows both, and what the figures say."""

import statistics
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.clients import Answer, Bare, Desk

OPERATIONS = {
    "list": "List, first page",
    "deep": "Deep page (50,000 rows in)",
    "search": "Search by customer substring",
    "open": "Open a quote with 20 lines",
    "discount": "Change one discount",
    "create": "Create with 20 lines",
}
AIM = 2.5
MOST_STATEMENTS = 8


@dataclass
class Figures:
    """Every answer of one side to one operation, at one number of clients."""

    seconds: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    failed: int = 0

    def note(self, answer: Answer) -> None:
        self.failed += answer.failed
        self.seconds.append(answer.seconds)
        self.statements.append(answer.statements)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def late(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[18] * 1000


type Table = dict[tuple[str, str, int], Figures]
type Side = Callable[[int], Desk | Bare]


def measure(sides: dict[str, Side], clients: int, rounds: int, each: int) -> Table:
    """`rounds` times, every operation on one side and then the other, `each` requests a client."""
    people = {name: [side(number) for number in range(clients)] for name, side in sides.items()}
    table: Table = {(op, name, clients): Figures() for op in OPERATIONS for name in sides}
    for everybody in people.values():
        for op in OPERATIONS:
            _together(everybody, op, 2, Figures())
    for turn in range(rounds):
        for op in OPERATIONS:
            for name, everybody in people.items():
                _together(everybody, op, each, table[op, name, clients])
            print(f"\r{clients} client(s): round {turn + 1}/{rounds}, {op:<10}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return table


def _together(everybody: Sequence[Any], operation: str, each: int, figures: Figures) -> None:
    lock = threading.Lock()

    def work(person: Any) -> None:
        for _ in range(each):
            answer = getattr(person, operation)()
            with lock:
                figures.note(answer)

    with ThreadPoolExecutor(len(everybody)) as pool:
        list(pool.map(work, everybody))


def report(table: Table, clients: int) -> str:
    lines = [
        f"\n### {clients} client{'s' if clients > 1 else ''}\n",
        "| operation | bare p50 / p95 ms | desk p50 / p95 ms | ratio of p50 | statements | failed |",
        "|---|---|---|---|---|---|",
    ]
    for op, words in OPERATIONS.items():
        bare, desk = table[op, "bare", clients], table[op, "desk", clients]
        ratio, statements = desk.median / bare.median, max(desk.statements)
        lines.append(
            f"| {words} | {bare.median:.1f} / {bare.late:.1f} | {desk.median:.1f} / {desk.late:.1f} "
            f"| {ratio:.2f}{'' if ratio <= AIM else ' (aim 2.5)'} "
            f"| {statements}{'' if statements <= MOST_STATEMENTS else ' (aim 8)'} | {desk.failed} |"
        )
    return "\n".join(lines)
