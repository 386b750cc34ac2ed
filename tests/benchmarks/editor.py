"""What a long draft costs while it is worked on, in one process: `python -m tests.benchmarks editor`.

Time is the processors', Python's and PostgreSQL's apart, so that the machine's other work does not count.
"""

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle
from statistics import median
from time import process_time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes.actions.approvals import submit_version
from quotes.actions.quotes import next_version
from quotes.models import QuoteLine, QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import User
from tests.benchmarks import cpu
from tests.benchmarks.inside import HOST
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom

HTMX = {"HX-Request": "true"}
EDITION = re.compile(r'name="edition" id="edition" value="(\d+)"')
WARM_UP = 5
# Of so many lines one is free, with six cells instead of two; and so many stand in a group.
FREE_ONE_IN, A_GROUP = 4, 20
# What the README promises for a change, and this page for every deed of the editor, at 200 lines.
MOST = 100.0


@dataclass
class Spent:
    """Milliseconds of one deed: Python's of every request, PostgreSQL's on average, and the statements."""

    name: str
    python: list[float]
    database: float
    statements: int
    kilobytes: float

    @property
    def least(self) -> float:
        return min(self.python) + self.database

    def row(self) -> str:
        return (
            f"| {self.name} | {min(self.python):.1f} | {median(self.python):.1f} | {self.database:.1f} "
            f"| {self.statements} | {self.kilobytes:.0f} |"
        )


@dataclass
class Bench:
    """A manager, who sees floors, before a draft made from a version that was submitted."""

    browser: Client
    draft: QuoteVersion
    edition: str = ""

    @property
    def url(self) -> str:
        return f"/versions/{self.draft.pk}/"

    def open(self) -> Any:
        return self.kept(self.browser.get(self.url))

    def post(self, **sent: str | list[str]) -> Any:
        return self.kept(self.browser.post(f"{self.url}lines/", {"edition": self.edition, **sent}, headers=HTMX))

    def kept(self, answer: Any) -> Any:
        text = answer.content.decode()
        assert answer.status_code == 200, f"{answer.status_code}: {text[:200]}"
        if found := EDITION.search(text):
            self.edition = found[1]
        return answer


def arranged(lines: int) -> Bench:
    team = whom.team(name="North")
    manager = whom.user(name="bo", role=Role.MANAGER, team=team)
    admin = whom.user(name="adm", role=Role.ADMIN)
    deal = whom.deal(customer=whom.customer(name="澄湖在线教育", owner=manager), owner=manager)
    offered.policy(by=admin)
    first = offered.draft(deal=deal, price_book=offered.price_book(by=admin), by=manager)
    fill(first, lines)
    submit_version(version=first, reason="", by=manager, at=whom.NOW)
    draft = next_version(version=first, by=manager, at=whom.NOW)
    return Bench(browser=logged_in(manager), draft=draft)


def fill(version: QuoteVersion, lines: int) -> None:
    items = cycle(version.price_book.items.select_related("product").order_by("id"))
    made = [one_more(version, position, next(items)) for position in range(4, lines + 1)]
    QuoteLine.objects.bulk_create(made)


def one_more(version: QuoteVersion, position: int, item: Any) -> QuoteLine:
    line = QuoteLine.priced(item, Decimal(position), group=f"第 {position // A_GROUP + 1} 组")
    if not position % FREE_ONE_IN:
        line.product, line.product_code, line.description = None, "", f"驻场联调 {position}"
    line.version, line.position, line.discount = version, position, Decimal(position % 12)
    return line


def logged_in(user: User) -> Client:
    browser = Client(SERVER_NAME=HOST)
    browser.force_login(user)
    return browser


def deeds(bench: Bench) -> Iterator[tuple[str, Callable[[], Any]]]:
    """By name, each of what the editor does most."""
    lines = list(bench.draft.lines.order_by("position"))
    one = next(line for line in lines[len(lines) // 2 :] if line.product_id)
    discounts, ways = cycle(str(points) for points in range(1, 15)), cycle(("down", "up"))
    cells = {f"line-{one.pk}-quantity": str(one.quantity.normalize())}
    yield "open", bench.open
    yield "save one cell", lambda: bench.post(**cells, **{f"line-{one.pk}-discount": next(discounts)})
    everything = {"shows": ["versions", "whatif"]}
    yield (
        "save one cell, what if beside it",
        lambda: bench.post(**cells, **everything, **{f"line-{one.pk}-discount": next(discounts)}),
    )
    yield "move one line", lambda: bench.post(do=next(ways), at=str(one.pk))
    yield "undo", lambda: bench.post(do="undo", at=str(one.pk))
    yield "look at one line", lambda: bench.kept(bench.browser.get(f"{bench.url}?line={one.pk}", headers=HTMX))


def spent(name: str, deed: Callable[[], Any], database: int, requests: int) -> Spent:
    for _ in range(WARM_UP):
        deed()
    before, python = cpu.milliseconds([database]), []
    for _ in range(requests):
        begun = process_time()
        deed()
        python.append((process_time() - begun) * 1000)
    each = (cpu.milliseconds([database]) - before) / requests
    with CaptureQueriesContext(connection) as captured:
        answer = deed()
    said = [query["sql"] for query in captured.captured_queries]
    counted = [sql for sql in said if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    return Spent(name, python, each, len(counted), len(answer.content) / 1024)


def run(database: int, words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks editor")
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--requests", type=int, default=60)
    wanted = parser.parse_args(words)
    bench = arranged(wanted.lines)
    bench.open()
    found = [spent(name, deed, database, wanted.requests) for name, deed in deeds(bench)]
    print(f"A draft of {wanted.lines} lines, {wanted.requests} requests each, milliseconds of processor.\n")
    print("| | Python, least | median | PostgreSQL, mean | statements | KB |\n|---|---|---|---|---|---|")
    print(*(one.row() for one in found), sep="\n")
    slow = [one.name for one in found if one.least > MOST]
    if slow:
        print(f"\nOver {MOST:.0f} ms: {', '.join(slow)}.")
    return 1 if slow else 0
