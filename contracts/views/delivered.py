"""What was promised against what was delivered, in a deal that is signed."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.delivered import add_pledge, choose_wording, note_delivered, replay_delivered
from contracts.forms.delivered import ChosenWordingForm, DeliveredForm, PromiseForm, ReplayDeliveredForm
from contracts.models import ContractLife, Promise
from contracts.permissions import Act, deal_for, life_for, pledge_for
from contracts.queries.delivered import delivered_screen, drawn_wording, logs, promise_name, wordings
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.models import Deal


@guard(Act.SEE_OBLIGATIONS, deal_for)
def delivered(request: UserRequest, deal: Deal) -> HttpResponse:
    context = {
        "deal": deal,
        "screen": delivered_screen(deal),
        "header": deal_header(request.user, deal, timezone.now(), current="contract"),
        "may_edit": Act.EDIT_DELIVERED.permits(request.user),
    }
    return render_screen(request, "contracts/delivered.html", context)


@guard(Act.EDIT_DELIVERED, life_for, methods="GET POST")
def delivered_promise(request: UserRequest, life: ContractLife) -> HttpResponse:
    form = PromiseForm(posted(request))
    if accepted(form, lambda: add_pledge(life=life, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "contracts:delivered", deal=life.deal_id)
    return _form(request, life.deal, form, _("Enter a promise"), _("Enter this promise"))


@guard(Act.EDIT_DELIVERED, life_for, methods="GET POST")
def delivered_wording(request: UserRequest, life: ContractLife) -> HttpResponse:
    drawn = drawn_wording(life)
    start = {"wording": life.wording or drawn, "source": life.wording_source, "edition": life.edition}
    form = ChosenWordingForm(posted(request), initial=start, wordings=wordings(), drawn=drawn)
    made = accepted(form, lambda: choose_wording(life=life, **form.cleaned_data, by=request.user, at=timezone.now()))
    if made:
        return go(request, "contracts:delivered", deal=life.deal_id)
    return _form(request, life.deal, form, _("How the contract words its availability"), _("Reckon by this wording"))


@guard(Act.EDIT_DELIVERED, pledge_for, methods="GET POST")
def delivered_note(request: UserRequest, pledge: Promise) -> HttpResponse:
    now, deal = timezone.now(), pledge.life.deal
    form = DeliveredForm(posted(request), today=timezone.localdate(now))
    if accepted(form, lambda: note_delivered(promise=pledge, **form.cleaned_data, by=request.user, at=now)):
        return go(request, "contracts:delivered", deal=deal.pk)
    return _form(request, deal, form, promise_name(pledge), _("Note what was delivered"))


@guard(Act.EDIT_DELIVERED, life_for, methods="GET POST")
def delivered_replay(request: UserRequest, life: ContractLife) -> HttpResponse:
    form = ReplayDeliveredForm(posted(request), logs=logs())
    made = accepted(form, lambda: replay_delivered(life=life, **form.cleaned_data, by=request.user, at=timezone.now()))
    if made:
        messages.success(request, _("%(n)s months taken from the log.") % {"n": len(made)})
        return go(request, "contracts:delivered", deal=life.deal_id)
    return _form(request, life.deal, form, _("Replay an incident log"), _("Take its months over"))


def _form(request: UserRequest, deal: Deal, form: BaseForm, title: str, button: str) -> HttpResponse:
    header = deal_header(request.user, deal, timezone.now(), current="contract")
    context = {"deal": deal, "form": form, "title": title, "button": button, "header": header}
    return render_screen(request, "contracts/delivered_form.html", context, status=status_of(form))
