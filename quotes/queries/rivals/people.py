"""Who told us of a competitor's offer."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext

from stakeholders.models import Contact, Deal
from stakeholders.queries.privacy import Fact


def people_of(deal: Deal) -> QuerySet[Contact]:
    return Contact.objects.known().filter(customer=deal.customer_id)


def offers_told_by(contact: Contact) -> Iterator[Fact]:
    """For whoever takes out all that is held about a person."""
    for offer in contact.rival_offers.select_related("deal").order_by("heard_on", "pk"):
        yield Fact(
            kind=gettext("Competitors"),
            where=str(offer.deal.number),
            when=offer.heard_on,
            what=offer.rival,
            value=offer.source,
        )
