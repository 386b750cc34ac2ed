"""What a browser sends when somebody types into the grid of an offer."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes.models import QuoteLine, QuoteVersion
from stakeholders.models import User

ClientOf = Callable[[User], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}
SCRIPT = "<script>alert(1)</script>"


def line_of(version: QuoteVersion, code: str) -> QuoteLine:
    return version.lines.get(product_code=code)


def cells(version: QuoteVersion, **typed: str) -> dict[str, str]:
    """Every cell of the grid as the page sends it; `typed` names a code and a column: RTC_HD_discount="15"."""
    sent = {"edition": str(version.edition)}
    for line in version.lines.all():
        for column in ("quantity", "discount"):
            key = f"{line.product_code.replace('-', '_')}_{column}"
            sent[f"line-{line.pk}-{column}"] = typed.get(key, str(getattr(line, column)))
    return sent


def cell(version: QuoteVersion, code: str, **typed: str) -> dict[str, str]:
    """One row's cells as htmx sends them when a cell is left."""
    line = line_of(version, code)
    return {"edition": str(version.edition)} | {f"line-{line.pk}-{column}": value for column, value in typed.items()}


def as_made(version: QuoteVersion, page: str) -> dict[str, str]:
    """Everything the form of a page would send, untouched."""
    found = re.findall(r'<input[^>]*name="((?:line|from|was|group)-[^"]+)"[^>]*?value="([^"]*)"', page)
    return {"edition": str(version.edition)} | {name: unescape(value) for name, value in found}


def pressed(client: Client, page: str, key: str, **changed: Any) -> dict[str, Any]:
    """What the button of one form of billing sends, from the page as it stands: the question, and what was seen."""
    sent: dict[str, Any] = {}
    for name, value in client.get(page).context["form"].again():
        sent.setdefault(name, []).append(value)
    return sent | changed | {"key": key}


def statements_of(call: Callable[[], Any]) -> tuple[Any, int]:
    """What the call returned, and how many statements it took beside BEGIN, COMMIT and savepoints."""
    with CaptureQueriesContext(connection) as captured:
        answer = call()
    counted = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    return answer, len(counted)


def more_lines(version: QuoteVersion, upto: int) -> None:
    """Free lines behind the three of the draft."""
    QuoteLine.objects.bulk_create(
        QuoteLine(
            version=version,
            position=position,
            group="服务",
            description=f"项目 {position}",
            unit="次",
            quantity=1,
            list_price=10,
            vat_rate=6,
            floor_price=5,
        )
        for position in range(4, upto + 1)
    )


def shown_in(answer: Any, place: str) -> str:
    """The words of the element with this id on a page, or of what an answer swaps into it; "" where there is none."""
    found = _Words(place)
    found.feed(answer.content.decode())
    return " ".join(" ".join(found.words).split())


class _Words(HTMLParser):
    """Elements without an end, such as inputs, are not counted."""

    VOID = frozenset({"input", "br", "img", "meta", "link", "circle", "path", "line", "rect"})

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place, self.depth = place, 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in self.VOID and (
            self.depth or self.place == given.get("id") or given.get("hx-swap-oob") == f"innerHTML:#{self.place}"
        ):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in self.VOID:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.words.append(data)
