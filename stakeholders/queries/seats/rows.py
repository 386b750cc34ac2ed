"""Who sits in a deal's decision: for those who may, with what they think of us."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from stakeholders.domain.people import Role
from stakeholders.models import Contact, Deal, Seat, SeatRelation, User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """Powers and opinions stay empty for readers who may not see them."""

    pk: int
    name: str
    title: str
    kind: str
    can_veto: bool
    decides: bool
    private: bool
    support: int | None = None
    concern: str = ""
    last_contact_on: date | None = None
    quiet_days: int | None = None


def seat_rows(user: User, deal: Deal, today: date) -> tuple[SeatRow, ...]:
    """Those who may approve first, then those who can veto, the rest by name; by name alone for who may not know."""
    shown = Act.SEE_SEATS.permits(user)
    first = ("-can_approve", "-can_veto") if shown else ()
    seats = deal.seats.select_related("contact").order_by(*first, "contact__name", "id")
    return tuple(_row(seat, shown, today) for seat in seats)


def _row(seat: Seat, shown: bool, today: date) -> SeatRow:
    known = SeatRow(
        pk=seat.pk,
        name=seat.contact.name,
        title=seat.contact.title,
        kind=seat.get_kind_display(),
        can_veto=False,
        decides=False,
        private=shown,
    )
    if not shown:
        return known
    return replace(
        known,
        can_veto=seat.can_veto,
        decides=seat.decides,
        support=seat.support,
        concern=seat.concern,
        last_contact_on=seat.last_contact_on,
        quiet_days=(today - seat.last_contact_on).days if seat.last_contact_on else None,
    )


def contacts_to_seat(deal: Deal) -> QuerySet[Contact]:
    """The customer's people who have no seat in this deal yet."""
    return Contact.objects.filter(customer=deal.customer_id, erased_at=None).exclude(seats__deal=deal)


def others_on_the_map(seat: Seat) -> QuerySet[Seat]:
    """Whom a line can lead to."""
    return (
        Seat.objects.filter(deal=seat.deal_id).exclude(pk=seat.pk).select_related("contact").order_by("contact__name")
    )


def colleagues_here() -> QuerySet[User]:
    """Who of us may be somebody to the customer's people: whoever works here and opens deals."""
    return User.objects.filter(is_active=True).exclude(role=Role.ADMIN).select_related("team").order_by("name")


def colleagues_for(seat: Seat, chosen: SeatRelation | None) -> QuerySet[User]:
    """Whose relation is to be changed; where none is chosen, whoever is nothing to this person yet."""
    if chosen:
        return colleagues_here().filter(pk=chosen.user_id)
    return colleagues_here().exclude(pk__in=seat.relations.values("user"))


def relation_with(seat: Seat, colleague: str) -> SeatRelation | None:
    """What a colleague is to this person already, by the number that a form or an address gives."""
    return seat.relations.filter(user=int(colleague)).first() if colleague.isdecimal() and len(colleague) < 19 else None
