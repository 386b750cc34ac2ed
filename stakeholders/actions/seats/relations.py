"""What our colleagues are to the customer's people."""

from datetime import datetime

from django.db import transaction

from stakeholders.actions.journal import record
from stakeholders.domain.seats.words import Rung
from stakeholders.models import Seat, SeatRelation, User


@transaction.atomic
def relate(seat: Seat, *, user: User, now: Rung, target: Rung | None, by: User, at: datetime) -> SeatRelation:
    """A colleague and a person have one relation, which the last word replaces."""
    relation, _ = SeatRelation.objects.update_or_create(
        seat=seat, user=user, defaults={"now": now, "target": target or ""}
    )
    record("relate", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id, colleague=user.name)
    return relation


@transaction.atomic
def unrelate(relation: SeatRelation, *, by: User, at: datetime) -> None:
    seat, user = relation.seat, relation.user
    record("unrelate", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id, colleague=user.name)
    relation.delete()
