"""Our own incidents under anybody's wording, on one screen."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.sla import add_wording, keep_incidents, retire_wording
from contracts.forms.sla import IncidentsForm, PartsForm, ReplayForm, WordingForm
from contracts.models import SlaWording
from contracts.permissions import Act, wording_for
from contracts.queries.sla import parts_screen, replay_screen, wrong_rows
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen, wants_part


@guard(Act.SEE_SLA)
def sla(request: UserRequest) -> HttpResponse:
    form = ReplayForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"log": None, "fee": None, "deal": None}
    context = {
        "form": form,
        "screen": replay_screen(request.user, timezone.localdate(), **asked),
        "may_edit": Act.EDIT_SLA.permits(request.user),
    }
    return render_screen(request, "contracts/sla.html#found" if wants_part(request) else "contracts/sla.html", context)


@guard(Act.SEE_SLA)
def parts(request: UserRequest) -> HttpResponse:
    """What parts make of a whole; nothing is kept."""
    form = PartsForm(request.GET or None)
    told = form.cleaned_data if form.is_valid() else None
    screen = parts_screen(told["parts"], told["year"], told["promise"]) if told else None
    return render_screen(request, "contracts/sla_parts.html", {"form": form, "screen": screen})


@guard(Act.EDIT_SLA, methods="GET POST")
def incidents_new(request: UserRequest) -> HttpResponse:
    """Reads a file: what is wrong with it is said by line, and nothing of it is kept until it is right."""
    now = timezone.now()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = IncidentsForm(*sent, today=timezone.localdate(now))
    made = accepted(form, lambda: keep_incidents(**form.values(), by=request.user, at=now))
    if made:
        messages.success(request, _("“%(name)s” is replayed below.") % {"name": made.name})
        return go(request, "contracts:sla")
    context = {"form": form, "wrong": wrong_rows(form.wrong())}
    return render_screen(request, "contracts/sla_incidents.html", context, status=status_of(form))


@guard(Act.EDIT_SLA, methods="GET POST")
def wording_new(request: UserRequest) -> HttpResponse:
    form = WordingForm(posted(request))
    made = accepted(form, lambda: add_wording(**form.cleaned_data, by=request.user, at=timezone.now()))
    if made:
        messages.success(request, _("“%(name)s” is replayed below.") % {"name": made.name})
        return go(request, "contracts:sla")
    return render_screen(request, "contracts/sla_wording.html", {"form": form}, status=status_of(form))


@guard(Act.EDIT_SLA, wording_for, methods="POST")
def wording_retire(request: UserRequest, wording: SlaWording) -> HttpResponse:
    retire_wording(wording=wording, by=request.user, at=timezone.now())
    messages.success(request, _("“%(name)s” is off the table.") % {"name": wording.name})
    return go(request, "contracts:sla")
