"""What stands behind the addresses of claims, and of what they are worth in a deal."""

from quotes.actions.value import answer_concern
from stakeholders.models import Contact, Deal, User
from tests.factories import value
from tests.factories.stakeholders import NOW

NOTE = "金丝雀：这个口径只算了晚高峰"


def valued(deal: Deal, contact: Contact, owner: User) -> dict[str, int | str]:
    """A claim with its record and a note, worth something in the deal; and what is acknowledged and answers a worry."""
    claim = value.claim(by=deal.memberships.get().user, note=NOTE)
    driver = value.driver(deal=deal, by=owner, claim=claim)
    answering = value.acknowledged(value.driver(deal=deal, by=owner, claim=claim), contact, owner)
    seat = deal.seats.order_by("pk")[0]
    answer_concern(driver=answering, seat=seat, by=owner, at=NOW)
    return {
        "claim": claim.claim_id,
        "proof": claim.attachments.get().pk,
        "driver": driver.pk,
        "formula": "switching",
        "answering": answering.pk,
        "answered_seat": seat.pk,
    }
