"""An internal approval sheet: ordered by its reader, told in the journal as a worker ends it, taken away, emptied."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dealdesk.kernel.refusals import Refusal
from dealdesk.later import later
from dealdesk.pdf import Pdf
from quotes.actions.orders import fail_order, finish_order
from quotes.domain.proposals import Language
from quotes.models import ApprovalRequest, ApprovalSheet
from quotes.models.orders import PaperOrderQuerySet
from stakeholders.actions.journal import record
from stakeholders.models import Contact, Deal, User

EMPTIED = "Its pages went when somebody at the customer was erased: order the file again."


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


@transaction.atomic
def finish_sheet(*, sheet: ApprovalSheet, pdf: Pdf, snapshot: dict[str, Any], at: datetime) -> None:
    if finish_order(order=sheet, pdf=pdf, snapshot=snapshot, at=at):
        record("finish_sheet", **_about(sheet), by=sheet.asked_by, at=at, sha256=pdf.sha256, pages=pdf.pages)


@transaction.atomic
def fail_sheet(*, sheet: ApprovalSheet, failure: Refusal, at: datetime) -> None:
    if fail_order(order=sheet, failure=failure, at=at):
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


def _empty(sheets: PaperOrderQuerySet[ApprovalSheet]) -> None:
    """What is being made is made anew: whoever is at work on it has read the name before."""
    sheets.exclude(sha256="").update(pdf=None, snapshot=None)
    under_way = sheets.unmade()
    under_way.update(attempts=F("attempts") + 1)
    for sheet in under_way:
        _set_later(sheet)


def _set_later(sheet: ApprovalSheet) -> None:
    one = f"approval-sheet-{sheet.pk}"
    later("quotes.set_sheet", lock=one, queueing_lock=one, sheet=sheet.pk)


def _about(sheet: ApprovalSheet) -> dict[str, Any]:
    version = sheet.request.version
    quote = version.quote
    return {"on": sheet.request, "deal": quote.deal, "number": quote.number, "version": version.mark}
