"""The inbox of approvals, one request, and the decision on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import approvals as actions
from quotes.domain.approvals import Verdict
from quotes.forms.approvals import DecideForm
from quotes.models import ApprovalRequest
from quotes.permissions import Act, request_for
from quotes.queries import approvals as queries


@guard(Act.SEE_APPROVALS)
def approvals(request: UserRequest) -> HttpResponse:
    wanted = request.GET.get("tab", "")
    tab = wanted if wanted in queries.TABS else "waiting" if Act.DECIDE_APPROVAL.permits(request.user) else "asked"
    page = queries.approval_inbox(request.user, tab, timezone.now(), request.GET.get("after", ""))
    context = {"page": page, "tab": tab, "may_decide": Act.DECIDE_APPROVAL.permits(request.user)}
    return render_screen(request, "quotes/approvals.html", context)


@guard(Act.SEE_APPROVALS, request_for)
def approval(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    return _screen(request, asked, DecideForm(initial={"content_hash": asked.content_hash}))


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


def _screen(request: UserRequest, asked: ApprovalRequest, form: DecideForm, status: int = 200) -> HttpResponse:
    deal, now = asked.version.quote.deal, timezone.now()
    context = {
        "screen": queries.approval_screen(request.user, asked, now),
        "header": deal_header(request.user, deal, now, current="approvals"),
        "deal": deal,
        "form": form,
    }
    return render_screen(request, "quotes/approval.html", context, status=status)
