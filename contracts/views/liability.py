"""A contract's liability: what may come of it, and what is to be changed before it is signed."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.liability import note_liability
from contracts.forms.liability import LiabilityForm
from contracts.models import LiabilityTerms
from contracts.permissions import Act, deal_for
from contracts.queries.liability import liability_screen
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen
from stakeholders.models import Deal


@guard(Act.SEE_CHECKLIST, deal_for)
def liability(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    context = {
        "deal": deal,
        "screen": liability_screen(deal, id_of(request, "edition"), timezone.localdate(now)),
        "header": deal_header(request.user, deal, now, current="contract"),
        "may_edit": Act.EDIT_CHECKLIST.permits(request.user) and deal.is_open,
    }
    return render_screen(request, "contracts/liability.html", context)


@guard(Act.EDIT_CHECKLIST, deal_for, methods="GET POST")
def liability_terms(request: UserRequest, deal: Deal) -> HttpResponse:
    """The next edition, written from the last; who comes second sees both."""
    now = timezone.now()
    last = deal.liability_terms.prefetch_related("lines").first()
    lines = last.value().lines if last else ()
    instance = last or LiabilityTerms(deal=deal)
    form = LiabilityForm(posted(request), instance=instance, currency=deal.currency, lines=lines)
    made = accepted(form, lambda: note_liability(deal=deal, **form.told(), by=request.user, at=now))
    if made:
        messages.success(
            request, _("Edition %(edition)s is kept: see what may come of it.") % {"edition": made.edition}
        )
        return go(request, "contracts:liability", deal=deal.pk)
    if form.came_second and last:
        form.put_beside(last)
    header = deal_header(request.user, deal, now, current="contract")
    context = {"form": form, "deal": deal, "last": last, "header": header}
    return render_screen(request, "contracts/liability_terms.html", context, status=status_of(form))
