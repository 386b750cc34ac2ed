"""One person on the map: what we know of them, since when, and how they are tied to the others."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from stakeholders.domain.engagements import proved
from stakeholders.models import Engagement, Seat, SeatEvidence, SeatLine, SeatRelation, User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    evidence: SeatEvidence
    days: int
    is_stale: bool
    may_remove: bool


@dataclass(frozen=True, kw_only=True)
class SeatScreen:
    """`met` is the log of this person in this deal: evidence, too, that stands where it was logged. `proved` is the
    coverage that it proves, last `proved_on` a day, whatever was chosen by hand; "" and None where they were never met
    and answered none of our messages."""

    evidence: tuple[EvidenceRow, ...]
    met: tuple[Engagement, ...]
    proved: str
    proved_on: date | None
    lines: tuple[SeatLine, ...]
    relations: tuple[SeatRelation, ...]


def seat_screen(user: User, seat: Seat, *, today: date) -> SeatScreen | None:
    """Four statements; nothing for readers who may not see what is thought of people."""
    if not Act.SEE_SEATS.permits(user):
        return None
    rows = seat.evidence.select_related("author").order_by("-on", "-id")
    lines = SeatLine.objects.filter(Q(start=seat) | Q(end=seat)).select_related("start__contact", "end__contact")
    standing = Engagement.objects.standing().filter(deal=seat.deal_id, contacts=seat.contact_id)
    met = tuple(standing.select_related("logged_by").order_by("-held_on", "-id"))
    answered = [one for one in met if one.is_answered]
    return SeatScreen(
        evidence=tuple(_row(one, seat, user, today) for one in rows),
        met=met,
        proved=gettext(proved(len(answered)).label) if answered else "",
        proved_on=answered[0].held_on if answered else None,
        lines=tuple(lines.order_by("kind", "id")),
        relations=tuple(seat.relations.select_related("user").order_by("user__name", "id")),
    )


def _row(evidence: SeatEvidence, seat: Seat, user: User, today: date) -> EvidenceRow:
    days = (today - evidence.on).days
    return EvidenceRow(
        evidence=evidence, days=days, is_stale=days > seat.stale_after, may_remove=evidence.author_id == user.pk
    )
