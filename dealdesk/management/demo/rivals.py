"""What the demo's main customer said of competitors: a claim first, a document two weeks later."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dealdesk.management.demo.times import day, on
from quotes.actions.attachments import attach_documents
from quotes.actions.rivals import note_rival
from quotes.domain.attachments import checked
from quotes.domain.rivals.content import Cover
from quotes.domain.rivals.words import Evidence, Respect, Weighed
from quotes.models import QuoteVersion
from stakeholders.models import Contact, Deal, User

AMOUNTS = ("amount", "claimed_percent", "vat_rate", "sla_availability")
OTHER = ("rival", "source", "day", "evidence", "teller", "covers", "rest_covered", "weighed", "document")


def tell(
    told: list[dict[str, Any]], deal: Deal, version: QuoteVersion, contacts: dict[str, Contact], by: User, at: datetime
) -> None:
    for one in told:
        offer = note_rival(
            deal=deal,
            rival=one["rival"],
            heard_on=on(at, one["day"]),
            evidence=Evidence(one["evidence"]),
            teller=contacts[one["teller"]],
            source=one["source"],
            heard_version=_submitted_by(deal, on(at, one["day"])),
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


def _submitted_by(deal: Deal, on: date) -> QuoteVersion | None:
    """The last offer that had gone out of our hands on a day."""
    return QuoteVersion.objects.filter(quote__deal=deal, frozen_at__date__lte=on).order_by("frozen_at", "pk").last()


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
