"""Who sits in the customer's decision, and what we know of them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Deal, Seat, User

# A map of more people is several maps, and its picture could not be read.
MOST = 60


@transaction.atomic
def add_seat(deal: Deal, *, contact: Contact, kind: SeatKind, by: User, at: datetime, **known: Any) -> Seat:
    """`known` are the columns of what we know of the person on this deal."""
    if contact.customer_id != deal.customer_id:
        raise Refusal("%(person)s is not a contact of this customer.", field="contact", person=contact.name)
    if Seat.objects.filter(deal=deal).count() >= MOST:
        raise Refusal("A decision map holds at most %(most)s people.", field="contact", most=MOST)
    # The deal before its contact, as erasing one locks them.
    Deal.objects.select_for_update(of=("self",), no_key=True).get(pk=deal.pk)
    with once(seat_once_per_deal=lambda: _seated(contact)):
        seat = Seat.objects.create(deal=deal, contact=contact, kind=kind, **known)
    refuse_erased([contact], field="contact")
    record("add_seat", on=seat, by=by, at=at, deal=deal, person=contact.pk)
    return seat


def _seated(contact: Contact) -> Refusal:
    return Refusal("%(person)s has a seat in this deal already.", field="contact", person=contact.name)


@transaction.atomic
def change_seat(seat: Seat, *, by: User, at: datetime, **known: Any) -> Seat:
    """What is stored already is no change; what is thought of a person is changed without being told."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("contact", "deal__customer").get(pk=seat.pk)
    changed = [name for name, value in known.items() if getattr(seat, name) != value]
    if not changed:
        return seat
    for name in changed:
        setattr(seat, name, known[name])
    seat.save(update_fields=changed)
    record("change_seat", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id)
    return seat


@transaction.atomic
def remove_seat(seat: Seat, *, by: User, at: datetime) -> None:
    """With the evidence on it and its lines."""
    record("remove_seat", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id)
    seat.delete()
