"""What the coach costs while a round is typed, in one process: `python -m tests.benchmarks composer`.

Time is the processors', Python's and PostgreSQL's apart, so that the machine's other work does not count.
"""

import argparse
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.test import Client

from quotes.actions.approvals import submit_version
from quotes.domain.pricing.revised import Revision
from quotes.models import Quote
from stakeholders.domain.people import Role
from tests.benchmarks.editor import HTMX, MOST, logged_in, spent
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.coach import aims, set_as_it_comes
from tests.factories.haggling import get, give, logged
from tests.quotes.views.rounds import beside, typed_round

FIRST_STEP = Decimal(2_000)
STEPS_SHRINK_BY = Decimal("0.93")


def arranged(rounds: int) -> tuple[Client, Quote, dict[str, Any]]:
    """A manager, who sees floors, before the next round of a long negotiation under a plan; every round trades."""
    team = whom.team(name="North")
    manager = whom.user(name="bo", role=Role.MANAGER, team=team)
    admin = whom.user(name="adm", role=Role.ADMIN)
    deal = whom.deal(customer=whom.customer(name="澄湖在线教育", owner=manager), owner=manager)
    contact = whom.contact(customer=deal.customer, name="周昀")
    offered.policy(by=admin)
    set_as_it_comes()
    first = offered.draft(deal=deal, price_book=offered.price_book(by=admin), by=manager)
    submit_version(version=first, reason="", by=manager, at=whom.NOW)
    quote, total, step = first.quote, first.gross_total, FIRST_STEP
    aims(quote, by=manager)
    for number in range(rounds):
        total, step = total - round(step), step * STEPS_SHRINK_BY
        told = {"their_ask": Decimal(650_000 + 100 * number), "moves": [give(trade=1), get(trade=1)]}
        logged(quote, contact=contact, by=manager, new_offer=Revision(bundle_price=total), **told)
    table = quote.versions.on_the_table()[0]
    sent = typed_round(table, contact, manager) | {"beside": beside(quote), "draft": str(rounds + 1)}
    return logged_in(manager), quote, sent | {"offer": "total", "new_total": str(table.gross_total - 100)}


def deeds(browser: Client, quote: Quote, sent: dict[str, Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    url = f"/quotes/{quote.pk}/rounds/"
    yield (
        "a key stroke: price, approvals, coach, draft kept",
        lambda: browser.post(f"{url}preview/", sent, headers=HTMX),
    )
    yield "the composer opened with a draft", lambda: browser.get(f"{url}new/")


def run(database: int, words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks composer")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--requests", type=int, default=40)
    wanted = parser.parse_args(words)
    found = [spent(name, deed, database, wanted.requests) for name, deed in deeds(*arranged(wanted.rounds))]
    print(f"A quote with {wanted.rounds} rounds, {wanted.requests} requests each, milliseconds of processor.\n")
    print("| | Python, least | median | PostgreSQL, mean | statements | KB |\n|---|---|---|---|---|---|")
    print(*(one.row() for one in found), sep="\n")
    if found[0].least > MOST:
        print(f"\nOver {MOST:.0f} ms: {found[0].name}.")
    return int(found[0].least > MOST)
