"""When people hear that something of theirs ends."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
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
    now = timezone.now()
    today = timezone.localdate(now)
    form = ForewarningForm(posted(request), today=today, initial={"valid_from": today})
    made = accepted(form, lambda: add_forewarning(**form.cleaned_data, by=request.user, at=now))
    if made:
        messages.success(request, _("In force from %(day)s on.") % {"day": made.valid_from.isoformat()})
        return go(request, "quotes:forewarnings")
    return render_screen(request, "quotes/forewarnings_new.html", {"form": form}, status=status_of(form))
