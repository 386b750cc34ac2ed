"""Whether a PDF is ours, asked by a program for somebody who is logged in: one file in, one JSON object out."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from quotes.forms.proposals import CheckForm
from quotes.permissions import Act
from quotes.queries.proposals import Checked, checked


@guard(Act.VERIFY_PAPER, methods="POST")
def check_proposal(request: UserRequest) -> HttpResponse:
    """The same answer as on the screen, and the same sight: what is of no deal of theirs is unknown."""
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    return JsonResponse(_told(checked(request.user, form.cleaned_data["file"], timezone.localdate())))


def _told(found: Checked) -> dict[str, Any]:
    told: dict[str, Any] = {"verdict": found.verdict, "sha256": found.sha256}
    if found.claims:
        told["claims"] = found.claims
    if found.row:
        export = found.row.export
        told |= {
            "number": export.version.quote.number,
            "version": export.version.mark,
            "kind": export.kind,
            "language": export.language,
            "stands": not (found.row.why or found.row.refused),
        }
    if found.sheet:
        told["kind"] = "internal_sheet"
    if found.copy:
        told |= {"stamp": found.copy.stamp, "handed_at": found.copy.handed_at.isoformat()}
    return told
