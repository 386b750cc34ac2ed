"""One run on a loaded database and two servers that answer; imported once Django has started."""

import argparse
import sys
from functools import partial

from django.utils import timezone

from dealdesk.management.bulk.desk import Desk
from tests.benchmarks import cpu, inside, measure, report
from tests.benchmarks.operations import OPERATIONS, Client
from tests.benchmarks.servers import Server
from tests.benchmarks.wire import Wire


def run(wanted: argparse.Namespace, sides: dict[str, Server], database: int) -> int:
    desk = Desk(quotes=wanted.quotes, lines=wanted.lines, customers=wanted.customers, at=timezone.now())
    cookies, cursor, lines = inside.log_in(), inside.deep(desk.quotes), inside.first_lines()
    clients = [Client(number, wanted.clients, desk, cursor) for number in range(wanted.clients)]
    wires = {
        "desk": [Wire(sides["desk"].port, cookies) for _ in clients],
        "bare": [Wire(sides["bare"].port) for _ in clients],
    }
    for client, wire in zip(clients, wires["desk"], strict=True):
        client.prepare(wire, lines)
    pair = {side: wires[side][0] for side in wires}
    measure.agree(OPERATIONS, clients[0], pair)
    statements = inside.statements(OPERATIONS, clients[0], pair["bare"], cookies)
    print("one client …", file=sys.stderr)
    single = measure.alone(OPERATIONS, clients[0], pair, wanted.requests)
    print(f"{wanted.clients} clients …", file=sys.stderr)
    spent = {side: partial(cpu.milliseconds, [server.process, database]) for side, server in sides.items()}
    crowd = measure.together(OPERATIONS, clients, wires, spent, measure.A_ROUND * wanted.rounds)
    print(report.heading(desk, inside.server()), "\n")
    print(report.tables(OPERATIONS, single, crowd, statements, wanted.clients))
    wrong = report.failures(single, crowd)
    print(*wrong, sep="\n", file=sys.stderr)
    return 1 if wrong else 0
