"""What our quality is worth in a deal: one driver and all, the customer's word, what the price is held against."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import value as actions
from quotes.domain.value.drivers import SWINGS
from quotes.domain.value.formulas import FORMULAS, Formula
from quotes.forms.value import BasisForm, ChoiceForm, DriverForm, SeatForm, SwingForm, WordForm, begun
from quotes.models import ClaimEdition, ValueDriver
from quotes.permissions import Act, driver_for
from quotes.queries import value as queries
from quotes.queries.claims import claim_shown
from quotes.queries.readiness import people_of
from stakeholders.actions.privacy import open_map
from stakeholders.models import Deal
from stakeholders.permissions import deal_for


@guard(Act.SEE_VALUE, deal_for)
def value(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    # It shows what worries people, and in what words they acknowledged the value.
    open_map(deal, by=request.user, at=now)
    by = SwingForm(request.GET).swung()
    context = {
        "screen": queries.value_screen(request.user, deal, timezone.localdate(now), by),
        "by_choices": SWINGS,
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="value"),
    }
    return render_screen(request, "quotes/value.html", context)


@guard(Act.SEE_VALUE, driver_for)
def driver(request: UserRequest, driver: ValueDriver) -> HttpResponse:
    return _one(request, driver)


@guard(Act.EDIT_VALUE, deal_for, methods="GET POST")
def driver_new(request: UserRequest, deal: Deal) -> HttpResponse:
    """First which claim or cost and by which formula, from the address; then the figures that it asks for."""
    chosen = ChoiceForm(request.GET)
    edition = queries.chosen_edition(chosen.cleaned_data["claim"]) if chosen.is_valid() else None
    formula = Formula(chosen.cleaned_data["formula"]) if chosen.is_valid() else None
    if formula is None or not queries.may_reckon(formula, edition):
        return _choose(request, deal)
    form = _form(request, deal, formula, edition, initial={"confidence": 80})
    made = accepted(form, lambda: actions.note_driver(deal=deal, by=request.user, at=timezone.now(), **form.told()))
    return go(request, "quotes:driver", made.pk) if made else _edit(request, deal, form)


@guard(Act.EDIT_VALUE, driver_for, methods="GET POST")
def driver_edit(request: UserRequest, driver: ValueDriver) -> HttpResponse:
    newest = queries.newer_than(driver)
    form = _form(
        request, driver.deal, Formula(driver.formula), driver.claim, newest=newest, initial=vars(begun(driver))
    )
    by, at = request.user, timezone.now()
    changed = accepted(
        form,
        lambda: actions.change_driver(driver=driver, edition=form.cleaned_data["edition"], by=by, at=at, **form.told()),
    )
    if changed:
        return go(request, "quotes:driver", driver.pk)
    if form.came_second:
        form.put_beside(begun(driver_for(by, driver.pk)))
    return _edit(request, driver.deal, form, driver)


@guard(Act.EDIT_VALUE, driver_for, methods="POST")
def driver_drop(request: UserRequest, driver: ValueDriver) -> HttpResponse:
    actions.drop_driver(driver=driver, by=request.user, at=timezone.now())
    messages.success(request, _("It is off the list."))
    return go(request, "quotes:value", driver.deal_id)


@guard(Act.EDIT_VALUE, driver_for, methods="POST")
def driver_word(request: UserRequest, driver: ValueDriver) -> HttpResponse:
    form = WordForm(request.POST, contacts=people_of(driver.deal), today=timezone.localdate())
    by, at = request.user, timezone.now()
    if accepted(form, lambda: actions.acknowledge_driver(driver=driver, by=by, at=at, **form.cleaned_data)):
        messages.success(request, _("Their word is noted: it counts in the headline."))
        return go(request, "quotes:driver", driver.pk)
    return _one(request, driver, form)


@guard(Act.EDIT_VALUE, driver_for, methods="POST")
def driver_answers(request: UserRequest, driver: ValueDriver) -> HttpResponse:
    return _answer(request, driver, actions.answer_concern)


@guard(Act.EDIT_VALUE, driver_for, methods="POST")
def driver_leaves(request: UserRequest, driver: ValueDriver) -> HttpResponse:
    return _answer(request, driver, actions.leave_concern)


@guard(Act.EDIT_VALUE, deal_for, methods="GET POST")
def value_basis(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    begun = queries.taken_from(request.user, deal, request.GET.get("from", ""), today)
    form = BasisForm(
        posted(request), instance=queries.basis_of(deal), today=today, currency=deal.currency, initial=begun
    )
    changed = accepted(form, lambda: actions.set_value_basis(deal=deal, by=request.user, at=now, **form.told()))
    if changed:
        return go(request, "quotes:value", deal.pk)
    if form.came_second:
        form.put_beside(queries.basis_of(deal))
    context = {"form": form, "deal": deal, "header": deal_header(request.user, deal, now, current="value")}
    return render_screen(request, "quotes/value_basis.html", context, status=status_of(form))


def _answer(request: UserRequest, driver: ValueDriver, act: Callable[..., Any]) -> HttpResponse:
    form = SeatForm(request.POST, seats=queries.seats_of(driver.deal))
    accepted(form, lambda: act(driver=driver, seat=form.cleaned_data["seat"], by=request.user, at=timezone.now()))
    if form.errors:
        messages.error(request, _("Choose somebody who sits in this deal."))
    return go(request, "quotes:value", driver.deal_id)


def _one(request: UserRequest, driver: ValueDriver, form: WordForm | None = None) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    open_map(driver.deal, by=request.user, at=now)
    screen = queries.driver_screen(request.user, driver, today)
    if form is None and screen.may_edit and not screen.row.is_cost:
        begin = {"on": today, "edition": driver.edition}
        form = WordForm(contacts=people_of(driver.deal), today=today, initial=begin)
    context = {
        "screen": screen,
        "driver": driver,
        "form": form,
        "deal": driver.deal,
        "header": deal_header(request.user, driver.deal, now, current="value"),
    }
    return render_screen(request, "quotes/value_driver.html", context, status=status_of(form) if form else 200)


def _choose(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "screen": queries.choice_screen(deal, timezone.localdate(now)),
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="value"),
    }
    return render_screen(request, "quotes/value_choose.html", context, status=422 if request.method == "POST" else 200)


def _form(
    request: UserRequest,
    deal: Deal,
    formula: Formula,
    claim: ClaimEdition | None,
    *,
    newest: ClaimEdition | None = None,
    initial: dict[str, Any],
) -> DriverForm:
    return DriverForm(
        posted(request),
        formula=formula,
        claim=claim,
        newest=newest,
        contacts=people_of(deal),
        currency=deal.currency,
        initial=initial,
    )


def _edit(request: UserRequest, deal: Deal, form: DriverForm, driver: ValueDriver | None = None) -> HttpResponse:
    now = timezone.now()
    context = {
        "form": form,
        "rule": FORMULAS[form.formula],
        "claim": claim_shown(form.claim, timezone.localdate(now)) if form.claim else None,
        "deal": deal,
        "driver": driver,
        "header": deal_header(request.user, deal, now, current="value"),
    }
    return render_screen(request, "quotes/value_edit.html", context, status=status_of(form))
