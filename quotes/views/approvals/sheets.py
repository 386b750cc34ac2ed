"""A request for approval as a file, for those who see margins."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from quotes.actions import approvals as actions
from quotes.documents import approvals as document
from quotes.models import ApprovalRequest
from quotes.permissions import Act, request_for
from quotes.queries import approvals as queries


@guard(Act.SEE_COST, request_for, methods="POST")
def approval_sheet(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    now = timezone.now()
    made = document.sheet(queries.approval_screen(request.user, asked, now), by=request.user, at=now)
    actions.take_sheet(request=asked, sha256=made.sha256, by=request.user, at=now)
    name = f"{_('Internal')}-{asked.number}.pdf"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(made.content, content_type="application/pdf", headers=headers)
