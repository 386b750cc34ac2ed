"""What follows a signature: a deal's obligations, everybody's by day, and each one's end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.obligations import (
    add_obligation,
    ask_for_life,
    change_life,
    change_obligation,
    reopen_obligation,
    settle_obligation,
)
from contracts.domain.obligations.words import Side, Urgency
from contracts.forms.obligations import LifeForm, ObligationForm, SettleForm
from contracts.models import ContractLife, Obligation
from contracts.permissions import Act, deal_for, life_for, obligation_for
from contracts.queries.obligations import after_screen, obligation_list, obligation_row, owners_of
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, word_of
from dealdesk.web.screens import go, render_screen
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal


@guard(Act.SEE_OBLIGATIONS)
def obligations(request: UserRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    chosen: dict[str, Any] = {
        "mine": "mine" in request.GET,
        "when": word_of(request, "when", Urgency),
        "side": word_of(request, "side", Side),
    }
    context = {
        **chosen,
        "page": obligation_list(request.user, timezone.localdate(), **chosen, after=after),
        "sides": tuple(Side),
        "urgencies": (Urgency.OVERDUE, Urgency.SOON),
    }
    return render_screen(request, "contracts/obligations.html", context, part="rows" if after else None)


@guard(Act.SEE_OBLIGATIONS, deal_for)
def after(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "deal": deal,
        "screen": after_screen(deal, timezone.localdate(now)),
        "header": deal_header(request.user, deal, now, current="contract"),
        "may_edit": Act.EDIT_OBLIGATIONS.permits(request.user),
    }
    return render_screen(request, "contracts/obligations_after.html", context)


@guard(Act.EDIT_OBLIGATIONS, deal_for, methods="POST")
def after_begin(request: UserRequest, deal: Deal) -> HttpResponse:
    ask_for_life(deal=deal, by=request.user, at=timezone.now())
    return go(request, "contracts:after", deal=deal.pk)


@guard(Act.EDIT_OBLIGATIONS, life_for, methods="GET POST")
def life(request: UserRequest, life: ContractLife) -> HttpResponse:
    now = timezone.now()
    form = LifeForm(posted(request), instance=life, today=timezone.localdate(now))
    changed = accepted(form, lambda: change_life(life=life, **form.cleaned_data, by=request.user, at=now))
    if changed:
        said = {"day": changed.ends_on.isoformat()}
        messages.success(request, _("The contract runs until %(day)s; open obligations moved along.") % said)
        return go(request, "contracts:after", deal=life.deal_id)
    if form.came_second:
        form.put_beside(life_for(request.user, life.pk))
    header = deal_header(request.user, life.deal, now, current="contract")
    context = {"form": form, "life": life, "deal": life.deal, "header": header}
    return render_screen(request, "contracts/obligations_life.html", context, status=status_of(form))


@guard(Act.EDIT_OBLIGATIONS, deal_for, methods="GET POST")
def obligation_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    start = Obligation(owner=request.user)
    form = ObligationForm(posted(request), instance=start, today=timezone.localdate(now), owners=owners_of(deal))
    made = accepted(form, lambda: add_obligation(deal=deal, **form.cleaned_data, by=request.user, at=now))
    if made:
        return go(request, "contracts:after", deal=deal.pk)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "header": header, "is_signed": deal.stage == Stage.SIGNED}
    return render_screen(request, "contracts/obligations_edit.html", context, status=status_of(form))


@guard(Act.EDIT_OBLIGATIONS, obligation_for, methods="GET POST")
def obligation_edit(request: UserRequest, obligation: Obligation) -> HttpResponse:
    now, deal = timezone.now(), obligation.deal
    form = ObligationForm(posted(request), instance=obligation, today=timezone.localdate(now), owners=owners_of(deal))
    changed = accepted(
        form, lambda: change_obligation(obligation=obligation, **form.cleaned_data, by=request.user, at=now)
    )
    if changed:
        return go(request, "contracts:obligation", obligation=obligation.pk)
    if form.came_second:
        form.put_beside(obligation_for(request.user, obligation.pk))
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "obligation": obligation, "deal": deal, "header": header, "is_signed": True}
    return render_screen(request, "contracts/obligations_edit.html", context, status=status_of(form))


@guard(Act.SEE_OBLIGATIONS, obligation_for)
def obligation(request: UserRequest, obligation: Obligation) -> HttpResponse:
    today = timezone.localdate()
    return _one(request, obligation, SettleForm(today=today, initial=_begun(obligation)))


@guard(Act.EDIT_OBLIGATIONS, obligation_for, methods="POST")
def obligation_settle(request: UserRequest, obligation: Obligation) -> HttpResponse:
    now = timezone.now()
    form = SettleForm(request.POST, today=timezone.localdate(now), initial=_begun(obligation))
    settled = accepted(
        form, lambda: settle_obligation(obligation=obligation, **form.cleaned_data, by=request.user, at=now)
    )
    if settled:
        messages.success(request, _("Settled, with its word kept."))
        return go(request, "contracts:after", deal=obligation.deal_id)
    return _one(request, obligation, form)


@guard(Act.EDIT_OBLIGATIONS, obligation_for, methods="POST")
def obligation_reopen(request: UserRequest, obligation: Obligation) -> HttpResponse:
    reopen_obligation(obligation=obligation, by=request.user, at=timezone.now())
    return go(request, "contracts:obligation", obligation=obligation.pk)


def _begun(obligation: Obligation) -> dict[str, object]:
    return {"settled_on": timezone.localdate(), "edition": obligation.edition, "to": "done"}


def _one(request: UserRequest, obligation: Obligation, form: SettleForm) -> HttpResponse:
    now, deal = timezone.now(), obligation.deal
    context = {
        "deal": deal,
        "obligation": obligation,
        "row": obligation_row(obligation, timezone.localdate(now)),
        "form": form,
        "header": deal_header(request.user, deal, now, current="contract"),
        "may_edit": Act.EDIT_OBLIGATIONS.permits(request.user),
    }
    return render_screen(request, "contracts/obligations_one.html", context, status=status_of(form))
