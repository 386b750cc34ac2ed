"""A request for approval as a file, for those who see margins: ordered, watched while it is made, and taken away."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.files import PAPER, download
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part
from quotes.actions import approvals as actions
from quotes.documents import approvals as documents
from quotes.models import ApprovalRequest, ApprovalSheet
from quotes.permissions import Act, request_for, sheet_for
from quotes.queries import approvals as queries


@guard(Act.SEE_COST, request_for, methods="POST")
def approval_sheet(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    ordered = actions.order_sheet(request=asked, by=request.user, at=timezone.now())
    return go(request, "quotes:sheet", sheet=ordered.pk)


@guard(Act.SEE_COST, sheet_for)
def sheet(request: UserRequest, sheet: ApprovalSheet) -> HttpResponse:
    """How far it is; while it is being made the page asks for its part again."""
    if wants_part(request):
        return render_screen(request, "quotes/sheet.html#progress", {"sheet": sheet})
    deal = sheet.request.version.quote.deal
    context = {
        "sheet": sheet,
        "earlier": queries.earlier_sheets(sheet),
        "deal": deal,
        "header": deal_header(request.user, deal, timezone.now(), current="approvals"),
    }
    return render_screen(request, "quotes/sheet.html", context)


@guard(Act.SEE_COST, sheet_for)
def sheet_download(request: UserRequest, sheet: ApprovalSheet) -> HttpResponse:
    content = actions.take_sheet(sheet=sheet, by=request.user, at=timezone.now())
    return download(content, documents.file_name(sheet), PAPER)
