"""The gate before a quote: what is missing, who acknowledged the value, and sending in spite of a gap."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.readiness import note_value, pass_over
from quotes.forms.readiness import OverrideForm, ValueForm
from quotes.queries.readiness import people_of, readiness_screen, unsent_of
from stakeholders.actions.privacy import open_map
from stakeholders.models import Deal
from stakeholders.permissions import Act, deal_for


@guard(Act.SEE_READINESS, deal_for)
def readiness(request: UserRequest, deal: Deal) -> HttpResponse:
    return _screen(request, deal)


@guard(Act.NOTE_VALUE, deal_for, methods="POST")
def readiness_value(request: UserRequest, deal: Deal) -> HttpResponse:
    form = ValueForm(request.POST, contacts=people_of(deal), today=timezone.localdate())
    if accepted(form, lambda: note_value(deal=deal, by=request.user, at=timezone.now(), **form.cleaned_data)):
        return go(request, "quotes:readiness", deal.pk)
    return _screen(request, deal, value=form)


@guard(Act.OVERRIDE_READINESS, deal_for, methods="POST")
def readiness_override(request: UserRequest, deal: Deal) -> HttpResponse:
    form = OverrideForm(request.POST, versions=unsent_of(deal))
    if accepted(form, lambda: pass_over(by=request.user, at=timezone.now(), **form.cleaned_data)):
        return go(request, "quotes:readiness", deal.pk)
    return _screen(request, deal, override=form)


def _screen(
    request: UserRequest, deal: Deal, *, value: ValueForm | None = None, override: OverrideForm | None = None
) -> HttpResponse:
    now = timezone.now()
    # It shows in what words people acknowledged the value.
    open_map(deal, by=request.user, at=now)
    screen = readiness_screen(request.user, deal)
    if screen.may_note and value is None:
        today = timezone.localdate(now)
        value = ValueForm(contacts=people_of(deal), today=today, initial={"on": today})
    if screen.may_pass and screen.waiting and override is None:
        first = {"passed": [row.key for row in screen.blocking], "version": screen.waiting[0]}
        override = OverrideForm(versions=unsent_of(deal), initial=first)
    context = {
        "screen": screen,
        "deal": deal,
        "value": value,
        "override": override,
        "header": deal_header(request.user, deal, now, current="overview"),
    }
    status = max((status_of(form) for form in (value, override) if form), default=200)
    return render_screen(request, "quotes/readiness.html", context, status=status)
