"""Packages that are worth the same to us, to be offered together."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from quotes.forms.meso import MesoForm
from quotes.queries.meso import meso_screen
from stakeholders.models import Deal
from stakeholders.permissions import Act, deal_for


@guard(Act.SEE_ISSUES, deal_for)
def meso(request: UserRequest, deal: Deal) -> HttpResponse:
    """The address bar is the question; nothing of it is kept."""
    now = timezone.now()
    form = MesoForm(request.GET or None, currency=deal.currency)
    value = form.cleaned_data["value"] if form.is_valid() else None
    context = {
        "form": form,
        "screen": meso_screen(request.user, deal, value, timezone.localdate(now)),
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="negotiation"),
    }
    return render_screen(request, "quotes/meso.html", context, status=status_of(form))
