"""What the demo's main customer said of competitors: a claim first, a document two weeks later."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from dealdesk.management.demo.times import day, on
from quotes.actions.attachments import attach_documents
from quotes.actions.rivals import note_rival
from quotes.domain.attachments import checked
from quotes.domain.rivals.content import Cover
from quotes.domain.rivals.words import Evidence, Respect, Weighed
from quotes.models import Quote, QuoteVersion
from stakeholders.models import Contact, Deal, User

AMOUNTS = ("amount", "claimed_percent", "vat_rate", "sla_availability")
OTHER = ("rival", "source", "day", "evidence", "teller", "covers", "rest_covered", "weighed", "document")


def tell(
    told: list[dict[str, Any]], deal: Deal, quote: Quote, contacts: dict[str, Contact], by: User, at: datetime
) -> None:
    version = quote.versions.order_by("number")[0]
    for one in told:
        offer = note_rival(
            deal=deal,
            rival=one["rival"],
            heard_on=on(at, one["day"]),
            evidence=Evidence(one["evidence"]),
            teller=contacts[one["teller"]],
            source=one["source"],
            heard_version=quote.versions.filter(frozen_at__lte=day(at, one["day"])).last(),
            covers=_covers(one, version),
            weighed={
                Respect(respect): Weighed(amount=Decimal(amount), basis=basis)
                for respect, amount, basis in one.get("weighed", ())
            },
            by=by,
            at=day(at, one["day"]),
            **_plain(one),
        )
        if "document" in one:
            name, words = one["document"]
            attach_documents(offer=offer, files=[checked(name, words.encode())], by=by, at=day(at, one["day"]))


def _plain(one: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if name in AMOUNTS else value for name, value in one.items() if name not in OTHER}


def _covers(one: dict[str, Any], version: QuoteVersion) -> dict[str, Cover]:
    """What is told, and where `rest_covered` every other line of ours in its own quantity."""
    told = {
        item: Cover(is_covered=is_covered, quantity=_number(more)) for item, is_covered, *more in one.get("covers", ())
    }
    if not one.get("rest_covered"):
        return told
    rest = version.lines.values_list("product_code", "quantity")
    return {code: Cover(is_covered=True, quantity=quantity) for code, quantity in rest} | told


def _number(more: list[str]) -> Decimal | None:
    return Decimal(more[0]) if more else None
