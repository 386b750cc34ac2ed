"""What a contract promises of how it feels."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.experience import add_promise, strike_promise
from contracts.forms.experience import PromiseForm
from contracts.models import ExperiencePromise
from contracts.permissions import Act, deal_for, promise_for
from contracts.queries.experience import experience_screen
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.models import Deal


@guard(Act.SEE_CHECKLIST, deal_for)
def experience(request: UserRequest, deal: Deal) -> HttpResponse:
    context = {
        "deal": deal,
        "screen": experience_screen(deal),
        "header": deal_header(request.user, deal, timezone.now(), current="contract"),
        "may_edit": Act.EDIT_CHECKLIST.permits(request.user) and deal.is_open,
    }
    return render_screen(request, "contracts/experience.html", context)


@guard(Act.EDIT_CHECKLIST, deal_for, methods="GET POST")
def promise_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    form = PromiseForm(posted(request))
    made = accepted(form, lambda: add_promise(deal=deal, **form.told(), by=request.user, at=now))
    if made:
        messages.success(request, _("The promise is noted: see what it leaves open."))
        return go(request, "contracts:experience", deal=deal.pk)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "header": header}
    return render_screen(request, "contracts/promise_new.html", context, status=status_of(form))


@guard(Act.EDIT_CHECKLIST, promise_for, methods="POST")
def promise_strike(request: UserRequest, promise: ExperiencePromise) -> HttpResponse:
    strike_promise(promise=promise, by=request.user, at=timezone.now())
    messages.success(request, _("The promise is struck out."))
    return go(request, "contracts:experience", deal=promise.deal_id)
