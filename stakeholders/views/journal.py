"""The timeline of a deal."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from stakeholders.models import Deal
from stakeholders.permissions import Act, deal_for
from stakeholders.queries.journal import timeline as timeline_of


@guard(Act.SEE_DEAL, deal_for)
def timeline(request: UserRequest, deal: Deal) -> HttpResponse:
    after = request.GET.get("after", "")
    context = {"deal": deal, "timeline": timeline_of(request.user, deal, after=after)}
    if request.htmx and after:
        return render_screen(request, "stakeholders/journal.html", context, part="events")
    context["header"] = deal_header(request.user, deal, timezone.now(), current="timeline")
    return render_screen(request, "stakeholders/journal.html", context)
