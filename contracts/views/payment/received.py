"""The instalments of a deal, and the money that came in."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.payment import (
    add_instalment,
    change_instalment,
    drop_instalment,
    note_receipt,
    plan_instalments,
    withdraw_receipt,
)
from contracts.forms.payment import InstalmentForm, PlanForm, ReceiptForm, WithdrawForm
from contracts.models import Instalment, Receipt
from contracts.permissions import Act, deal_for, instalment_for, receipt_for
from contracts.queries.checklists import offers_of
from contracts.queries.payment import received_screen
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.models import Deal

HOME = "contracts:payment_received"


@guard(Act.SEE_PAYMENT, deal_for)
def payment_received(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "deal": deal,
        "screen": received_screen(deal, request.user, timezone.localdate(now)),
        "may_edit": Act.EDIT_INSTALMENTS.permits(request.user),
        "may_note": Act.NOTE_RECEIPT.permits(request.user),
        "header": deal_header(request.user, deal, now, current="contract"),
    }
    return render_screen(request, "contracts/payment_received.html", context)


@guard(Act.EDIT_INSTALMENTS, deal_for, methods="GET POST")
def instalments_plan(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today, offer = timezone.localdate(now), offers_of(deal).first()
    if offer is None:
        messages.error(request, _("There is no offer yet that instalments could be taken from."))
        return go(request, HOME, deal=deal.pk)
    form = PlanForm(posted(request), today=today, initial={"begins": today})
    by, title = request.user, _("Instalment no.")
    if accepted(form, lambda: plan_instalments(version=offer, **form.cleaned_data, title=title, by=by, at=now)):
        messages.success(request, _("The instalments are taken from the offer: put their days right."))
        return go(request, HOME, deal=deal.pk)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "offer": offer, "header": header}
    return render_screen(request, "contracts/payment_plan.html", context, status=status_of(form))


@guard(Act.EDIT_INSTALMENTS, deal_for, methods="GET POST")
def instalment_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = InstalmentForm(posted(request), today=today, currency=deal.currency, initial={"from_day": today})

    def add() -> Instalment:
        title = form.cleaned_data["title"]
        return add_instalment(deal=deal, title=title, terms=form.terms(), by=request.user, at=now)

    if accepted(form, add):
        messages.success(request, _("The instalment is added."))
        return go(request, HOME, deal=deal.pk)
    return _instalment(request, deal, form)


@guard(Act.EDIT_INSTALMENTS, instalment_for, methods="GET POST")
def instalment(request: UserRequest, instalment: Instalment) -> HttpResponse:
    now, deal = timezone.now(), instalment.deal
    form = InstalmentForm(posted(request), instance=instalment, today=timezone.localdate(now), currency=deal.currency)

    def change() -> Instalment:
        told = {"title": form.cleaned_data["title"], "edition": form.cleaned_data["edition"]}
        return change_instalment(instalment=instalment, terms=form.terms(), **told, by=request.user, at=now)

    if accepted(form, change):
        messages.success(request, _("The instalment is changed."))
        return go(request, HOME, deal=deal.pk)
    if form.came_second:
        form.put_beside(instalment_for(request.user, instalment.pk))
    return _instalment(request, deal, form, instalment)


@guard(Act.EDIT_INSTALMENTS, instalment_for, methods="POST")
def instalment_drop(request: UserRequest, instalment: Instalment) -> HttpResponse:
    deal = instalment.deal
    drop_instalment(instalment=instalment, by=request.user, at=timezone.now())
    messages.success(request, _("The instalment is taken out."))
    return go(request, HOME, deal=deal.pk)


@guard(Act.NOTE_RECEIPT, deal_for, methods="GET POST")
def receipt_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = ReceiptForm(posted(request), today=today, currency=deal.currency, initial={"received_on": today})
    if accepted(form, lambda: note_receipt(deal=deal, **form.cleaned_data, by=request.user, at=now)):
        messages.success(request, _("It is noted what came in."))
        return go(request, HOME, deal=deal.pk)
    context = {"form": form, "deal": deal, "header": deal_header(request.user, deal, now, current="contract")}
    return render_screen(request, "contracts/payment_receipt.html", context, status=status_of(form))


@guard(Act.NOTE_RECEIPT, receipt_for, methods="GET POST")
def receipt_withdraw(request: UserRequest, receipt: Receipt) -> HttpResponse:
    now, deal = timezone.now(), receipt.deal
    form = WithdrawForm(posted(request))

    def withdraw() -> bool:
        withdraw_receipt(receipt=receipt, **form.cleaned_data, by=request.user, at=now)
        return True

    if accepted(form, withdraw):
        messages.success(request, _("It is taken back, and stays in sight with its reason."))
        return go(request, HOME, deal=deal.pk)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "receipt": receipt, "deal": deal, "header": header}
    return render_screen(request, "contracts/payment_receipt.html", context, status=status_of(form))


def _instalment(
    request: UserRequest, deal: Deal, form: InstalmentForm, instalment: Instalment | None = None
) -> HttpResponse:
    header = deal_header(request.user, deal, timezone.now(), current="contract")
    context = {"form": form, "deal": deal, "instalment": instalment, "header": header}
    return render_screen(request, "contracts/payment_instalment.html", context, status=status_of(form))
