"""Requests that ask the same, decided together."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.refusals import sentence
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import approvals as actions
from quotes.domain.approvals import Verdict
from quotes.forms.approvals import TogetherForm
from quotes.permissions import Act
from quotes.queries import approvals as queries


@guard(Act.DECIDE_APPROVAL, methods="GET POST")
def approvals_together(request: UserRequest) -> HttpResponse:
    form = TogetherForm(posted(request))
    if form.is_bound and (done := accepted(form, lambda: _decided(form, request))) is not None:
        _tell(request, form, done)
        return go(request, "quotes:approvals_together")
    screen, ticked = queries.together_screen(request.user, timezone.now()), form.ticked()
    sent_for = screen.group_of(ticked)
    groups = [
        (group, form if group is sent_for else TogetherForm(auto_id=f"group_{number}_%s"))
        for number, group in enumerate(screen.groups)
    ]
    context = {"screen": screen, "groups": groups, "ticked": ticked, "sent": form}
    return render_screen(request, "quotes/approvals_together.html", context, status=status_of(form))


def _decided(form: TogetherForm, request: UserRequest) -> actions.Together:
    values = form.cleaned_data
    verdict, now = Verdict(values["verdict"]), timezone.now()
    return actions.decide_together(
        asked=values["asked"], verdict=verdict, reason=values["reason"], by=request.user, at=now
    )


def _tell(request: UserRequest, form: TogetherForm, done: actions.Together) -> None:
    """What was left is named, each with its reason."""
    n = len(done.decided)
    if n and form.cleaned_data["verdict"] == Verdict.APPROVE:
        messages.success(request, ngettext("Approved %(n)s request.", "Approved %(n)s requests.", n) % {"n": n})
    elif n:
        messages.success(request, ngettext("Sent back %(n)s request.", "Sent back %(n)s requests.", n) % {"n": n})
    for left, refusal in done.left:
        words = {"number": left.number, "reason": sentence(refusal)}
        messages.warning(request, _("%(number)s was left as it is: %(reason)s") % words)
