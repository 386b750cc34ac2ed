"""What money costs us, by which payment terms are weighed."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.formats import percent
from dealdesk.web.dated import state_anew
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import render_screen
from quotes.actions.funding import add_funding_rate
from quotes.forms.funding import FundingRateForm
from quotes.models import FundingRate
from quotes.permissions import Act
from quotes.queries.funding import funding_rows


@guard(Act.SEE_FUNDING)
def funding(request: UserRequest) -> HttpResponse:
    may_edit = Act.EDIT_FUNDING.permits(request.user)
    return render_screen(
        request, "quotes/funding.html", {"rows": funding_rows(timezone.localdate()), "may_edit": may_edit}
    )


@guard(Act.EDIT_FUNDING, methods="GET POST")
def funding_new(request: UserRequest) -> HttpResponse:
    at = timezone.now()
    form, template = FundingRateForm, "quotes/funding_new.html"
    return state_anew(request, form, add_funding_rate, template=template, then="quotes:funding", at=at, said=_said)


def _said(made: FundingRate) -> str:
    told = {"rate": percent(made.points), "day": made.valid_from.isoformat(), "currency": made.currency}
    return _("Money in %(currency)s costs %(rate)s a year from %(day)s on.") % told
