"""When people hear that something of theirs ends."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dated import state_anew
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from quotes.actions.forewarnings import add_forewarning
from quotes.forms.forewarnings import ForewarningForm
from quotes.permissions import Act
from quotes.queries.forewarnings import forewarning_rows


@guard(Act.SEE_FOREWARNINGS)
def forewarnings(request: UserRequest) -> HttpResponse:
    may_edit = Act.EDIT_FOREWARNINGS.permits(request.user)
    context = {"rows": forewarning_rows(timezone.localdate()), "may_edit": may_edit}
    return render_screen(request, "quotes/forewarnings.html", context)


@guard(Act.EDIT_FOREWARNINGS, methods="GET POST")
def forewarning_new(request: UserRequest) -> HttpResponse:
    at = timezone.now()
    return state_anew(
        request,
        ForewarningForm,
        add_forewarning,
        template="quotes/forewarnings_new.html",
        then="quotes:forewarnings",
        at=at,
    )
