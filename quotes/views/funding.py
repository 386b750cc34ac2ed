"""What money costs us, by which payment terms are weighed."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.currencies import HOME
from dealdesk.kernel.formats import percent
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.funding import add_funding_rate
from quotes.forms.funding import FundingRateForm
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
    now = timezone.now()
    today = timezone.localdate(now)
    form = FundingRateForm(posted(request), today=today, initial={"valid_from": today, "currency": HOME})
    made = accepted(form, lambda: add_funding_rate(**form.cleaned_data, by=request.user, at=now))
    if made:
        said = {"rate": percent(made.points), "day": made.valid_from.isoformat(), "currency": made.currency}
        messages.success(request, _("Money in %(currency)s costs %(rate)s a year from %(day)s on.") % said)
        return go(request, "quotes:funding")
    return render_screen(request, "quotes/funding_new.html", {"form": form}, status=status_of(form))
