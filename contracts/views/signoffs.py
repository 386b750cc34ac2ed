"""Who signs a deal's contract off, and the answers of those who are asked."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.actions.checklists import judge_rest
from contracts.actions.signoffs import ask_sign_offs, refuse_sign_off, sign_off, take_back_sign_off
from contracts.forms.signoffs import AskForm, RefuseForm, RestForm, SignForm, TakeBackForm
from contracts.models import SignOff
from contracts.permissions import Act, deal_for, signoff_for
from contracts.queries.signoffs import Replay, SignoffsScreen, replay_of, signoffs_screen
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen
from stakeholders.models import Deal


@guard(Act.SEE_CHECKLIST, deal_for)
def signoffs(request: UserRequest, deal: Deal) -> HttpResponse:
    return _screen(request, deal)


@guard(Act.EDIT_CHECKLIST, deal_for, methods="POST")
def signoffs_ask(request: UserRequest, deal: Deal) -> HttpResponse:
    form, by, at = AskForm(request.POST), request.user, timezone.now()
    if accepted(form, lambda: ask_sign_offs(deal=deal, by=by, at=at)):
        messages.success(request, _("Asked: whose word is needed finds it on the desk."))
        return go(request, "contracts:signoffs", deal=deal.pk)
    return _screen(request, deal, asking=form)


@guard(Act.JUDGE_CHECKLIST, deal_for, methods="POST")
def signoffs_rest(request: UserRequest, deal: Deal) -> HttpResponse:
    form, by, at = RestForm(request.POST), request.user, timezone.now()
    judged = accepted(form, lambda: judge_rest(deal=deal, **form.cleaned_data, by=by, at=at))
    if judged is None:
        return _screen(request, deal, judging=form)
    said = ngettext("%(n)s clause is judged as ours.", "%(n)s clauses are judged as ours.", judged)
    messages.success(request, said % {"n": judged})
    return go(request, "contracts:signoffs", deal=deal.pk)


@guard(Act.SIGN_OFF_CONTRACT, signoff_for, methods="POST")
def signoff_sign(request: UserRequest, signoff: SignOff) -> HttpResponse:
    form = _sign_form(signoffs_screen(signoff.deal, request.user, timezone.localdate()), request.POST)
    by, at = request.user, timezone.now()
    if accepted(form, lambda: sign_off(signoff=signoff, **form.told(), by=by, at=at)):
        messages.success(request, _("Signed off. It stands while the contract says the same."))
        return go(request, "contracts:signoffs", deal=signoff.deal_id)
    return _screen(request, signoff.deal, signing=form)


@guard(Act.SIGN_OFF_CONTRACT, signoff_for, methods="POST")
def signoff_refuse(request: UserRequest, signoff: SignOff) -> HttpResponse:
    form, by, at = RefuseForm(request.POST), request.user, timezone.now()
    if accepted(form, lambda: refuse_sign_off(signoff=signoff, **form.cleaned_data, by=by, at=at)):
        messages.success(request, _("Refused. You are asked again once the contract says something else."))
        return go(request, "contracts:signoffs", deal=signoff.deal_id)
    return _screen(request, signoff.deal, refusing=form)


@guard(Act.SIGN_OFF_CONTRACT, signoff_for, methods="POST")
def signoff_take_back(request: UserRequest, signoff: SignOff) -> HttpResponse:
    form, by, at = TakeBackForm(request.POST), request.user, timezone.now()
    if accepted(form, lambda: take_back_sign_off(signoff=signoff, **form.cleaned_data, by=by, at=at)):
        messages.success(request, _("Your word is taken back, and your role is asked anew."))
        return go(request, "contracts:signoffs", deal=signoff.deal_id)
    return _screen(request, signoff.deal, taking=form)


def _sign_form(screen: SignoffsScreen, typed: Any = None, **started: Any) -> SignForm:
    promises = screen.mine.promises if screen.mine else ()
    replayed = next((row.pk for row in promises if row.is_replayable), None)
    return SignForm(typed, promises=[row.pk for row in promises], replayed=replayed, **started)


def _screen(request: UserRequest, deal: Deal, **bound: BaseForm) -> HttpResponse:
    """`log` and `wording` in the address draw the figure of the promised availability."""
    screen = signoffs_screen(deal, request.user, timezone.localdate())
    form, replay = _sign_form(screen), None
    if form.replayed:
        replay = replay_of(form.replayed, id_of(request, "log"), id_of(request, "wording"))
        form = _sign_form(screen, initial=_drawn(form.replayed, replay))
    context = {
        "deal": deal,
        "screen": screen,
        "replay": replay,
        "header": deal_header(request.user, deal, timezone.now(), current="contract"),
        "may_ask": Act.EDIT_CHECKLIST.permits(request.user) and deal.is_open,
        "asking": AskForm(),
        "judging": RestForm(),
        "signing": form,
        "refusing": RefuseForm(),
        "taking": TakeBackForm(),
        **bound,
    }
    return render_screen(request, "contracts/signoffs.html", context, status=422 if bound else 200)


def _drawn(item: int, replay: Replay) -> dict[str, Any]:
    """What the form starts with where a figure was drawn."""
    if replay.log is None or replay.wording is None:
        return {}
    told = {"log": replay.log.pk, "wording": replay.wording.pk}
    return told | {f"meets_{item}": replay.meets, f"rests_on_{item}": f"{replay.log} · {replay.wording}"}
