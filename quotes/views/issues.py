"""What is negotiated in a deal: the list of issues, and one issue with its outcomes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.issues import add_issue, change_issue, remove_issue
from quotes.forms.issues import IssueForm, OptionFormSet, WaitingForm, first_options
from quotes.models import DealIssue
from quotes.permissions import Act, issue_for
from quotes.queries.issues import issues_screen, share_of_first, taken_issues
from stakeholders.models import Deal
from stakeholders.permissions import deal_for


@guard(Act.SEE_ISSUES, deal_for)
def issues(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    waiting = WaitingForm(request.GET if request.GET else None)
    context = {
        "waiting": waiting,
        "shares": accepted(waiting, lambda: share_of_first(**waiting.cleaned_data)),
        "screen": issues_screen(request.user, deal, timezone.localdate(now)),
        "deal": deal,
        "may_edit": Act.EDIT_ISSUES.permits(request.user) and deal.is_open,
        "header": deal_header(request.user, deal, now, current="negotiation"),
    }
    return render_screen(request, "quotes/issues.html", context)


@guard(Act.EDIT_ISSUES, deal_for, methods="GET POST")
def issue_new(request: UserRequest, deal: Deal) -> HttpResponse:
    form = IssueForm(posted(request), taken=taken_issues(deal))
    options = _options(request, deal, None)
    if _saved(request, form, options, deal, None):
        return go(request, "quotes:issues", deal.pk)
    return _page(request, deal, form, options, None)


@guard(Act.EDIT_ISSUES, issue_for, methods="GET POST")
def issue_edit(request: UserRequest, issue: DealIssue) -> HttpResponse:
    form = IssueForm(posted(request), instance=issue)
    options = _options(request, issue.deal, issue)
    if _saved(request, form, options, issue.deal, issue):
        return go(request, "quotes:issues", issue.deal_id)
    stored = issue_for(request.user, issue.pk) if form.came_second else None
    if stored:
        form.put_beside(stored)
    return _page(request, issue.deal, form, options, issue, stored)


@guard(Act.EDIT_ISSUES, issue_for, methods="POST")
def issue_remove(request: UserRequest, issue: DealIssue) -> HttpResponse:
    remove_issue(row=issue, by=request.user, at=timezone.now())
    messages.success(request, _("“%(issue)s” is off the list.") % {"issue": issue})
    return go(request, "quotes:issues", issue.deal_id)


def _options(request: UserRequest, deal: Deal, issue: DealIssue | None) -> Any:
    initial = first_options(issue) if issue else None
    return OptionFormSet(posted(request), initial=initial, prefix="options", form_kwargs={"currency": deal.currency})


def _saved(request: UserRequest, form: IssueForm, options: Any, deal: Deal, issue: DealIssue | None) -> bool:
    """All rows are looked at before anything is kept, so that every fault stands beside its field at once."""
    if request.method != "POST" or not (form.is_valid() & options.is_valid()):
        return False
    options.problems(form.issue())
    if not options.is_good:
        return False
    told = {"options": options.told(), "note": form.cleaned_data["note"], "by": request.user, "at": timezone.now()}
    try:
        if issue:
            change_issue(row=issue, edition=form.cleaned_data["edition"], **told)
        else:
            add_issue(deal=deal, issue=form.issue(), **told)
    except Refusal as refusal:
        put_into(form, refusal)
        return False
    return True


def _page(
    request: UserRequest,
    deal: Deal,
    form: IssueForm,
    options: Any,
    issue: DealIssue | None,
    stored: DealIssue | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "options": options,
        "issue": issue,
        "stored": stored.value().options if stored else (),
        "deal": deal,
        "header": deal_header(request.user, deal, timezone.now(), current="negotiation"),
    }
    return render_screen(request, "quotes/issues_edit.html", context, status=422 if request.method == "POST" else 200)
