"""What is asked before a deal is signed, and the signed copy: stored once, taken by name, erased with a reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from contracts.domain.signoffs import WHOLE
from contracts.models import SignedCopy, SignedCopyContent
from contracts.models.signing import blockers_of
from contracts.models.signoffs import contract_of
from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.web.refusals import translated
from quotes.domain.attachments import Checked, FileKind
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User


def refuse_unsigned(deal: Deal, at: datetime) -> None:
    """Of a deal that its caller holds: every reason at once, each a sentence of its own."""
    found = blockers_of(deal, get_language() or "zh", timezone.localdate(at))
    if found:
        raise Refusal("%(reasons)s", reasons=" ".join(translated(one.message, dict(one.params)) for one in found))


@transaction.atomic
def keep_signed_copy(*, deal: Deal, file: Checked, signed_on: date, by: User, at: datetime) -> SignedCopy:
    """Of a signed deal, whose contract changes no more: bound to all that was signed off and to its offer."""
    held = Deal.objects.select_for_update(of=("self",), no_key=True).get(pk=deal.pk)
    if held.stage != Stage.SIGNED:
        raise Refusal("The deal is not signed yet: close it as signed, then store the copy.")
    if signed_on > timezone.localdate(at):
        raise Refusal("A contract that is signed was signed today or earlier.", field="signed_on")
    if file.kind is not FileKind.PDF:
        raise Refusal("The signed copy is a PDF: scan it, or print it to one.", field="attached")
    contract = contract_of(held, timezone.localdate(at))
    if contract is None:
        raise Refusal("This deal was signed without a checklist: there is nothing a copy could be held against.")
    said = Refusal("%(name)s is stored here already.", field="attached", name=file.name)
    with once(signed_copy_stored_once=lambda: said):
        made = SignedCopy.objects.create(
            deal=held,
            checklist=contract.checklist,
            checklist_hash=contract.whole,
            hash_form=WHOLE,
            offer_hash=contract.checklist.version.content_hash,
            name=file.name,
            size=len(file.content),
            sha256=file.sha256,
            signed_on=signed_on,
            kept_at=at,
            kept_by=by,
        )
    SignedCopyContent.objects.create(copy=made, content=file.content)
    record("keep_signed_copy", on=made, by=by, at=at, deal=held, sha256=made.sha256)
    return made


@transaction.atomic
def record_copy_download(*, copy: SignedCopy, by: User, at: datetime) -> bytes:
    """The file, and the row that says who took it: one is not had without the other."""
    content = SignedCopyContent.objects.values_list("content", flat=True).filter(copy=copy).first()
    if content is None:
        raise Refusal("This file has been erased: what it was is still said where it stood.")
    record("download_signed_copy", on=copy, by=by, at=at, deal=copy.deal, sha256=copy.sha256)
    return bytes(content)


@transaction.atomic
def erase_signed_copy(*, copy: SignedCopy, reason: str, by: User, at: datetime) -> SignedCopy:
    """Stored by mistake: name and content go; that it was there, its hash and what it was bound to stay, and why."""
    if not reason.strip():
        raise Refusal("Say why this file goes: the reason stays in its place.", field="reason")
    Deal.objects.select_for_update(of=("self",), no_key=True).get(pk=copy.deal_id)
    held = SignedCopy.objects.select_for_update(of=("self",)).select_related("deal").get(pk=copy.pk)
    if held.erased_at is not None:
        raise StaleRefusal("This file has been erased already.")
    held.name, held.erased_at, held.erased_by, held.erased_because = "", at, by, reason.strip()
    held.save(update_fields=["name", "erased_at", "erased_by", "erased_because"])
    SignedCopyContent.objects.filter(copy=held).delete()
    record("erase_signed_copy", on=held, by=by, at=at, deal=held.deal, sha256=held.sha256)
    return held
