"""Files of a round: attached with it or later, taken away by name, erased with a reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals.closing import hold_deal
from quotes.domain.attachments import Checked
from quotes.models import Attachment, AttachmentContent, Round
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
    _refuse_too_many(held, len(files))
    known = set(Attachment.objects.filter(round=held).exclude(name="").values_list("sha256", flat=True))
    for file in files:
        if file.sha256 in known:
            raise Refusal("%(name)s is attached to this round already.", field="attached", name=file.name)
        known.add(file.sha256)
        facts = {"name": file.name, "kind": file.kind, "size": len(file.content), "sha256": file.sha256}
        made = Attachment.objects.create(round=held, attached_at=at, attached_by=by, **facts)
        AttachmentContent.objects.create(attachment=made, content=file.content)
    record("attach_files", **_about(held), by=by, at=at, files=len(files), sha256=[file.sha256 for file in files])


def _refuse_too_many(held: Round, more: int) -> None:
    most = settings.ATTACHMENTS_A_ROUND
    left = most - Attachment.objects.filter(round=held).exclude(name="").count()
    if more > left:
        message = "A round holds at most %(most)s files, and %(left)s more can be attached to this one."
        raise Refusal(message, field="attached", most=most, left=max(left, 0))


@transaction.atomic
def record_attachment_download(*, attachment: Attachment, by: User, at: datetime) -> bytes:
    """The file, and the row that says who took it: one is not had without the other."""
    content = AttachmentContent.objects.filter(attachment=attachment).values_list("content", flat=True).first()
    if content is None:
        raise Refusal("This file has been erased: what it was is still said on the page of the round's files.")
    record("download_attachment", **_about(attachment.round), by=by, at=at, sha256=attachment.sha256)
    return bytes(content)


@transaction.atomic
def erase_attachment(*, attachment: Attachment, reason: str, by: User, at: datetime) -> None:
    """Name and content go; that there was a file, its kind, size and hash stay, and why it went."""
    if not reason.strip():
        raise Refusal("Say why this file goes: the reason stays in its place.", field="reason")
    # The deal first, here too, whether it is open or not.
    hold_deal(attachment.round.quote.deal_id)
    gone, _ = AttachmentContent.objects.filter(attachment=attachment).delete()
    if not gone:
        raise Refusal("This file has been erased already.")
    erased = {"name": "", "erased_at": at, "erased_by": by, "erased_because": reason.strip()}
    Attachment.objects.filter(pk=attachment.pk).update(**erased)
    record("erase_attachment", **_about(attachment.round), by=by, at=at, sha256=attachment.sha256)


def erase_files_of(contact: Contact) -> None:
    """Files of rounds at which, as they are told today, of their side this person alone was, or others who were erased
    too."""
    alone = [met for met in rounds_met(contact) if not _met_others(met, contact)]
    _empty(Attachment.objects.filter(round__in=alone))


def _met_others(met: Round, contact: Contact) -> bool:
    return any(other != contact and other.erased_at is None for other in met.now.theirs.all())


def forget_files_in(deal: Deal) -> None:
    """Those of a deal whose retention has passed."""
    _empty(Attachment.objects.filter(round__quote__deal=deal))


def _empty(files: QuerySet[Attachment]) -> None:
    """That they were there stays, with their kind, size and hash."""
    AttachmentContent.objects.filter(attachment__in=files).delete()
    files.update(name="")


def _about(round_: Round) -> dict[str, Any]:
    return {"on": round_, "deal": round_.quote.deal, "number": round_.quote.number, "round": round_.number}
