"""The log of exchanges with a customer: logging one, correcting it where all can see, taking it back with a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.deals import change_deal, hold
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.models import Contact, Deal, Engagement, User


@transaction.atomic
def log_engagement(
    deal: Deal,
    *,
    held_on: date,
    contacts: Sequence[Contact],
    colleagues: Sequence[User],
    is_next_step: bool = False,
    corrects: Engagement | None = None,
    by: User,
    at: datetime,
    **fields: Any,
) -> Engagement:
    """`is_next_step` makes what was promised the deal's next step; `corrects` is the row that this one replaces."""
    deal = hold(deal)
    _check(deal, held_on, contacts, colleagues, at)
    replaced = _standing(corrects, deal) if corrects else None
    made = Engagement.objects.create(
        deal=deal, held_on=held_on, corrects=replaced, logged_at=at, logged_by=by, **fields
    )
    made.contacts.set(contacts)
    made.colleagues.set(colleagues)
    refuse_erased(contacts)
    record("correct_engagement" if corrects else "log_engagement", on=made, by=by, at=at, deal=deal, **_told(made))
    if made.promised and is_next_step:
        change_deal(deal, next_step=made.promised, next_step_on=made.promised_on, by=by, at=at)
    return made


@transaction.atomic
def remove_engagement(engagement: Engagement, *, reason: str, by: User, at: datetime) -> Engagement:
    """It stays to be read, struck through, and proves nothing any more."""
    deal = hold(engagement.deal)
    held = _standing(engagement, deal)
    if not reason.strip():
        raise Refusal("Say why it is removed: others have read it.", field="reason")
    held.removed_reason, held.removed_at, held.removed_by = reason.strip(), at, by
    held.save(update_fields=["removed_reason", "removed_at", "removed_by"])
    record("remove_engagement", on=held, by=by, at=at, deal=deal, **_told(held))
    return held


def _told(engagement: Engagement) -> dict[str, Any]:
    """For the journal: what it was and with whom, never what was learned."""
    met = sorted(engagement.contacts.values_list("pk", flat=True))
    return {"kind": engagement.kind, "held_on": engagement.held_on.isoformat(), "contacts": met}


def _check(deal: Deal, held_on: date, contacts: Sequence[Contact], colleagues: Sequence[User], at: datetime) -> None:
    if not contacts:
        raise Refusal("Choose who of the customer was there.", field="contacts")
    if not colleagues:
        raise Refusal("Choose who of us was there.", field="colleagues")
    for contact in contacts:
        if contact.customer_id != deal.customer_id:
            raise Refusal("%(person)s is not a contact of this customer.", field="contacts", person=contact.name)
    if held_on > timezone.localdate(at):
        raise Refusal("A contact that has been made cannot lie in the future.", field="held_on")


def _standing(engagement: Engagement, deal: Deal) -> Engagement:
    """Locked, and still the last word; the deal's lock keeps two changes of one row apart."""
    held = Engagement.objects.select_for_update(of=("self",)).select_related("correction").get(pk=engagement.pk)
    if held.deal_id != deal.pk:
        raise Refusal("This entry belongs to another deal.")
    if held.removed_at:
        raise Refusal("This entry has been removed.")
    if hasattr(held, "correction"):
        raise _corrected_meanwhile()
    return held


def _corrected_meanwhile() -> Refusal:
    return Refusal("Somebody else has corrected this entry. Look at the newer one.")
