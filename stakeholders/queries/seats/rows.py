"""Who sits in a deal's decision, for everybody who opens it, and who else could."""

from dataclasses import dataclass

from django.db.models import QuerySet

from stakeholders.domain.people import Role
from stakeholders.models import Contact, Deal, Seat, SeatRelation, User


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """Who they are, and nothing of what we think of them: that is read where reading it is noted."""

    pk: int
    name: str
    title: str
    kind: str


def seat_rows(deal: Deal) -> tuple[SeatRow, ...]:
    """By name: any other order would tell who decides."""
    seats = deal.seats.select_related("contact").order_by("contact__name", "id")
    return tuple(
        SeatRow(pk=seat.pk, name=seat.contact.name, title=seat.contact.title, kind=seat.get_kind_display())
        for seat in seats
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


def relation_with(seat: Seat, colleague: int | None) -> SeatRelation | None:
    """What a colleague is to this person already."""
    return seat.relations.filter(user=colleague).first() if colleague is not None else None
