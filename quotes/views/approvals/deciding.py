"""The inbox, one request, and the verdict on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from dealdesk.web.waiting import waiting_beside
from quotes.actions import approvals as actions
from quotes.domain.approvals import Verdict
from quotes.forms.approvals import DecideForm
from quotes.models import ApprovalRequest, Decision
from quotes.permissions import Act, request_for
from quotes.queries import approvals as queries
from quotes.queries.texts import words_beside
from quotes.views.approvals.screen import approval_page


@guard(Act.SEE_APPROVALS)
def approvals(request: UserRequest) -> HttpResponse:
    wanted = request.GET.get("tab", "")
    tab = wanted if wanted in queries.TABS else "waiting" if Act.DECIDE_APPROVAL.permits(request.user) else "asked"
    page = queries.approval_inbox(request.user, tab, timezone.now(), request.GET.get("after", ""))
    may_decide = Act.DECIDE_APPROVAL.permits(request.user)
    beside = waiting_beside(request.user) if may_decide and tab == "waiting" else ()
    words = words_beside(request.user) if tab == "waiting" else None
    context = {"page": page, "tab": tab, "may_decide": may_decide, "beside": beside, "words": words}
    return render_screen(request, "quotes/approvals.html", context)


@guard(Act.SEE_APPROVALS, request_for)
def approval(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    return approval_page(request, asked)


@guard(Act.DECIDE_APPROVAL, request_for, methods="POST")
def approval_decide(request: UserRequest, asked: ApprovalRequest) -> HttpResponse:
    form = DecideForm(request.POST)

    def decide() -> Decision:
        verdict = Verdict(form.cleaned_data.pop("verdict"))
        return actions.decide(request=asked, verdict=verdict, by=request.user, at=timezone.now(), **form.cleaned_data)

    decided = accepted(form, decide)
    if decided is None:
        return approval_page(request, asked, form=form, status=422)
    messages.success(request, _done(decided))
    return go(request, "quotes:approval", asked=asked.pk)


def _done(decided: Decision) -> str:
    if decided.verdict == Verdict.REJECT:
        return _("Sent back.")
    if decided.step.request.closed_at is None:
        return _("Approved. Others still have to agree: the page shows who.")
    return _("Approved: the salesperson can go on.")
