"""What to do about four things that customers say, with the figures of one deal."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from quotes.queries.situations import situations_screen
from stakeholders.models import Deal
from stakeholders.permissions import Act, deal_for


@guard(Act.SEE_SITUATIONS, deal_for)
def situations(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "screen": situations_screen(request.user, deal, timezone.localdate(now)),
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="overview"),
    }
    return render_screen(request, "quotes/situations.html", context)
