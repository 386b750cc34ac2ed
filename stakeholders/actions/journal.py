"""The one way a journal row is written: inside the transaction of the change it tells of."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from stakeholders.models import Customer, Deal, JournalEntry, User


def record(
    act: str,
    *,
    on: Model,
    by: User | None,
    at: datetime,
    deal: Deal | None = None,
    customer: Customer | None = None,
    **facts: Any,
) -> None:
    """`facts` are JSON values a timeline may print: never a floor, a cost or an opinion about a person."""
    stream = f"deal:{deal.pk}" if deal else f"customer:{customer.pk}" if customer else "desk"
    JournalEntry.objects.create(
        stream=stream,
        at=at,
        by=by,
        act=act,
        object_type=on._meta.label_lower,
        object_id=on.pk,
        deal=deal,
        customer=customer or (deal.customer if deal else None),
        facts=facts,
        number=0,
    )
