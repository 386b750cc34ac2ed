"""How long approvals hold: everybody may read it, an administrator says it."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dated import state_anew
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from quotes.actions.deadlines import add_deadlines
from quotes.forms.deadlines import DeadlinesForm
from quotes.permissions import Act
from quotes.queries.deadlines import deadlines_rows


@guard(Act.SEE_POLICY)
def deadlines(request: UserRequest) -> HttpResponse:
    context = {"rows": deadlines_rows(timezone.localdate()), "may_edit": Act.EDIT_POLICY.permits(request.user)}
    return render_screen(request, "quotes/deadlines.html", context)


@guard(Act.EDIT_POLICY, methods="GET POST")
def deadlines_new(request: UserRequest) -> HttpResponse:
    at = timezone.now()
    return state_anew(
        request, DeadlinesForm, add_deadlines, template="quotes/deadlines_new.html", then="quotes:deadlines", at=at
    )
