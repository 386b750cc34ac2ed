"""Offers that are out and end soon, in deals that are still open."""

from datetime import date

from django.db.models import F

from quotes.models import Quote, QuoteVersion
from stakeholders.models import Deal


def expiring_versions(today: date) -> tuple[QuoteVersion, ...]:
    """The latest version of each, with the deal's owner."""
    quotes = Quote.objects.expiring(today).filter(deal__in=Deal.objects.open())
    latest = QuoteVersion.objects.filter(
        quote__in=quotes, number=F("quote__latest_number"), branch=F("quote__latest_branch")
    )
    return tuple(latest.select_related("quote__deal__owner").order_by("pk"))
