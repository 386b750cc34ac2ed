"""Cost models: finance writes and publishes them, pre-sales and managers read what is published."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen
from quotes.actions import costs as actions
from quotes.forms.costs import (
    CostCloneForm,
    CostDraftForm,
    CostModelForm,
    CostRowFormSet,
    MarginForm,
)
from quotes.forms.dated import PublishForm
from quotes.forms.usage import SizingForm
from quotes.models import CostModelVersion, UnitCost
from quotes.permissions import Act, cost_model_version_for
from quotes.queries import costs as queries
from stakeholders.permissions import deal_for

NOTE = UnitCost._meta.get_field("note").max_length


@guard(Act.SEE_COST)
def cost_models(request: UserRequest) -> HttpResponse:
    context = {
        "models": queries.cost_model_list(request.user, timezone.localdate()),
        "may_edit": Act.EDIT_COST_MODEL.permits(request.user),
    }
    return render_screen(request, "quotes/costs.html", context)


@guard(Act.EDIT_COST_MODEL, methods="GET POST")
def cost_model_new(request: UserRequest) -> HttpResponse:
    form = CostModelForm(posted(request))
    made = accepted(form, lambda: actions.create_cost_model(**form.cleaned_data, by=request.user, at=timezone.now()))
    if made:
        return go(request, "quotes:cost_model", cost_model=made.pk)
    return render_screen(request, "quotes/costs_model_new.html", {"form": form}, status=status_of(form))


@guard(Act.SEE_COST, cost_model_version_for)
def cost_model(request: UserRequest, version: CostModelVersion) -> HttpResponse:
    """With a support desk in the address, as a deal's sizing asked for it, its seats stand in the draft, unsaved."""
    return _screen(request, version, seats=_seats(request))


@guard(Act.EDIT_COST_MODEL, cost_model_version_for, methods="POST")
def cost_model_costs(request: UserRequest, version: CostModelVersion) -> HttpResponse:
    """All unit costs and margins of a draft at once."""
    rows: Any = CostRowFormSet(request.POST, prefix="rows", form_kwargs={"today": timezone.localdate()})
    margins = MarginForm(request.POST, carried_by=version.carried_by)
    # Both are asked, so that everything wrong is said at once.
    if not all([rows.is_valid(), margins.is_valid()]):
        return _screen(request, version, rows=rows, margins=margins)
    actions.save_costs(version=version, rows=rows.stated(), **margins.told(), by=request.user, at=timezone.now())
    messages.success(request, _("The draft's unit costs are saved."))
    return go(request, "quotes:cost_model", cost_model=version.pk)


@guard(Act.EDIT_COST_MODEL, cost_model_version_for, methods="POST")
def cost_model_publish(request: UserRequest, version: CostModelVersion) -> HttpResponse:
    now = timezone.now()
    form = PublishForm(request.POST, today=timezone.localdate(now))
    made = accepted(
        form, lambda: actions.publish_cost_model(version=version, **form.cleaned_data, by=request.user, at=now)
    )
    if made:
        messages.success(request, _("Published: nothing in it changes from now on."))
        return go(request, "quotes:cost_model", cost_model=version.pk)
    return _screen(request, version, publish=form)


@guard(Act.EDIT_COST_MODEL, cost_model_version_for, methods="POST")
def cost_model_draft(request: UserRequest, version: CostModelVersion) -> HttpResponse:
    """The next version of the model, from this one."""
    form = CostDraftForm(request.POST)
    made = accepted(
        form,
        lambda: actions.draft_cost_model(version=version, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    return go(request, "quotes:cost_model", cost_model=made.pk) if made else _screen(request, version, draft=form)


@guard(Act.EDIT_COST_MODEL, cost_model_version_for, methods="POST")
def cost_model_discard(request: UserRequest, version: CostModelVersion) -> HttpResponse:
    actions.discard_cost_model(version=version, by=request.user, at=timezone.now())
    messages.success(request, _("The draft V%(number)s is gone.") % {"number": version.number})
    return go(request, "quotes:cost_models")


@guard(Act.EDIT_COST_MODEL, cost_model_version_for, methods="GET POST")
def cost_model_clone(request: UserRequest, version: CostModelVersion) -> HttpResponse:
    """These unit costs in another model."""
    form = CostCloneForm(posted(request), initial={"currency": version.model.currency})
    made = accepted(
        form,
        lambda: actions.clone_cost_model(version=version, **form.cleaned_data, by=request.user, at=timezone.now()),
    )
    if made:
        return go(request, "quotes:cost_model", cost_model=made.pk)
    context = {"form": form, "version": version.pk, "number": version.number, "name": version.model.name}
    return render_screen(request, "quotes/costs_model_clone.html", context, status=status_of(form))


@guard(Act.SEE_COST, cost_model_version_for)
def cost_model_compare(request: UserRequest, version: CostModelVersion) -> HttpResponse:
    """This version against ?against=, another one."""
    asked = id_of(request, "against")
    against = cost_model_version_for(request.user, asked) if asked else None
    context = {"screen": queries.cost_model_comparison(request.user, version, against)}
    return render_screen(request, "quotes/costs_model_compare.html", context)


def _seats(request: UserRequest) -> queries.Seats | None:
    """The people on the roster, with the figures they were worked out from, and the deal where it was done for one."""
    pk, form = id_of(request, "deal"), SizingForm(request.GET)
    if not form.is_valid() or form.roster is None:
        return None
    deal = f"{deal_for(request.user, deal=pk)}：" if pk else ""
    return queries.Seats(people=form.roster, note=f"{deal}{form.told}"[:NOTE])


def _screen(
    request: UserRequest,
    version: CostModelVersion,
    *,
    seats: queries.Seats | None = None,
    rows: Any = None,
    margins: MarginForm | None = None,
    draft: CostDraftForm | None = None,
    publish: PublishForm | None = None,
) -> HttpResponse:
    """The version; after a refusal with what was typed, and 422."""
    today = timezone.localdate()
    screen = queries.cost_model_screen(request.user, version, today)
    if screen.may_edit and rows is None:
        kwargs: Any = {"form_kwargs": {"today": today}}
        stated = queries.initial_rows(version)
        initial = queries.with_seats(stated, seats) if seats else stated
        rows = CostRowFormSet(prefix="rows", initial=initial, **kwargs)
        margins = MarginForm(
            initial={"minimum": screen.minimum, "target": screen.target}, carried_by=version.carried_by
        )
    context: dict[str, Any] = {
        "screen": screen,
        "rows": rows if screen.may_edit else None,
        "seats": seats,
        "sizing": SizingForm(request.GET if seats else None),
        "margins": margins,
        "draft": draft or CostDraftForm(),
        "publish": publish or PublishForm(initial={"valid_from": today}, today=today),
    }
    wrong = draft or publish or (rows is not None and rows.is_bound)
    return render_screen(request, "quotes/costs_model.html", context, status=422 if wrong else 200)
