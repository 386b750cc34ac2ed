"""The inbox of approvals, one request, and the decision on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import approvals as actions
from quotes.actions import counters
from quotes.domain.approvals import CounterAnswer, Verdict
from quotes.forms.approvals import CounterAnswerForm, CounterForm, DecideForm
from quotes.models import ApprovalRequest, Counter
from quotes.permissions import Act, counter_for, request_for
from quotes.queries import approvals as queries
from stakeholders.models import User


@guard(Act.SEE_APPROVALS)
def approvals(request: UserRequest) -> HttpResponse:
    wanted = request.GET.get("tab", "")
    tab = wanted if wanted in queries.TABS else "waiting" if Act.DECIDE_APPROVAL.permits(request.user) else "asked"
    page = queries.approval_inbox(request.user, tab, timezone.now(), request.GET.get("after", ""))
    context = {"page": page, "tab": tab, "may_decide": Act.DECIDE_APPROVAL.permits(request.user)}
    return render_screen(request, "quotes/approvals.html", context)


@guard(Act.SEE_APPROVALS, request_for)
def approval(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    return _screen(request, asked)


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_decide(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            actions.decide(
                request=asked,
                verdict=Verdict(form.cleaned_data["verdict"]),
                reason=form.cleaned_data["reason"],
                content_hash=form.cleaned_data["content_hash"],
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            put_into(form, refusal)
        else:
            approved = form.cleaned_data["verdict"] == Verdict.APPROVE
            messages.success(request, _("Approved: the salesperson can go on.") if approved else _("Sent back."))
            return go(request, "quotes:approval", asked=asked.pk)
    return _screen(request, asked, form, status=422)


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_counter(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    """Conditions of the approver's own: looked at with `look`, else made."""
    form = CounterForm(request.POST, version=asked.version)
    if "look" in request.POST:
        look = accepted(form, lambda: queries.counter_look(request.user, asked, form.offer()))
        return _screen(request, asked, counter=form, look=look, status=status_of(form))
    made = accepted(
        form,
        lambda: counters.counter(
            request=asked,
            offer=form.offer(),
            reason=form.cleaned_data["said"],
            content_hash=form.cleaned_data["content_hash"],
            by=request.user,
            at=timezone.now(),
        ),
    )
    if made is None:
        return _screen(request, asked, counter=form, status=422)
    messages.success(request, _("Your conditions are V%(mark)s: whoever asked may accept them.") % {"mark": made.mark})
    return go(request, "quotes:approval", asked=asked.pk)


@guard(Act.SUBMIT_VERSION, counter_for, methods="POST")
def counter_answer(request: UserRequest, counter: Counter) -> HttpResponse:
    form = CounterAnswerForm(request.POST)
    if (asked := accepted(form, lambda: _answered(form, counter, request.user))) is None:
        return _screen(request, counter.request, answer=form, status=422)
    if asked.pk == counter.request_id:
        messages.success(request, _("Declined: the approver decides on what you asked."))
    else:
        messages.success(request, _("Accepted: V%(mark)s is submitted.") % {"mark": counter.mark})
    return go(request, "quotes:approval", asked=asked.pk)


def _answered(form: CounterAnswerForm, counter: Counter, by: User) -> ApprovalRequest:
    values, now = form.cleaned_data, timezone.now()
    if values["answer"] == CounterAnswer.ACCEPTED:
        return counters.accept_counter(counter=counter, content_hash=values["content_hash"], by=by, at=now)
    reason = values["answer_reason"]
    counters.decline_counter(counter=counter, content_hash=values["content_hash"], reason=reason, by=by, at=now)
    return counter.request


@guard(Act.DECIDE_APPROVAL, counter_for, methods="POST")
def counter_take_back(request: UserRequest, counter: Counter) -> HttpResponse:
    counters.take_back_counter(counter=counter, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back: the request waits for your decision."))
    return go(request, "quotes:approval", asked=counter.request_id)


def _screen(
    request: UserRequest,
    asked: ApprovalRequest,
    form: DecideForm | None = None,
    *,
    counter: CounterForm | None = None,
    answer: CounterAnswerForm | None = None,
    look: queries.CounterLook | None = None,
    status: int = 200,
) -> HttpResponse:
    """The one form that was sent as it was filled in, the others as they begin."""
    deal, now = asked.version.quote.deal, timezone.now()
    begins = {"content_hash": asked.content_hash}
    context = {
        "screen": queries.approval_screen(request.user, asked, now),
        "header": deal_header(request.user, deal, now, current="approvals"),
        "deal": deal,
        "form": form or DecideForm(initial=begins),
        "counter_form": counter or CounterForm(initial=begins, version=asked.version),
        "answer_form": answer or CounterAnswerForm(),
        "look": look,
    }
    return render_screen(request, "quotes/approval.html", context, status=status)
