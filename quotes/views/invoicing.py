"""Which invoice we issue in a deal, and whether its buyer credits VAT."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.invoicing import set_invoicing
from quotes.forms.invoicing import InvoicingForm
from quotes.permissions import Act
from quotes.queries.invoicing import invoicing_screen
from stakeholders.models import Deal
from stakeholders.permissions import deal_for


@guard(Act.EDIT_ISSUES, deal_for, methods="GET POST")
def invoicing(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    screen = invoicing_screen(deal)
    form = InvoicingForm(posted(request), instance=screen.row)
    if accepted(form, lambda: set_invoicing(deal=deal, by=request.user, at=now, **form.told())):
        messages.success(request, _("From the next move on it is reckoned with that."))
        return go(request, "quotes:issues", deal.pk)
    if form.came_second and screen.row:
        form.put_beside(screen.row)
    context = {
        "form": form,
        "screen": screen,
        "deal": deal,
        "header": deal_header(request.user, deal, now, current="negotiation"),
    }
    return render_screen(request, "quotes/invoicing.html", context, status=status_of(form))
