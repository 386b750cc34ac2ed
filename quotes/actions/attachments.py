"""Files of a round, of a competitor's offer and of a claim: attached, taken away by name, erased with a reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals.closing import hold_deal
from quotes.domain.attachments import Checked
from quotes.domain.rivals.words import Evidence
from quotes.models import Attachment, AttachmentContent, ClaimEdition, RivalOffer, Round, ValueClaim
from quotes.models.amendments import rounds_met
from stakeholders.actions.deals import hold
from stakeholders.actions.journal import record
from stakeholders.models import Contact, Deal, User


@transaction.atomic
def attach_files(*, round: Round, files: Sequence[Checked], by: User, at: datetime) -> None:
    """All of them or none: no more than a round may hold, and none that it holds already."""
    if not files:
        return
    # The deal first, as whoever erases a person takes it before the rounds they were at.
    deal = hold(round.quote.deal)
    held = Round.objects.select_for_update(of=("self",), no_key=True).select_related("quote").get(pk=round.pk)
    held.quote.deal = deal
    _attach(held.attachments.all(), files, round=held, attached_at=at, attached_by=by)
    record("attach_files", **_about(held), by=by, at=at, files=len(files), sha256=[file.sha256 for file in files])


@transaction.atomic
def attach_documents(*, offer: RivalOffer, files: Sequence[Checked], by: User, at: datetime) -> None:
    """What a competitor's offer is known by: with a document it is in writing, and what is in writing has a price."""
    deal = hold(offer.deal)
    held = RivalOffer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.pk)
    if held.amount is None:
        raise Refusal("An offer in writing has a price: fill it in, then attach the document.", field="attached")
    _attach(held.attachments.all(), files, rival=held, attached_at=at, attached_by=by)
    if held.evidence != Evidence.DOCUMENT:
        held.evidence, held.edition = Evidence.DOCUMENT, held.edition + 1
        held.save(update_fields=["evidence", "edition"])
    held.deal = deal
    record("attach_documents", **_shown(held), by=by, at=at, files=len(files), sha256=[file.sha256 for file in files])


@transaction.atomic
def attach_evidence(*, edition: ClaimEdition, files: Sequence[Checked], by: User, at: datetime) -> None:
    """What proves a claim of ours, attached to the edition that says so."""
    held = ValueClaim.objects.select_for_update().get(pk=edition.claim_id)
    if held.retired_at is not None:
        raise Refusal("This claim is retired and stays as it was. Put in a new one.", field="attached")
    _attach(edition.attachments.all(), files, claim=edition, attached_at=at, attached_by=by)
    proofs = [file.sha256 for file in files]
    record("attach_evidence", on=edition, by=by, at=at, metric=edition.metric_zh, files=len(files), sha256=proofs)


def _attach(there: QuerySet[Attachment], files: Sequence[Checked], **of: Any) -> None:
    """No more than may stand there, and none that does already."""
    kept = set(there.exclude(name="").values_list("sha256", flat=True))
    left = settings.ATTACHMENTS_A_ROUND - len(kept)
    if len(files) > left:
        message = "At most %(most)s files can stand here, and %(left)s more can be attached."
        raise Refusal(message, field="attached", most=settings.ATTACHMENTS_A_ROUND, left=max(left, 0))
    for file in files:
        if file.sha256 in kept:
            raise Refusal("%(name)s is attached here already.", field="attached", name=file.name)
        kept.add(file.sha256)
        facts = {"name": file.name, "kind": file.kind, "size": len(file.content), "sha256": file.sha256}
        made = Attachment.objects.create(**of, **facts)
        AttachmentContent.objects.create(attachment=made, content=file.content)


@transaction.atomic
def record_attachment_download(*, attachment: Attachment, by: User, at: datetime) -> bytes:
    """The file, and the row that says who took it: one is not had without the other."""
    content = _content(attachment)
    record("download_attachment", **_about(cast(Round, attachment.round)), by=by, at=at, sha256=attachment.sha256)
    return content


@transaction.atomic
def record_document_download(*, document: Attachment, by: User, at: datetime) -> bytes:
    """The same of a competitor's offer."""
    content = _content(document)
    record("download_document", **_shown(cast(RivalOffer, document.rival)), by=by, at=at, sha256=document.sha256)
    return content


@transaction.atomic
def record_evidence_download(*, evidence: Attachment, by: User, at: datetime) -> bytes:
    """The same of a claim."""
    content = _content(evidence)
    edition = cast(ClaimEdition, evidence.claim)
    record("download_evidence", on=edition, by=by, at=at, metric=edition.metric_zh, sha256=evidence.sha256)
    return content


def _content(file: Attachment) -> bytes:
    content = AttachmentContent.objects.filter(attachment=file).values_list("content", flat=True).first()
    if content is None:
        raise Refusal("This file has been erased: what it was is still said where it stood.")
    return bytes(content)


@transaction.atomic
def erase_attachment(*, attachment: Attachment, reason: str, by: User, at: datetime) -> None:
    """Name and content go; that there was a file, its kind, size and hash stay, and why it went."""
    about = _about(cast(Round, attachment.round))
    _erase(attachment, about["deal"], reason, by, at)
    record("erase_attachment", **about, by=by, at=at, sha256=attachment.sha256)


@transaction.atomic
def erase_document(*, document: Attachment, reason: str, by: User, at: datetime) -> None:
    """The same of a competitor's offer, which stays known in writing: somebody has seen it."""
    shown = _shown(cast(RivalOffer, document.rival))
    _erase(document, shown["deal"], reason, by, at)
    record("erase_document", **shown, by=by, at=at, sha256=document.sha256)


def _erase(file: Attachment, deal: Deal, reason: str, by: User, at: datetime) -> None:
    if not reason.strip():
        raise Refusal("Say why this file goes: the reason stays in its place.", field="reason")
    # The deal first, here too, whether it is open or not.
    hold_deal(deal.pk)
    gone, _ = AttachmentContent.objects.filter(attachment=file).delete()
    if not gone:
        raise Refusal("This file has been erased already.")
    erased = {"name": "", "erased_at": at, "erased_by": by, "erased_because": reason.strip()}
    Attachment.objects.filter(pk=file.pk).update(**erased)


def erase_files_of(contact: Contact) -> None:
    """Files of rounds at which, as they are told today, of their side this person alone was, or others who were erased
    too; and of offers that this person told us of."""
    alone = [met for met in rounds_met(contact) if not _met_others(met, contact)]
    _empty(Attachment.objects.filter(Q(round__in=alone) | Q(rival__teller=contact)))


def _met_others(met: Round, contact: Contact) -> bool:
    return any(other != contact and other.erased_at is None for other in met.now.theirs.all())


def forget_files_in(deal: Deal) -> None:
    """Those of a deal whose retention has passed."""
    _empty(Attachment.objects.filter(Q(round__quote__deal=deal) | Q(rival__deal=deal)))


def _empty(files: QuerySet[Attachment]) -> None:
    """That they were there stays, with their kind, size and hash."""
    AttachmentContent.objects.filter(attachment__in=files).delete()
    files.update(name="")


def _shown(offer: RivalOffer) -> dict[str, Any]:
    return {"on": offer, "deal": offer.deal, "rival": offer.rival}


def _about(round_: Round) -> dict[str, Any]:
    return {"on": round_, "deal": round_.quote.deal, "number": round_.quote.number, "round": round_.number}
