"""What somebody of ours heard or saw of a person."""

from datetime import date, datetime

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.editions import renew
from stakeholders.actions.journal import record
from stakeholders.actions.seats.seat import gone, hold_seat
from stakeholders.domain.seats.words import Channel, EvidenceKind
from stakeholders.models import Seat, SeatEvidence, User


@transaction.atomic
def add_evidence(
    seat: Seat, *, on: date, channel: Channel, kind: EvidenceKind, text: str, by: User, at: datetime
) -> SeatEvidence:
    """Whoever writes it down is its author. What we heard from the person themselves is a contact with them too."""
    if not text.strip():
        raise Refusal("Write what was said or seen.", field="text")
    seat = hold_seat(seat)
    made = SeatEvidence.objects.create(
        seat=seat, on=on, channel=channel, kind=kind, text=text.strip(), author=by, created_at=at
    )
    if channel not in {Channel.DOCUMENT, Channel.HEARSAY} and (seat.last_contact_on or date.min) < on:
        renew(seat, None)
        seat.last_contact_on = on
        seat.save(update_fields=["last_contact_on", "edition"])
    record("add_evidence", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id)
    return made


@transaction.atomic
def remove_evidence(evidence: SeatEvidence, *, by: User, at: datetime) -> None:
    """Only its author takes back what they wrote."""
    if evidence.author_id != by.pk:
        raise Refusal("Only whoever wrote it down may take it back.")
    seat = hold_seat(evidence.seat)
    if not seat.evidence.filter(pk=evidence.pk).exists():
        raise gone()
    record("remove_evidence", on=seat, by=by, at=at, deal=seat.deal, person=seat.contact_id)
    evidence.delete()
