"""The gate before a quote leaves: acknowledged value, and the word of whoever sends although something is missing."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label
from quotes.domain.readiness import Requirement
from quotes.models import ReadinessOverride, ValueWord
from quotes.models.readiness import readiness_of
from stakeholders.actions.deals import refuse_when_closed
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.models import Contact, Deal, User


@transaction.atomic
def note_value(*, deal: Deal, contact: Contact, on: date, said: str, by: User, at: datetime) -> ValueWord:
    """Who at the customer acknowledged the value, on which day, in what words."""
    held = _held(deal)
    if contact.customer_id != held.customer_id:
        raise Refusal("%(person)s is not a contact of this customer.", field="contact", person=contact.name)
    if on > timezone.localdate(at):
        raise Refusal("What was said has been said already: choose today or an earlier day.", field="on")
    if not said.strip():
        raise Refusal("Write down what they said: the words are the evidence.", field="said")
    made = ValueWord.objects.create(deal=held, contact=contact, on=on, said=said.strip(), noted_at=at, noted_by=by)
    refuse_erased([contact], field="contact")
    # What a named person thinks stays out of the journal.
    record("note_value", on=made, by=by, at=at, deal=held, person=contact.pk)
    return made


def forget_words_of(contact: Contact) -> None:
    """What an erased person acknowledged, in the transaction that erases them."""
    ValueWord.objects.filter(contact=contact).delete()


def forget_words_in(deal: Deal) -> None:
    """The same of a deal whose retention has passed."""
    ValueWord.objects.filter(deal=deal).delete()


@transaction.atomic
def pass_over(*, deal: Deal, passed: Iterable[Requirement], reason: str, by: User, at: datetime) -> ReadinessOverride:
    """Takes the responsibility for what is missing now, by name; what turns out to be missing later still blocks."""
    held = _held(deal)
    missing = {one.requirement for one in readiness_of(held).blocking}
    over = [word for word in Requirement if word in missing and word in set(passed)]
    if not over:
        raise Refusal("Nothing of this is missing any more: the quote can be sent.")
    if not reason.strip():
        raise Refusal(
            "Say why it goes out although something is missing: the reason stays with the deal.", field="reason"
        )
    made = ReadinessOverride.objects.create(deal=held, passed=over, reason=reason.strip(), passed_at=at, passed_by=by)
    record("pass_over", on=made, by=by, at=at, deal=held, passed=over, reason=made.reason)
    return made


def check_ready(deal: Deal) -> None:
    """Before anything goes to the customer: all of it is on the gate's own page, the refusal names the first gap."""
    gaps = readiness_of(deal).blocking
    if gaps:
        raise Refusal(
            "Not ready to be quoted: %(what)s is missing, and %(n)s in all. See to it on the readiness page, or say "
            "there why it goes out anyway.",
            what=label(gaps[0].requirement),
            n=len(gaps),
        )


def _held(deal: Deal) -> Deal:
    held = Deal.objects.select_for_update(of=("self",), no_key=True).select_related("customer").get(pk=deal.pk)
    refuse_when_closed(held)
    return held
