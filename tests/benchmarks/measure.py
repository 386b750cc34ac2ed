"""Takes the times: one client, the two sides in turn; then many clients on each side in turn."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from tests.benchmarks.operations import NUMBER, Client, Operation
from tests.benchmarks.wire import Answer, Wire

SIDES = ("desk", "bare")
WARM_UP = 3
A_ROUND = 25
# No cell takes longer than this, however slow its side is.
LONGEST = 20.0


@dataclass
class Cell:
    """One operation on one side: its times in milliseconds, what failed, and how long it all took."""

    times: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    # Milliseconds of the server's and the database's processors, for all of its requests.
    cpu: float = 0.0

    def add(self, answer: Answer) -> None:
        if answer.went_well:
            self.times.append(answer.milliseconds)
        else:
            self.failures.append(f"{answer.status} {answer.text[:120]}")

    @property
    def p50(self) -> float:
        return median(self.times) if self.times else float("nan")

    @property
    def p95(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)] if self.times else float("nan")

    @property
    def cpu_each(self) -> float:
        return self.cpu / max(1, len(self.times) + len(self.failures))

    @property
    def a_second(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0


Cells = dict[tuple[str, str], Cell]


def once(operation: Operation, side: str, client: Client, wire: Wire) -> Answer:
    answer = wire.ask(getattr(operation, side)(client))
    if side == "desk" and operation.edits:
        client.saw(answer)
    return answer


def agree(operations: Sequence[Operation], client: Client, wires: dict[str, Wire]) -> None:
    """What is compared shows the same quotes in the same order."""
    for operation in operations:
        if operation.same_rows:
            desk, bare = (list(dict.fromkeys(NUMBER.findall(once(operation, s, client, wires[s]).text))) for s in SIDES)
            assert desk == bare, f"{operation.name}: {desk[:3]} … is not {bare[:3]} …"


def alone(operations: Sequence[Operation], client: Client, wires: dict[str, Wire], requests: int) -> Cells:
    """One client: the two sides are asked alternately, so that what disturbs the one disturbs the other."""
    cells: Cells = {(operation.name, side): Cell() for operation in operations for side in SIDES}
    for operation in operations:
        for side in SIDES:
            for _ in range(WARM_UP):
                once(operation, side, client, wires[side])
        begun = perf_counter()
        for _ in range(requests):
            for side in SIDES:
                cells[operation.name, side].add(once(operation, side, client, wires[side]))
            if perf_counter() - begun > 2 * LONGEST:
                break
    return cells


def together(
    operations: Sequence[Operation],
    clients: Sequence[Client],
    wires: dict[str, list[Wire]],
    spent: dict[str, Callable[[], float]],
    requests: int,
) -> Cells:
    """All clients at once, in rounds of a few requests, one side at a time and the sides in turn."""
    cells: Cells = {(operation.name, side): Cell() for operation in operations for side in SIDES}
    with ThreadPoolExecutor(len(clients)) as pool:
        for _ in range(-(-requests // A_ROUND)):
            for operation in operations:
                for side in SIDES:
                    cell, begun, before = cells[operation.name, side], perf_counter(), spent[side]()
                    pairs = zip(clients, wires[side], strict=True)
                    work = [pool.submit(many, operation, side, *pair, A_ROUND) for pair in pairs]
                    for answer in (answer for done in work for answer in done.result()):
                        cell.add(answer)
                    cell.seconds += perf_counter() - begun
                    cell.cpu += spent[side]() - before
    return cells


def many(operation: Operation, side: str, client: Client, wire: Wire, requests: int) -> list[Answer]:
    answers, begun = [], perf_counter()
    for _ in range(requests):
        answers.append(once(operation, side, client, wire))
        if perf_counter() - begun > LONGEST:
            break
    return answers
