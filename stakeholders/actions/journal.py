"""The one way a journal row is written: inside the transaction of the change it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from stakeholders.domain.journal import Listing
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


@transaction.atomic
def export_list(*, listing: Listing, wanted: Mapping[str, Any], rows: int, by: User, at: datetime) -> None:
    """Whoever takes figures out of the desk is named, with the filters that chose them and how many rows they were.

    A filter that asks for nothing is left out.
    """
    asked = {name: value for name, value in wanted.items() if value}
    record("export_list", on=by, by=by, at=at, list=listing, wanted=asked, rows=rows)
