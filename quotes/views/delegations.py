"""Being away: one's delegations, a new one, and the end of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import delegations as actions
from quotes.forms.delegations import DelegationForm
from quotes.models import Delegation
from quotes.models.signers import possible_delegates
from quotes.permissions import Act, delegation_for
from quotes.queries.delegations import delegation_rows


@guard(Act.DECIDE_APPROVAL, methods="GET POST")
def delegations(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    today, people = timezone.localdate(now), possible_delegates(request.user)
    form = DelegationForm(posted(request), people=people, today=today, initial={"starts_on": today})
    given = accepted(form, lambda: actions.delegate(**form.cleaned_data, by=request.user, at=now))
    if given:
        messages.success(request, _("%(name)s decides for you in these days.") % {"name": given.to.name})
        return go(request, "quotes:delegations")
    context = {"rows": delegation_rows(request.user, today), "form": form, "anybody": bool(people)}
    return render_screen(request, "quotes/delegations.html", context, status=status_of(form))


@guard(Act.DECIDE_APPROVAL, delegation_for, methods="POST")
def delegation_end(request: UserRequest, delegation: Delegation) -> HttpResponse:
    actions.end_delegation(delegation=delegation, by=request.user, at=timezone.now())
    messages.success(request, _("Ended: what is undecided comes back to you within minutes."))
    return go(request, "quotes:delegations")
