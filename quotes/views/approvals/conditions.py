"""An approver's own conditions: looked at, made, accepted or declined, taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go
from quotes.actions import counters as actions
from quotes.domain.approvals import CounterAnswer
from quotes.forms.approvals import CounterAnswerForm, CounterForm
from quotes.models import ApprovalRequest, Counter
from quotes.permissions import Act, counter_for, request_for
from quotes.queries import approvals as queries
from quotes.views.approvals.screen import approval_page
from stakeholders.models import User


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_counter(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    """Looked at with `look`, else made."""
    form = CounterForm(request.POST, version=asked.version)
    if "look" in request.POST:
        look = accepted(form, lambda: queries.counter_look(request.user, asked, form.offer()))
        return approval_page(request, asked, counter_form=form, look=look, status=status_of(form))
    made = accepted(
        form,
        lambda: actions.counter(
            request=asked,
            offer=form.offer(),
            reason=form.cleaned_data["said"],
            content_hash=form.cleaned_data["content_hash"],
            by=request.user,
            at=timezone.now(),
        ),
    )
    if made is None:
        return approval_page(request, asked, counter_form=form, status=422)
    messages.success(request, _("Your conditions are V%(mark)s: whoever asked may accept them.") % {"mark": made.mark})
    return go(request, "quotes:approval", asked=asked.pk)


@guard(Act.SUBMIT_VERSION, counter_for, methods="POST")
def counter_answer(request: UserRequest, counter: Counter) -> HttpResponse:
    form = CounterAnswerForm(request.POST)
    if (asked := accepted(form, lambda: _answered(form, counter, request.user))) is None:
        return approval_page(request, counter.request, answer_form=form, status=422)
    if asked.pk == counter.request_id:
        messages.success(request, _("Declined: the approver decides on what you asked."))
    else:
        messages.success(request, _("Accepted: V%(mark)s is submitted.") % {"mark": counter.mark})
    return go(request, "quotes:approval", asked=asked.pk)


def _answered(form: CounterAnswerForm, counter: Counter, by: User) -> ApprovalRequest:
    values, now = form.cleaned_data, timezone.now()
    if values["answer"] == CounterAnswer.ACCEPTED:
        return actions.accept_counter(counter=counter, content_hash=values["content_hash"], by=by, at=now)
    reason = values["answer_reason"]
    actions.decline_counter(counter=counter, content_hash=values["content_hash"], reason=reason, by=by, at=now)
    return counter.request


@guard(Act.DECIDE_APPROVAL, counter_for, methods="POST")
def counter_take_back(request: UserRequest, counter: Counter) -> HttpResponse:
    actions.take_back_counter(counter=counter, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back: the request waits for your decision."))
    return go(request, "quotes:approval", asked=counter.request_id)
