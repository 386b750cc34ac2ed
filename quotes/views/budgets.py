"""What a customer can spend: the signals of a deal, the estimate they make, and what turned out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.refusals import sentence
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen
from quotes.queries import budgets as queries
from stakeholders.actions.budgets import add_signal, change_signal, record_outcome, remove_signal
from stakeholders.forms.budgets import OutcomeForm, SignalForm, first_values, values_of
from stakeholders.models import BudgetSignal, Deal
from stakeholders.permissions import Act, budget_signal_for, deal_for

SCREEN = "quotes/budgets.html"


@guard(Act.SEE_BUDGET, deal_for)
def budget(request: UserRequest, deal: Deal) -> HttpResponse:
    return _screen(request, deal)


@guard(Act.SEE_BUDGET)
def budget_record(request: UserRequest) -> HttpResponse:
    """How one's own intervals turned out, and for a manager those of everybody in the tree."""
    context = {"screen": queries.record_screen(request.user)}
    return render_screen(request, "quotes/budget_record.html", context)


@guard(Act.EDIT_BUDGET, deal_for, methods="POST")
def signal_new(request: UserRequest, deal: Deal) -> HttpResponse:
    form = SignalForm(request.POST)
    made = accepted(form, lambda: add_signal(deal, **form.told(), by=request.user, at=timezone.now()))
    if made is None:
        return _screen(request, deal, form=form)
    late = _("The signal is kept apart: the budget was frozen before it.")
    messages.success(request, late if made.after_freeze else _("The signal counts now."))
    return go(request, "quotes:budget", deal=deal.pk)


@guard(Act.EDIT_BUDGET, budget_signal_for, methods="GET POST")
def signal_edit(request: UserRequest, signal: BudgetSignal) -> HttpResponse:
    form = SignalForm(posted(request), initial=values_of(signal))
    if accepted(form, lambda: change_signal(signal, **form.told(), by=request.user, at=timezone.now())):
        return go(request, "quotes:budget", deal=signal.deal_id)
    return _screen(request, signal.deal, form=form, editing=signal)


@guard(Act.EDIT_BUDGET, budget_signal_for, methods="POST")
def signal_remove(request: UserRequest, signal: BudgetSignal) -> HttpResponse:
    remove_signal(signal, by=request.user, at=timezone.now())
    messages.success(request, _("The signal counts no more."))
    return go(request, "quotes:budget", deal=signal.deal_id)


@guard(Act.EDIT_BUDGET, deal_for, methods="POST")
def signal_preview(request: UserRequest, deal: Deal) -> HttpResponse:
    """While a signal is being typed: half a form is normal here, so nothing is marked as wrong."""
    form = SignalForm(request.POST)
    return render_screen(request, "quotes/budget_preview.html", _preview(request, deal, form))


@guard(Act.EDIT_BUDGET, deal_for, methods="POST")
def outcome_new(request: UserRequest, deal: Deal) -> HttpResponse:
    outcome = OutcomeForm(request.POST, prefix="outcome")
    if accepted(outcome, lambda: record_outcome(deal, **outcome.told(), by=request.user, at=timezone.now())):
        messages.success(request, _("What turned out is recorded."))
        return go(request, "quotes:budget", deal=deal.pk)
    return _screen(request, deal, outcome=outcome)


def _preview(request: UserRequest, deal: Deal, form: SignalForm) -> dict[str, Any]:
    """What the estimate becomes, or why the signal cannot be counted; empty while it is not one yet."""
    form.fields["evidence"].required = form.fields["kind"].required = False
    if not form.is_valid():
        return {}
    told = form.told()
    try:
        return {"preview": queries.preview(deal, told, id_of(request, "signal"))}
    except Refusal as refusal:
        return {"problem": sentence(refusal)}


def _screen(
    request: UserRequest,
    deal: Deal,
    *,
    form: SignalForm | None = None,
    outcome: OutcomeForm | None = None,
    editing: BudgetSignal | None = None,
) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    context = {
        "screen": queries.budget_screen(request.user, deal, today),
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="budget"),
        "form": form or SignalForm(initial=first_values(deal)),
        "outcome": outcome or OutcomeForm(prefix="outcome", initial=first_values(deal) | {"known_on": today}),
        "editing": editing,
    }
    bound = outcome or form
    return render_screen(request, SCREEN, context, status=status_of(bound) if bound else 200)
