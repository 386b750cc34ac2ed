"""The signed contract as it lies on paper: stored once, and bound to what was signed off and to the offer."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.domain.signoffs import CLAUSES_ALONE, WHOLE, Offer, blockers
from contracts.models.checklists import Checklist
from contracts.models.signoffs import HASH, Contract, contract_of
from dealdesk.db import paired
from dealdesk.kernel.refusals import Blocker
from quotes.domain.attachments import LONGEST_NAME
from quotes.domain.lifecycle import VersionState
from quotes.models import QuoteVersion
from stakeholders.models import Deal, Typed

OF_WHAT_WAS_SIGNED = """
    IF NOT EXISTS (
        SELECT FROM stakeholders_deal d JOIN contracts_checklist c ON c.deal_id = d.id
          JOIN quotes_quoteversion v ON v.id = c.version_id
         WHERE d.id = NEW.deal_id AND d.stage = 'signed' AND c.id = NEW.checklist_id
           AND v.content_hash = NEW.offer_hash
           AND NOT EXISTS (SELECT FROM contracts_checklist n WHERE n.deal_id = d.id AND n.number > c.number)
    ) THEN
        RAISE EXCEPTION 'pgtrigger: a signed copy is of a signed deal, its last checklist and the offer of that';
    END IF;
    RETURN NEW;
"""
ERASED_ONCE = """
    IF OLD.erased_at IS NOT NULL
       OR to_jsonb(OLD) - 'name' - 'erased_at' - 'erased_by_id' - 'erased_because'
          IS DISTINCT FROM to_jsonb(NEW) - 'name' - 'erased_at' - 'erased_by_id' - 'erased_because'
       OR (NEW.erased_at IS NULL AND NEW.name IS DISTINCT FROM OLD.name) THEN
        RAISE EXCEPTION 'pgtrigger: a signed copy stays as it is, until it is erased with a reason';
    END IF;
    RETURN NEW;
"""
OF_WHAT_WAS_ERASED = """
    IF NOT EXISTS (SELECT FROM contracts_signedcopy c WHERE c.id = OLD.copy_id AND c.erased_at IS NOT NULL) THEN
        RAISE EXCEPTION 'pgtrigger: what was signed is kept; erase the copy with a reason';
    END IF;
    RETURN OLD;
"""


class SignedCopy(models.Model):
    """One PDF of the signed contract. A better scan is another row: none takes another's place. Of one that was stored
    by mistake name and content go, with a reason."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="signed_copies")
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="signed_copies")
    # Of all that the contract said, how that was written down, and of the offer that its checklist was made from.
    checklist_hash = models.CharField(max_length=64)
    hash_form = models.PositiveSmallIntegerField(default=CLAUSES_ALONE, db_default=CLAUSES_ALONE)
    offer_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    signed_on = models.DateField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True)
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    erased_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-kept_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deal", "sha256"], condition=Q(erased_at=None), name="signed_copy_stored_once"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=HASH, checklist_hash__regex=HASH, offer_hash__regex=HASH),
                name="signed_copy_is_bound",
            ),
            models.CheckConstraint(condition=Q(hash_form__in=[CLAUSES_ALONE, WHOLE]), name="signed_copy_form_known"),
            models.CheckConstraint(
                condition=(Q(erased_at=None, erased_because="") & ~Q(name=""))
                | (Q(erased_at__isnull=False, name="") & ~Q(erased_because="")),
                name="signed_copy_erased_with_a_reason",
            ),
            paired("kept", "signed_copy_kept_pair"),
            paired("erased", "signed_copy_erased_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="of_what_was_signed", when=pgtrigger.Before, operation=pgtrigger.Insert, func=OF_WHAT_WAS_SIGNED
            ),
            pgtrigger.Protect(name="signed_copies_stay", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="signed_copies_are_kept", when=pgtrigger.Before, operation=pgtrigger.Update, func=ERASED_ONCE
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.sha256


class SignedCopyContent(models.Model):
    """The bytes themselves, kept apart so that no list reads them; written once, and gone only with a reason."""

    copy = models.OneToOneField(SignedCopy, models.PROTECT, related_name="content")
    content = models.BinaryField()

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(name="signed_contents_are_kept", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="signed_contents_go_with_a_reason",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=OF_WHAT_WAS_ERASED,
            ),
        ]


def blockers_of(deal: Deal, tongue: str, today: date) -> tuple[Blocker, ...]:
    """All that keeps a deal from being signed; clauses are named in the reader's language. Of a deal that offered
    nothing there is nothing to read."""
    contract = contract_of(deal, today)
    if contract is not None:
        return blocked(contract, tongue)
    offered = QuoteVersion.objects.filter(quote__deal=deal, state__in=[VersionState.SENT, VersionState.ACCEPTED])
    unread = Blocker(message="Nobody has set the contract beside our clauses: make its checklist.")
    return (unread,) if offered.exists() else ()


def blocked(contract: Contract, tongue: str) -> tuple[Blocker, ...]:
    """One deal is signed for one offer: what else the customer accepted of it is named."""
    stops = [item.clause.title.to(tongue) for item in contract.stops]
    version = contract.checklist.version
    accepted = QuoteVersion.objects.filter(quote__deal=contract.checklist.deal_id, state=VersionState.ACCEPTED)
    others = accepted.exclude(pk=version.pk).select_related("quote").order_by("accepted_at", "id")
    offer = Offer(
        mark=version.mark,
        is_void=version.state == VersionState.VOID,
        is_accepted=version.state == VersionState.ACCEPTED,
        is_approved=version.is_approved,
        others=tuple(f"{one.quote.number} {one}" for one in others),
    )
    states = {role: contract.state(role) for role in contract.roles}
    return blockers(offer, stops, states, contract.rerouted)


# Where people type words about a customer: an erased person's name is crossed out there.
ABOUT_CUSTOMERS = (
    Typed(
        model=SignedCopy,
        customer="deal__customer",
        columns=("name", "erased_because"),
        guards=("signed_copies_are_kept",),
    ),
)
