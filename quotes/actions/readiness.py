"""The gate before a price leaves: acknowledged value, and the word of whoever lets a version out in spite of a gap."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import label
from quotes.domain.approvals import RAN_OUT
from quotes.domain.lifecycle import VersionState
from quotes.domain.readiness import Requirement, Standing
from quotes.models import QuoteVersion, ReadinessOverride, ValueWord
from quotes.models.readiness import known_of
from stakeholders.actions.budgets import freeze_budget
from stakeholders.actions.deals import hold
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.models import Contact, Deal, User


@transaction.atomic
def note_value(*, deal: Deal, contact: Contact, on: date, said: str, by: User, at: datetime) -> ValueWord:
    """Who at the customer acknowledged the value, on which day, in what words."""
    held = hold(deal)
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
def pass_over(
    *, version: QuoteVersion, passed: Iterable[Requirement], reason: str, by: User, at: datetime
) -> ReadinessOverride:
    """Takes the responsibility for one version and for what is missing now, by name: what turns out to be missing
    later still blocks, and so does the next version."""
    held = hold(version.quote.deal)
    stored = QuoteVersion.objects.select_related("quote").get(pk=version.pk)
    if stored.state != VersionState.SUBMITTED:
        message = "V%(number)s does not wait to be sent: what is missing is passed over for a version that does."
        raise Refusal(message, number=stored.mark)
    missing = {one.requirement for one in known_of(held).gate(stored.pk).blocking}
    over = [word for word in Requirement if word in missing and word in set(passed)]
    if not over:
        raise Refusal("Nothing of this is missing any more: V%(number)s can be sent.", number=stored.mark)
    if not reason.strip():
        raise Refusal(
            "Say why it goes out although something is missing: the reason stays with the deal.", field="reason"
        )
    made = ReadinessOverride.objects.create(
        deal=held, version=stored, passed=over, reason=reason.strip(), passed_at=at, passed_by=by
    )
    facts = {"number": stored.quote.number, "version": stored.mark, "passed": over, "reason": made.reason}
    record("pass_over_version", on=made, by=by, at=at, deal=held, **facts)
    return made


def check_ready(version: QuoteVersion) -> None:
    """What was sent passed the gate then, and nothing is asked of it again. All that is missing is on the gate's own
    page, the refusal names the first of it."""
    if version.sent_at is None and (gaps := _gaps(version)):
        raise Refusal(
            "V%(number)s is not ready to go out: %(what)s is missing, and %(n)s in all. See to it on the readiness "
            "page, or say there why it goes out anyway.",
            number=version.mark,
            what=label(gaps[0].requirement),
            n=len(gaps),
        )


def let_out(version: QuoteVersion, *, told_on: date | None = None, by: User, at: datetime) -> None:
    """The one door through which a price reaches the customer, whatever carries it. The first one freezes the budget.

    `told_on` is the day on which it was said, where no action asked before whether its approval holds. It holds the
    deal: whoever comes here locks no quote afterwards that it did not hold before.
    """
    if told_on and version.sent_at is None:
        _refuse_lapsed(version, told_on)
    check_ready(version)
    freeze_for(version, by=by, at=at)


def _refuse_lapsed(version: QuoteVersion, told_on: date) -> None:
    """What was said while the approval held may be written down later."""
    held_until = version.requests.order_by("-requested_at", "-id").values_list("holds_until", flat=True).first()
    if held_until is not None and held_until < told_on:
        raise Refusal(RAN_OUT, number=version.mark)


def is_ready(version: QuoteVersion) -> bool:
    """The same question of what can also be made so that it stays in the house."""
    return version.sent_at is not None or not _gaps(version)


def _gaps(version: QuoteVersion) -> tuple[Standing, ...]:
    return known_of(version.quote.deal).gate(version.pk).blocking


def freeze_for(version: QuoteVersion, *, by: User, at: datetime) -> None:
    """The budget, for a price that goes out; what was sent found it frozen, or froze it."""
    if version.sent_at is None:
        freeze_budget(version.quote.deal, quote=version.quote.number, by=by, at=at)
