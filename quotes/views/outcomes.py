"""What closed deals have in common, for whoever may open them."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import render_screen
from quotes.queries.outcomes import SPANS, USUAL, outcomes_screen
from stakeholders.permissions import Act


@guard(Act.SEE_OUTCOMES)
def outcomes(request: UserRequest) -> HttpResponse:
    asked = id_of(request, "months")
    months, mine = asked if asked in SPANS else USUAL, "mine" in request.GET
    screen = outcomes_screen(request.user, timezone.localdate(), months=months, mine=mine)
    return render_screen(request, "quotes/outcomes.html", {"screen": screen, "spans": SPANS, "mine": mine})
