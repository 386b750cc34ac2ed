"""The door to links from our side, and the one from outside, which opens by nothing but the token."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from quotes.domain.links import token_hash
from quotes.models import ProposalLink
from stakeholders.permissions import Asking, door, visible_deals

OUTSIDE = ("export__version__quote__deal__customer", "export__version__quote__deal__owner", "recipient", "made_by")


@door
def link_for(user: Asking, link: int) -> QuerySet[ProposalLink]:
    """Whoever may open the deal finds its links."""
    seen = ProposalLink.objects.filter(export__version__quote__deal__in=visible_deals(user), pk=link)
    return seen.select_related(*OUTSIDE)


def link_by_token(token: str, today: date) -> ProposalLink:
    """One that opens today. A wrong token, an ended link and one that was taken back are the same: there is none."""
    found = ProposalLink.objects.open_on(today).filter(token_hash=token_hash(token)).select_related(*OUTSIDE).first()
    if found is None:
        raise Http404
    return found
