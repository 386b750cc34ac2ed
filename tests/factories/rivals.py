"""Competitors' offers, noted through the action."""

from decimal import Decimal
from typing import Any

from quotes.actions.rivals import note_rival
from quotes.domain.rivals.words import Evidence
from quotes.models import RivalOffer
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
    """Said to be 30 % cheaper, and nothing else is known."""
    values: dict[str, Any] = {"covers": {}, "weighed": {}} | CLAIM | changed
    return note_rival(deal=deal, by=by, at=NOW, **values)
