"""The doors to claims, to what proves them, and to what they are worth in a deal."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from quotes.models import Attachment, ValueClaim, ValueDriver
from stakeholders.models import User
from stakeholders.permissions import Asking, door, noticed_days, visible_deals, with_days


def claim_for(user: User, claim: int) -> ValueClaim:
    """Claims are no secret among colleagues; writing them, and what is noted of them, is what MAY restricts."""
    return get_object_or_404(ValueClaim.objects.select_related("retired_by"), pk=claim)


def proof_for(user: User, proof: int) -> Attachment:
    """A file that proves a claim."""
    return get_object_or_404(Attachment.objects.filter(claim__isnull=False).select_related("claim"), pk=proof)


@door
def _driver(user: Asking, driver: int) -> QuerySet[ValueDriver]:
    seen = ValueDriver.objects.standing().whole().filter(deal__in=visible_deals(user), pk=driver)
    related = ("deal__customer", "deal__owner", "deal__team", "deal__budget", "noted_by")
    return seen.annotate(noticed_days=noticed_days()).select_related(*related)


def driver_for(user: User, driver: int) -> ValueDriver:
    """One that still stands, of a deal that this person may open."""
    row = _driver(user, driver)
    return with_days(row, row.deal)
