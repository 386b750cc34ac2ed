"""What our colleagues are to the customer's people."""

from datetime import datetime

from django.db import transaction

from stakeholders.actions.editions import renew
from stakeholders.actions.journal import record
from stakeholders.actions.seats.seat import gone, hold_seat
from stakeholders.domain.seats.words import Rung
from stakeholders.models import Seat, SeatRelation, User


@transaction.atomic
def relate(
    seat: Seat,
    *,
    user: User,
    now: Rung,
    target: Rung | None = None,
    edition: int | None = None,
    by: User,
    at: datetime,
) -> SeatRelation:
    """A colleague and a person have one relation. `edition` is the one its author read, 0 where they read none; None
    asks nobody who was first."""
    seat = hold_seat(seat)
    relation = seat.relations.filter(user=user).first() or SeatRelation(seat=seat, user=user)
    if relation.pk:
        renew(relation, edition)
    relation.now, relation.target = now, target or ""
    relation.save()
    record("relate", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id, colleague=user.name)
    return relation


@transaction.atomic
def unrelate(relation: SeatRelation, *, by: User, at: datetime) -> None:
    seat, user = hold_seat(relation.seat), relation.user
    if not seat.relations.filter(pk=relation.pk).exists():
        raise gone()
    record("unrelate", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id, colleague=user.name)
    relation.delete()
