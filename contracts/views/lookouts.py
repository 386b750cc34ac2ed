"""How far ahead we look for what follows a signature."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.lookouts import add_lookout
from contracts.forms.lookouts import LookoutForm
from contracts.permissions import Act
from contracts.queries.lookouts import lookout_rows
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen


@guard(Act.SEE_LOOKOUTS)
def lookouts(request: UserRequest) -> HttpResponse:
    may_edit = Act.EDIT_LOOKOUTS.permits(request.user)
    context = {"rows": lookout_rows(timezone.localdate()), "may_edit": may_edit}
    return render_screen(request, "contracts/lookouts.html", context)


@guard(Act.EDIT_LOOKOUTS, methods="GET POST")
def lookout_new(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = LookoutForm(posted(request), today=today, initial={"valid_from": today})
    made = accepted(form, lambda: add_lookout(**form.cleaned_data, by=request.user, at=now))
    if made:
        messages.success(request, _("In force from %(day)s on.") % {"day": made.valid_from.isoformat()})
        return go(request, "contracts:lookouts")
    return render_screen(request, "contracts/lookouts_new.html", {"form": form}, status=status_of(form))
