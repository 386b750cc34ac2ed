"""What the gate before a price asks for, written down through the actions."""

from datetime import datetime

from quotes.actions.readiness import note_value
from quotes.domain.readiness import SEATS
from stakeholders.actions.deals import change_deal
from stakeholders.models import Deal, User
from tests.factories import stakeholders as whom
from tests.factories.usage import saved


def known(deal: Deal, by: User, at: datetime) -> None:
    """Every fact that is recorded anywhere today."""
    words = {"needs": "晚高峰不卡", "solution": "弱网抗丢包", "competitor_note": "口头一家"}
    change_deal(deal, **words, by=by, at=at)
    for kind in SEATS:
        person = whom.contact(customer=deal.customer, name=f"{kind}", seat=kind)
        whom.seat(deal=deal, contact=person)
        whom.engagement(deal=deal, contacts=[person], by=by, held_on=at.date())
    saved(deal=deal, by=by)
    note_value(deal=deal, contact=person, on=at.date(), said="少两万通电话", by=by, at=at)
