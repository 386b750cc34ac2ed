"""A round as a browser sends it."""

from typing import Any

from quotes.models import Quote, QuoteVersion
from stakeholders.models import Contact, User


def url(quote: Quote, part: str = "rounds/new") -> str:
    return f"/quotes/{quote.pk}/{part}/"


def beside(quote: Quote) -> str:
    """As a page that is opened now carries it."""
    table = quote.versions.on_the_table().first()
    return f"{table.pk if table else 0}.{quote.rounds.count()}"


def row(index: int, **changed: Any) -> dict[str, Any]:
    values = {"kind": "give", "issue": "price", "what": "", "worth": "", "trade": 1, "status": "agreed"}
    return {f"moves-{index}-{name}": value for name, value in (values | {"untraded_reason": ""} | changed).items()}


def typed_round(table: QuoteVersion, contact: Contact, by: User) -> dict[str, Any]:
    """Somebody's first draft of the first round, with nothing traded."""
    rows: dict[str, Any] = {"moves-TOTAL_FORMS": "4", "moves-INITIAL_FORMS": "0"}
    for index in range(4):
        rows |= row(index, kind=("give", "get")[index % 2], trade=index // 2 + 1)
    return rows | {
        "on": "2026-11-23",
        "channel": "meeting",
        "theirs": [contact.pk],
        "ours": [by.pk],
        "their_ask": "650,000",
        "said": "年付能不能让 5 个点？",
        "offer": "same",
        "next_step": "带同口径对比表复谈",
        "next_step_on": "2026-11-27",
        "beside": f"{table.pk}.0",
        "draft": "1",
    }
