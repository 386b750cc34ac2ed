"""VAT on the offer, a price beside ours, and what was added to a public contract."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.payment import add_supplement, drop_supplement
from contracts.forms.payment import SupplementForm, TheirsForm
from contracts.models import Supplement
from contracts.permissions import Act, deal_for, supplement_for
from contracts.queries.payment import vat_screen
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from stakeholders.models import Deal

HOME = "contracts:payment_vat"


@guard(Act.SEE_PAYMENT, deal_for)
def payment_vat(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    form = TheirsForm(request.GET if "gross" in request.GET else None, currency=deal.currency)
    theirs = form.offered()
    credits_vat = bool(theirs and form.cleaned_data["credits"])
    context = {
        "deal": deal,
        "form": form,
        "screen": vat_screen(deal, theirs, timezone.localdate(now), buyer_credits=credits_vat),
        "may_edit": Act.EDIT_SUPPLEMENTS.permits(request.user),
        "may_say": Act.EDIT_ISSUES.permits(request.user) and deal.is_open,
        "header": deal_header(request.user, deal, now, current="contract"),
    }
    return render_screen(request, "contracts/payment_vat.html", context)


@guard(Act.EDIT_SUPPLEMENTS, deal_for, methods="GET POST")
def supplement_new(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    form = SupplementForm(posted(request), today=today, currency=deal.currency, initial={"agreed_on": today})
    if accepted(form, lambda: add_supplement(deal=deal, **form.cleaned_data, by=request.user, at=now)):
        messages.success(request, _("It is added: see how much is left."))
        return go(request, HOME, deal=deal.pk)
    context = {"form": form, "deal": deal, "header": deal_header(request.user, deal, now, current="contract")}
    return render_screen(request, "contracts/payment_supplement.html", context, status=status_of(form))


@guard(Act.EDIT_SUPPLEMENTS, supplement_for, methods="POST")
def supplement_drop(request: UserRequest, supplement: Supplement) -> HttpResponse:
    deal = supplement.deal
    drop_supplement(supplement=supplement, by=request.user, at=timezone.now())
    messages.success(request, _("The supplement is taken out."))
    return go(request, HOME, deal=deal.pk)
