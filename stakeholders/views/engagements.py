"""The log of exchanges with a customer: read and added to on one page."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.actions.engagements import log_engagement, remove_engagement
from stakeholders.actions.privacy import open_map
from stakeholders.forms.engagements import EngagementForm, RemovalForm, told
from stakeholders.models import Deal, Engagement
from stakeholders.permissions import Act, deal_for, engagement_for
from stakeholders.queries.engagements import colleagues_to_meet, contacts_to_meet, engagements_screen


@guard(Act.LOG_ENGAGEMENT, deal_for, methods="GET POST")
def engagements(request: UserRequest, deal: Deal) -> HttpResponse:
    today = timezone.localdate()
    form = _form(request, deal, today, {"held_on": today, "colleagues": [request.user]})
    if accepted(form, lambda: log_engagement(deal, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "stakeholders:engagements", deal.pk)
    open_map(deal, by=request.user, at=timezone.now())
    context = {
        "form": form,
        "deal": deal,
        "header": deal_header(request.user, deal, timezone.now(), current="engagements"),
        "screen": engagements_screen(deal, today=today),
        "composing": form.is_bound or "log" in request.GET,
        "may_add_contact": Act.EDIT_CUSTOMER.permits(request.user),
    }
    return render_screen(request, "stakeholders/engagements.html", context, status=status_of(form))


@guard(Act.LOG_ENGAGEMENT, engagement_for, methods="GET POST")
def engagement_edit(request: UserRequest, engagement: Engagement) -> HttpResponse:
    deal = engagement.deal
    if request.method != "POST" and not engagement.stands:
        return go(request, "stakeholders:engagements", deal.pk)
    form = _form(request, deal, timezone.localdate(), told(engagement))
    if accepted(
        form,
        lambda: log_engagement(deal, **form.cleaned_data, corrects=engagement, by=request.user, at=timezone.now()),
    ):
        return go(request, "stakeholders:engagements", deal.pk)
    return _correcting(request, engagement, form, RemovalForm(), status_of(form))


@guard(Act.LOG_ENGAGEMENT, engagement_for, methods="POST")
def engagement_remove(request: UserRequest, engagement: Engagement) -> HttpResponse:
    removal = RemovalForm(request.POST)
    if accepted(
        removal, lambda: remove_engagement(engagement, **removal.cleaned_data, by=request.user, at=timezone.now())
    ):
        return go(request, "stakeholders:engagements", engagement.deal_id)
    form = EngagementForm(initial=told(engagement), **_people(request, engagement.deal))
    return _correcting(request, engagement, form, removal, status_of(removal))


def _form(request: UserRequest, deal: Deal, today: date, initial: dict[str, Any]) -> EngagementForm:
    return EngagementForm(posted(request), initial=initial, **_people(request, deal) | {"today": today})


def _people(request: UserRequest, deal: Deal) -> dict[str, Any]:
    return {
        "contacts": contacts_to_meet(deal),
        "colleagues": colleagues_to_meet(deal, request.user),
        "today": timezone.localdate(),
    }


def _correcting(
    request: UserRequest, engagement: Engagement, form: EngagementForm, removal: RemovalForm, status: int
) -> HttpResponse:
    open_map(engagement.deal, by=request.user, at=timezone.now())
    header = deal_header(request.user, engagement.deal, timezone.now(), current="engagements")
    context = {"form": form, "removal": removal, "engagement": engagement, "deal": engagement.deal, "header": header}
    return render_screen(request, "stakeholders/engagement_edit.html", context, status=status)
