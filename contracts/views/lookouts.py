"""How far ahead we look for what follows a signature."""

from django.http import HttpResponse
from django.utils import timezone

from contracts.actions.lookouts import add_lookout
from contracts.forms.lookouts import LookoutForm
from contracts.permissions import Act
from contracts.queries.lookouts import lookout_rows
from dealdesk.web.dated import state_anew
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen


@guard(Act.SEE_LOOKOUTS)
def lookouts(request: UserRequest) -> HttpResponse:
    may_edit = Act.EDIT_LOOKOUTS.permits(request.user)
    context = {"rows": lookout_rows(timezone.localdate()), "may_edit": may_edit}
    return render_screen(request, "contracts/lookouts.html", context)


@guard(Act.EDIT_LOOKOUTS, methods="GET POST")
def lookout_new(request: UserRequest) -> HttpResponse:
    at = timezone.now()
    return state_anew(
        request, LookoutForm, add_lookout, template="contracts/lookouts_new.html", then="contracts:lookouts", at=at
    )
