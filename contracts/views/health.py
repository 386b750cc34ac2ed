"""How a customer stands, for inside alone; and how much each part of it counts."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.health import add_health_weights
from contracts.domain.health import Part
from contracts.forms.health import HealthWeightsForm
from contracts.permissions import Act
from contracts.queries.health import health_screen, weights_rows
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
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
    now = timezone.now()
    today = timezone.localdate(now)
    form = HealthWeightsForm(posted(request), today=today, initial={"valid_from": today})
    made = accepted(form, lambda: add_health_weights(**form.told(), by=request.user, at=now))
    if made:
        messages.success(request, _("In force from %(day)s on.") % {"day": made.valid_from.isoformat()})
        return go(request, "contracts:health_weights")
    return render_screen(request, "contracts/health_weights_new.html", {"form": form}, status=status_of(form))
