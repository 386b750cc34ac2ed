"""How long approvals hold: everybody may read it, an administrator says it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
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
    now = timezone.now()
    today = timezone.localdate(now)
    form = DeadlinesForm(posted(request), today=today, initial={"valid_from": today})
    made = accepted(form, lambda: add_deadlines(**form.cleaned_data, by=request.user, at=now))
    if made:
        messages.success(request, _("In force from %(day)s on.") % {"day": made.valid_from.isoformat()})
        return go(request, "quotes:deadlines")
    return render_screen(request, "quotes/deadlines_new.html", {"form": form}, status=status_of(form))
