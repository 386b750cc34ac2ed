"""What a document of a version can be put together from."""

from collections.abc import Sequence

from quotes.domain.rivals.words import Evidence
from quotes.models import QuoteVersion, RivalOffer, VersionUsage
from stakeholders.models import Deal, User
from stakeholders.permissions import Act


def showable(deal: Deal, currency: str) -> Sequence[RivalOffer]:
    """Offers that could be laid beside one of ours in that currency: in writing, with an amount in the same. One
    statement."""
    written = RivalOffer.objects.standing().filter(evidence=Evidence.DOCUMENT, amount__isnull=False)
    return tuple(written.filter(deal=deal, currency=currency))


def stands_on_use(version: QuoteVersion) -> bool:
    """Whether a document could show what will be used. One statement."""
    return VersionUsage.objects.filter(version=version).exists()


def showable_to(user: User, deal: Deal, currency: str) -> Sequence[RivalOffer]:
    """The same for whoever chooses among them; nothing for those who may not see offers of others."""
    return showable(deal, currency) if Act.SEE_RIVALS.permits(user) else ()
