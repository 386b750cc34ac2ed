"""Finished and failed exports and internal sheets without a press: one small real PDF, stored as a worker stores it."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf

from dealdesk.kernel.refusals import Refusal
from dealdesk.pdf import Pdf
from quotes.actions.approvals import finish_sheet, order_sheet
from quotes.actions.orders import claim_order
from quotes.actions.proposals import claim_export, fail_export, finish_export, request_export
from quotes.models import ApprovalRequest, ApprovalSheet, ProposalExport, QuoteVersion
from stakeholders.models import User


@cache
def pdf() -> Pdf:
    """A blank sheet of A4, as good as any other to be stored, stamped and handed out."""
    made = BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(595, 842))
        file.save(made, deterministic_id=True)
    content = made.getvalue()
    return Pdf(content=content, pages=1, sha256=sha256(content).hexdigest())


def finished(export: ProposalExport, at: datetime, made: Pdf | None = None, **says: Any) -> ProposalExport:
    """Each export on a paper of its own, where the bytes are the same too; what it `says` is its snapshot."""
    claimed = claim_export(export=export.pk)
    assert claimed is not None
    assert finish_export(export=claimed, key=f"{export.pk:064}", pdf=made or pdf(), snapshot=says, at=at)
    return ProposalExport.objects.get(pk=export.pk)


def sheet(request: ApprovalRequest, by: User, at: datetime) -> ApprovalSheet:
    """The internal sheet of a request, as a worker leaves it for its reader."""
    claimed = claim_order(orders=ApprovalSheet.objects.all(), order=order_sheet(request=request, by=by, at=at).pk)
    assert claimed is not None
    finish_sheet(sheet=claimed, pdf=pdf(), snapshot={}, at=at)
    return ApprovalSheet.objects.get(pk=claimed.pk)


def made(version: QuoteVersion, by: User, at: datetime) -> ProposalExport:
    return finished(request_export(version=version, by=by, at=at), at)


def failed(export: ProposalExport, at: datetime, *, by_machine: bool = True) -> ProposalExport:
    claimed = claim_export(export=export.pk)
    assert claimed is not None
    fail_export(
        export=claimed,
        failure=Refusal("Laying the document out took too long: shorten it, or split the quote in two."),
        by_machine=by_machine,
        at=at,
    )
    return ProposalExport.objects.get(pk=export.pk)
