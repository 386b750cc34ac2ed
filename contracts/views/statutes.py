"""The law the desk reckons by: everyone reads it, legal keeps it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.statutes import add_statute, check_statute
from contracts.domain.statutes import Rule
from contracts.forms.statutes import StatuteForm
from contracts.models import Statute
from contracts.permissions import Act, rule_for, statute_for
from contracts.queries.statutes import law_screen
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen


@guard(Act.SEE_LAW)
def statutes(request: UserRequest) -> HttpResponse:
    may_edit = Act.EDIT_LAW.permits(request.user)
    context = {"screen": law_screen(timezone.localdate()), "may_edit": may_edit}
    return render_screen(request, "contracts/statutes.html", context)


@guard(Act.EDIT_LAW, rule_for, methods="GET POST")
def statute_new(request: UserRequest, rule: Rule) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = StatuteForm(posted(request), rule=rule, today=today, initial={"in_force_from": today})
    made = accepted(form, lambda: add_statute(rule=rule, **form.cleaned_data, by=request.user, at=now))
    if made:
        said = {"text": str(made), "day": made.in_force_from.isoformat()}
        messages.success(request, _("%(text)s answers from %(day)s on.") % said)
        return go(request, "contracts:statutes")
    return render_screen(request, "contracts/statute_new.html", {"form": form, "rule": rule}, status=status_of(form))


@guard(Act.EDIT_LAW, statute_for, methods="POST")
def statute_check(request: UserRequest, statute: Statute) -> HttpResponse:
    now = timezone.now()
    check_statute(statute=statute, on=timezone.localdate(now), by=request.user, at=now)
    messages.success(request, _("%(text)s was looked up today.") % {"text": str(statute)})
    return go(request, "contracts:statutes")
