"""Telling whoever owns a deal that an offer of theirs ends soon, while it can still be renewed."""

from datetime import datetime

from django.db import transaction

from quotes.models import QuoteVersion
from stakeholders.actions.notices import notify
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Notice


@transaction.atomic
def tell_expiring(*, version: QuoteVersion, at: datetime) -> None:
    """Once a version and owner, however often the clock asks."""
    quote, owner = version.quote, version.quote.deal.owner
    if Notice.objects.filter(kind=NoticeKind.OFFER_EXPIRES, to=owner, target=version.pk).exists():
        return
    day = version.valid_until.isoformat()
    facts = {"number": quote.number, "version": version.mark, "day": day}
    notify(NoticeKind.OFFER_EXPIRES, to=[owner], about=version, deal=quote.deal, by=None, at=at, **facts)
