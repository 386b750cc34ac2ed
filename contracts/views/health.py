"""How a customer stands, for inside alone; and how much each part of it counts."""

from django.http import HttpResponse
from django.utils import timezone

from contracts.actions.health import add_health_weights
from contracts.domain.health import Part
from contracts.forms.health import HealthWeightsForm
from contracts.permissions import Act
from contracts.queries.health import health_screen, weights_rows
from dealdesk.web.dated import state_anew
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from stakeholders.models import Customer
from stakeholders.permissions import customer_for


@guard(Act.SEE_HEALTH, customer_for)
def health(request: UserRequest, customer: Customer) -> HttpResponse:
    """The customer's own page asks for the summary alone."""
    context = {"customer": customer, "screen": health_screen(request.user, customer, timezone.localdate())}
    return render_screen(request, "contracts/health.html", context, part="summary" if request.htmx else None)


@guard(Act.SEE_HEALTH_WEIGHTS)
def health_weights(request: UserRequest) -> HttpResponse:
    may_edit = Act.EDIT_HEALTH_WEIGHTS.permits(request.user)
    context = {"rows": weights_rows(timezone.localdate()), "parts": tuple(Part), "may_edit": may_edit}
    return render_screen(request, "contracts/health_weights.html", context)


@guard(Act.EDIT_HEALTH_WEIGHTS, methods="GET POST")
def health_weights_new(request: UserRequest) -> HttpResponse:
    at = timezone.now()
    return state_anew(
        request,
        HealthWeightsForm,
        add_health_weights,
        template="contracts/health_weights_new.html",
        then="contracts:health_weights",
        at=at,
    )
