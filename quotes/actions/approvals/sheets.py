"""The life of an internal approval sheet: ordered by its reader, made or failed by a worker, taken away."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from dealdesk.kernel.refusals import Refusal
from dealdesk.later import later
from dealdesk.pdf import Pdf
from quotes.domain.proposals import Language
from quotes.models import ApprovalRequest, ApprovalSheet
from stakeholders.actions.journal import record
from stakeholders.models import Contact, Deal, User

EMPTIED = "Its pages went when somebody at the customer was erased: order it again."


@transaction.atomic
def order_sheet(*, request: ApprovalRequest, by: User, at: datetime) -> ApprovalSheet:
    """In its reader's language. While one is being made, it is that one."""
    sheet, _ = ApprovalSheet.objects.get_or_create(
        request=request, asked_by=by, language=Language(by.language), finished_at=None, defaults={"asked_at": at}
    )
    record("order_sheet", **_about(sheet), by=by, at=at)
    _set_later(sheet)
    return sheet


@transaction.atomic
def wake_sheet(*, sheet: ApprovalSheet) -> None:
    """Asks for it again, where its job may be gone."""
    _set_later(sheet)


def claim_sheet(*, sheet: int) -> ApprovalSheet | None:
    """The sheet if there is still something to do; each claim has its own attempt number, and only the last counts."""
    waiting = ApprovalSheet.objects.filter(pk=sheet, finished_at=None)
    if not waiting.update(attempts=F("attempts") + 1, progress=0):
        return None
    return waiting.select_related("request__version__quote__deal", "asked_by").first()


def note_sheet(*, sheet: ApprovalSheet, percent: int) -> None:
    _mine(sheet).filter(progress__lt=percent).update(progress=percent)


@transaction.atomic
def finish_sheet(*, sheet: ApprovalSheet, pdf: Pdf, snapshot: dict[str, Any], at: datetime) -> None:
    told: dict[str, Any] = {"sha256": pdf.sha256, "pages": pdf.pages}
    if _mine(sheet).update(pdf=pdf.content, snapshot=snapshot, progress=100, finished_at=at, **told):
        record("finish_sheet", **_about(sheet), by=sheet.asked_by, at=at, **told)


@transaction.atomic
def fail_sheet(*, sheet: ApprovalSheet, failure: str, at: datetime) -> None:
    if _mine(sheet).update(failure=failure[:300], finished_at=at):
        record("fail_sheet", **_about(sheet), by=sheet.asked_by, at=at)


@transaction.atomic
def take_sheet(*, sheet: ApprovalSheet, by: User, at: datetime) -> bytes:
    """The file, and the row that says who took which bytes: cost and margin leave the screen with them."""
    if sheet.is_emptied:
        raise Refusal(EMPTIED)
    if sheet.pdf is None:
        raise Refusal("This file is not ready yet.")
    record("take_sheet", **_about(sheet), by=by, at=at, sha256=sheet.sha256)
    return bytes(sheet.pdf)


def empty_sheets_of(contact: Contact) -> None:
    """What was told of the customer goes, in the transaction that erases the person."""
    _empty(ApprovalSheet.objects.filter(request__version__quote__customer=contact.customer_id))


def empty_sheets_in(deal: Deal) -> None:
    """The same of a deal whose retention has passed."""
    _empty(ApprovalSheet.objects.filter(request__version__quote__deal=deal))


def _empty(sheets: QuerySet[ApprovalSheet]) -> None:
    """What is being made is made anew: whoever is at work on it has read the name before."""
    sheets.exclude(sha256="").update(pdf=None, snapshot=None)
    under_way = sheets.filter(finished_at=None)
    under_way.update(attempts=F("attempts") + 1)
    for sheet in under_way:
        _set_later(sheet)


def _set_later(sheet: ApprovalSheet) -> None:
    one = f"approval-sheet-{sheet.pk}"
    later("quotes.set_sheet", lock=one, queueing_lock=one, sheet=sheet.pk)


def _mine(sheet: ApprovalSheet) -> QuerySet[ApprovalSheet]:
    return ApprovalSheet.objects.filter(pk=sheet.pk, finished_at=None, attempts=sheet.attempts)


def _about(sheet: ApprovalSheet) -> dict[str, Any]:
    version = sheet.request.version
    quote = version.quote
    return {"on": sheet.request, "deal": quote.deal, "number": quote.number, "version": version.mark}
