"""The six operations, each as the request it is on the desk and on the bare view, for any turn of any client."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from typing import Any
from urllib.parse import quote

from dealdesk.management.bulk.desk import LONG, LONG_ONE_IN, Desk
from dealdesk.management.bulk.names import FIRST, SECOND
from tests.benchmarks.wire import Answer, Request, Wire
from tests.security.html import Page

DEEP = 50_000
HTMX = {"HX-Request": "true"}
EDITION = re.compile(r'name="edition"[^>]*value="(\d+)"')
NUMBER = re.compile(r">\s*(BJ-\d+)")
CSRF = "c" * 32


@dataclass(frozen=True)
class Operation:
    name: str
    desk: Callable[["Client"], Request]
    bare: Callable[["Client"], Request]
    # Both sides must show the same quotes; what is written is checked by its status.
    same_rows: bool = False
    # The answer carries the edition that the next change has to name.
    edits: bool = False


class Client:
    """One of the clients: its quotes are nobody else's, and the same on both sides."""

    def __init__(self, number: int, clients: int, desk: Desk, cursor: tuple[str, str]) -> None:
        self.number = number
        self.desk_cursor, self.bare_cursor = cursor
        long = range(LONG_ONE_IN, desk.quotes + 1, LONG_ONE_IN)
        self.shown = cycle(long[number::clients])
        # The desk and the bare view change different quotes: the one would make the other's edition stale.
        self.edited = {side: long[-1 - (2 * number + offset)] for offset, side in enumerate(("desk", "bare"))}
        self.deals = cycle(range(1 + number, desk.deals + 1, clients))
        self.texts = cycle([first + second for first in FIRST[number::clients] for second in SECOND[::7]])
        self.discounts = cycle(range(1, 30))
        self.until = desk.at.date() + timedelta(days=30)
        self.edition = ""
        self.row: dict[str, str] = {}
        self.bare_line = ""
        self.new: dict[str, Any] = {}

    def prepare(self, desk: Wire, lines: dict[int, int]) -> None:
        """Opens what it will edit, as a person would, and keeps the forms."""
        version = Page(desk.ask(Request(f"/versions/{self.edited['desk']}/")).text)
        form = version.form(f"/versions/{self.edited['desk']}/lines/", "", {"edition"})
        assert form is not None, "the editor shows no lines"
        line = f"line-{lines[self.edited['desk']]}-"
        self.edition = form.values["edition"][0]
        self.row = {name: value[0] for name, value in form.values.items() if name.startswith(line)}
        self.bare_line = str(lines[self.edited["bare"]])
        page = Page(desk.ask(Request("/deals/1/quotes/new/")).text)
        empty = page.form("/deals/1/quotes/new/", "/deals/1/quotes/new/", {"title"})
        assert empty is not None, "there is no form for a new quote"
        self.new = dict(empty.values) | {
            "title": ["压测"],
            "payment_plan": ["annual_prepaid"],
            "valid_until": [str(self.until)],
        }
        wanted = [name for name in empty.values if name.startswith("quantity-")][:LONG]
        self.new |= {name: [str(10 + place)] for place, name in enumerate(wanted)}
        self.new["csrfmiddlewaretoken"] = [CSRF]

    def saw(self, answer: Answer) -> None:
        """After a change, the editor carries the edition that the answer brought."""
        if found := EDITION.search(answer.text):
            self.edition = found[1]


def desk_discount(client: Client) -> Request:
    version = client.edited["desk"]
    discount = {name: str(next(client.discounts)) for name in client.row if name.endswith("-discount")}
    form = {**client.row, **discount, "edition": client.edition, "csrfmiddlewaretoken": CSRF}
    return Request(f"/versions/{version}/lines/", form, HTMX)


def bare_discount(client: Client) -> Request:
    form = {"line": client.bare_line, "discount": str(next(client.discounts))}
    return Request(f"/discount/{client.edited['bare']}/", form)


def bare_create(client: Client) -> Request:
    form = {
        "product": [str(number) for number in range(1, LONG + 1)],
        "quantity": [str(10 + number) for number in range(LONG)],
    }
    return Request(f"/create/{next(client.deals)}/", form)


OPERATIONS = (
    Operation("List, first page", lambda c: Request("/quotes/"), lambda c: Request("/list/"), same_rows=True),
    Operation(
        f"Deep page (offset {DEEP:,}, by position)",
        lambda c: Request(f"/quotes/?after={c.desk_cursor}"),
        lambda c: Request(f"/list/?{c.bare_cursor}"),
        same_rows=True,
    ),
    Operation(
        "Search by part of a customer's name",
        lambda c: Request(f"/quotes/?q={quote(next(c.texts))}"),
        lambda c: Request(f"/list/?q={quote(next(c.texts))}"),
    ),
    Operation(
        f"Open a quote with {LONG} lines",
        lambda c: Request(f"/versions/{next(c.shown)}/"),
        lambda c: Request(f"/open/{next(c.shown)}/"),
    ),
    Operation("Change one line's discount", desk_discount, bare_discount, edits=True),
    Operation(
        f"Create a quote with {LONG} lines",
        lambda c: Request(f"/deals/{next(c.deals)}/quotes/new/", c.new),
        bare_create,
    ),
)
