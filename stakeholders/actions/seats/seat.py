"""Who sits in the customer's decision, and what we know of them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import renew
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Deal, Seat, User

# A map of more people is several maps, and its picture could not be read.
MOST = 60


@transaction.atomic
def add_seat(deal: Deal, *, contact: Contact, kind: SeatKind, by: User, at: datetime, **known: Any) -> Seat:
    """`known` are the columns of what we know of the person on this deal."""
    held = hold(deal)
    if contact.customer_id != held.customer_id:
        raise Refusal("%(person)s is not a contact of this customer.", field="contact", person=contact.name)
    if held.seats.count() >= MOST:
        raise Refusal("A decision map holds at most %(most)s people.", field="contact", most=MOST)
    with once(seat_once_per_deal=lambda: _seated(contact)):
        seat = Seat.objects.create(deal=held, contact=contact, kind=kind, **known)
    refuse_erased([contact], field="contact")
    record("add_seat", on=seat, by=by, at=at, deal=held, person=contact.pk)
    return seat


def _seated(contact: Contact) -> Refusal:
    return Refusal("%(person)s has a seat in this deal already.", field="contact", person=contact.name)


@transaction.atomic
def change_seat(seat: Seat, *, edition: int | None = None, by: User, at: datetime, **known: Any) -> Seat:
    """`edition` is the one its author read; None asks nobody who was first. What is stored already is no change, and
    what is thought of a person is changed without being told."""
    seat = hold_seat(seat)
    changed = [name for name, value in known.items() if getattr(seat, name) != value]
    if not changed:
        return seat
    renew(seat, edition)
    for name in changed:
        setattr(seat, name, known[name])
    seat.save(update_fields=[*changed, "edition"])
    record("change_seat", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id)
    return seat


@transaction.atomic
def remove_seat(seat: Seat, *, by: User, at: datetime) -> None:
    """With the evidence on it and its lines."""
    seat = hold_seat(seat)
    record("remove_seat", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id)
    seat.delete()


def hold_seat(seat: Seat) -> Seat:
    """As it is now, with its deal held: whoever changes a map, erases a person or forgets a deal waits there."""
    held = hold(seat.deal).seats.select_related("contact").filter(pk=seat.pk).first()
    if held is None:
        raise off_the_chain()
    return held


def off_the_chain() -> Refusal:
    return Refusal("Somebody took this person off the chain meanwhile. Add them again if they still have a say.")


def gone() -> Refusal:
    """Of what hangs on a seat."""
    return Refusal("Somebody removed this meanwhile. Nothing is left to do.")
