"""Telling people what concerns them, in the transaction of what happened: none is lost, and none tells of nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Deal, Notice, User


def notify(
    kind: NoticeKind, *, to: Iterable[User], about: Model, deal: Deal, by: User | None, at: datetime, **facts: Any
) -> None:
    """Writes one notice a person; nobody is told of what they did themselves, and nobody whose account is closed.

    `facts` fill the places of the kind's sentence: numbers and days, never a price, a customer's name or a reason.
    """
    told = {person.pk: person for person in to if person != by and person.is_active}
    Notice.objects.bulk_create(
        Notice(to=person, kind=kind, target=about.pk, deal=deal, facts=facts, at=at, by=by) for person in told.values()
    )


def working_on(deal: Deal) -> list[User]:
    """Its owner and its members, as they are when something happens."""
    return list(User.objects.filter(Q(pk=deal.owner_id) | Q(memberships__deal=deal)).distinct().order_by("pk"))
