"""The seats of a deal: who sits where in the customer's decision, and how they look at us."""

from datetime import date, datetime

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.domain.deals import SeatKind
from stakeholders.models import Contact, Deal, Seat, User


@transaction.atomic
def add_seat(
    deal: Deal,
    *,
    contact: Contact,
    kind: SeatKind,
    can_veto: bool = False,
    decides: bool = False,
    support: int | None = None,
    concern: str = "",
    last_contact_on: date | None = None,
    by: User,
    at: datetime,
) -> Seat:
    if contact.customer_id != deal.customer_id:
        raise Refusal("%(person)s is not a contact of this customer.", field="contact", person=contact.name)
    with once(seat_once_per_deal=lambda: _seated(contact)):
        seat = Seat.objects.create(
            deal=deal,
            contact=contact,
            kind=kind,
            can_veto=can_veto,
            decides=decides,
            support=support,
            concern=concern,
            last_contact_on=last_contact_on,
        )
    # Support and concern are opinions about a named person: they stay out of the journal.
    record("add_seat", on=seat, by=by, at=at, deal=deal, person=contact.name)
    return seat


def _seated(contact: Contact) -> Refusal:
    return Refusal("%(person)s has a seat in this deal already.", field="contact", person=contact.name)


@transaction.atomic
def change_seat(
    seat: Seat,
    *,
    kind: SeatKind,
    can_veto: bool,
    decides: bool,
    support: int | None,
    concern: str,
    last_contact_on: date | None,
    by: User,
    at: datetime,
) -> Seat:
    seat = Seat.objects.select_for_update(of=("self",)).select_related("contact", "deal__customer").get(pk=seat.pk)
    seat.kind, seat.can_veto, seat.decides = kind, can_veto, decides
    seat.support, seat.concern, seat.last_contact_on = support, concern, last_contact_on
    seat.save(update_fields=["kind", "can_veto", "decides", "support", "concern", "last_contact_on"])
    record("change_seat", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact.name)
    return seat


@transaction.atomic
def remove_seat(seat: Seat, *, by: User, at: datetime) -> None:
    record("remove_seat", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact.name)
    seat.delete()
