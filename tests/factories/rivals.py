"""Competitors' offers, noted through the action."""

from decimal import Decimal
from typing import Any

from quotes.actions.attachments import attach_documents
from quotes.actions.rivals import note_rival
from quotes.domain.attachments import checked
from quotes.domain.rivals.words import Evidence
from quotes.models import QuoteVersion, RivalOffer
from quotes.models.counters import NOBODY_OFFERS
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW

CLAIM = {
    "rival": "声网云",
    "heard_on": NOW.date(),
    "evidence": Evidence.CLAIMED,
    "source": "采购口头，没有书面报价",
    "claimed_percent": Decimal(30),
}


def rival(*, deal: Deal, by: User, **changed: Any) -> RivalOffer:
    """Said to be 30 % cheaper than our newest offer, and nothing else is known."""
    ours = QuoteVersion.objects.filter(quote__deal=deal, currency=deal.currency).exclude(NOBODY_OFFERS)
    newest = ours.order_by("-pk").first()
    values: dict[str, Any] = {"covers": {}, "weighed": {}, "heard_version": newest} | CLAIM | changed
    return note_rival(deal=deal, by=by, at=NOW, **values)


def in_writing(*, deal: Deal, by: User, **changed: Any) -> dict[str, int | str]:
    """One with its document, each by what the addresses call it."""
    offer = rival(deal=deal, by=by, amount=Decimal(500_000), **changed)
    attach_documents(offer=offer, files=[checked("报价.txt", "五十万".encode())], by=by, at=NOW)
    return {"rival": offer.pk, "document": offer.attachments.get().pk}
