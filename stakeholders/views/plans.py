"""The plan to a signature: seeing it, beginning it, and keeping it up."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.kernel.words import label
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.plans import (
    add_milestone,
    begin_plan,
    change_milestone,
    finish_milestone,
    remove_milestone,
    reopen_milestone,
    set_leads,
)
from stakeholders.domain.plans.words import USUAL_CHAIN
from stakeholders.forms.plans import LeadsForm, MilestoneForm
from stakeholders.models import Deal, Milestone
from stakeholders.permissions import Act, deal_for, milestone_for
from stakeholders.queries.plans import colleagues_on, lead_rows, plan_screen


@guard(Act.SEE_PLAN, deal_for)
def plan(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "screen": plan_screen(request.user, deal, now),
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="plan"),
    }
    return render_screen(request, "stakeholders/plans.html", context)


@guard(Act.EDIT_PLAN, deal_for, methods="POST")
def plan_begin(request: UserRequest, deal: Deal) -> HttpResponse:
    names = {kind: gettext(label(kind)) for kind in USUAL_CHAIN}
    begin_plan(deal, names=names, by=request.user, at=timezone.now())
    return go(request, "stakeholders:plan_leads", deal.pk)


@guard(Act.EDIT_PLAN, deal_for, methods="GET POST")
def plan_leads(request: UserRequest, deal: Deal) -> HttpResponse:
    rows = lead_rows(deal)
    form = LeadsForm(posted(request), rows=rows)
    if accepted(form, lambda: set_leads(deal, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:plan", deal.pk)
    fields = [(row, form[f"lead-{row.pk}-p50"], form[f"lead-{row.pk}-p80"]) for row in rows]
    header = deal_header(request.user, deal, timezone.now(), current="plan")
    context = {"form": form, "fields": fields, "deal": deal, "header": header}
    return render_screen(request, "stakeholders/plan_leads.html", context, status=status_of(form))


@guard(Act.EDIT_PLAN, deal_for, methods="GET POST")
def milestone_new(request: UserRequest, deal: Deal) -> HttpResponse:
    form = _form(request, deal, None)
    if accepted(form, lambda: add_milestone(deal, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:plan", deal.pk)
    return _page(request, deal, form, None)


@guard(Act.EDIT_PLAN, milestone_for, methods="GET POST")
def milestone_edit(request: UserRequest, milestone: Milestone) -> HttpResponse:
    deal = milestone.deal
    form = _form(request, deal, milestone)
    if accepted(form, lambda: change_milestone(milestone, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:plan", deal.pk)
    if form.came_second:
        form.put_beside(milestone_for(request.user, milestone.pk))
    return _page(request, deal, form, milestone)


def _form(request: UserRequest, deal: Deal, milestone: Milestone | None) -> MilestoneForm:
    return MilestoneForm(
        posted(request),
        instance=milestone,
        today=timezone.localdate(),
        colleagues=colleagues_on(deal),
        contacts=deal.customer.contacts.known(),
        others=deal.milestones.exclude(pk=milestone.pk) if milestone else deal.milestones.all(),
    )


def _page(request: UserRequest, deal: Deal, form: MilestoneForm, milestone: Milestone | None) -> HttpResponse:
    header = deal_header(request.user, deal, timezone.now(), current="plan")
    context = {"form": form, "milestone": milestone, "deal": deal, "header": header}
    return render_screen(request, "stakeholders/milestone_edit.html", context, status=status_of(form))


@guard(Act.EDIT_PLAN, milestone_for, methods="POST")
def milestone_done(request: UserRequest, milestone: Milestone) -> HttpResponse:
    finish_milestone(milestone, by=request.user, at=timezone.now())
    return go(request, "stakeholders:plan", milestone.deal_id)


@guard(Act.EDIT_PLAN, milestone_for, methods="POST")
def milestone_reopen(request: UserRequest, milestone: Milestone) -> HttpResponse:
    reopen_milestone(milestone, by=request.user, at=timezone.now())
    return go(request, "stakeholders:plan", milestone.deal_id)


@guard(Act.EDIT_PLAN, milestone_for, methods="POST")
def milestone_remove(request: UserRequest, milestone: Milestone) -> HttpResponse:
    deal = milestone.deal_id
    remove_milestone(milestone, by=request.user, at=timezone.now())
    return go(request, "stakeholders:plan", deal)
