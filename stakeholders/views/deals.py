"""Opening a deal, changing its facts and moving it on; what it offers is shown by the apps above."""

from django.http import HttpResponse
from django.utils import timezone

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, posted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of, text_of, word_of
from dealdesk.web.screens import go, render_screen
from dealdesk.web.units import unit
from stakeholders.actions.deals import change_deal, create_deal, move_deal
from stakeholders.domain.deals import Ends
from stakeholders.forms.deals import DealForm, MoveForm
from stakeholders.models import Deal
from stakeholders.permissions import Act, customer_for, deal_for
from stakeholders.queries.customers import customers_to_choose
from stakeholders.queries.deals import stage_moves


@guard(Act.CREATE_DEAL, methods="GET POST")
def deal_new(request: UserRequest) -> HttpResponse:
    chosen = id_of(request, "customer")
    if chosen is None:
        return _choose_customer(request)
    customer = customer_for(request.user, chosen)
    form = DealForm(posted(request), today=timezone.localdate())
    made = accepted(
        form, lambda: create_deal(customer=customer, **form.cleaned_data, by=request.user, at=timezone.now())
    )
    if made:
        return go(request, "quotes:deal", made.pk)
    context = {"form": form, "customer": customer}
    return render_screen(request, "stakeholders/deals.html", context, status=status_of(form))


def _choose_customer(request: UserRequest) -> HttpResponse:
    """A deal starts from a customer; ten thousand of them are searched, not scrolled."""
    text = text_of(request, "q")
    context = {
        "customers": customers_to_choose(request.user, text),
        "text": text,
        "may_create": Act.EDIT_CUSTOMER.permits(request.user),
    }
    return render_screen(request, "stakeholders/deal_customer.html", context)


@guard(Act.EDIT_DEAL, deal_for, methods="GET POST")
def deal_edit(request: UserRequest, deal: Deal) -> HttpResponse:
    form = DealForm(posted(request), instance=deal, today=timezone.localdate())
    if accepted(form, lambda: change_deal(deal, **form.cleaned_data, by=request.user, at=timezone.now())):
        return go(request, "quotes:deal", deal.pk)
    if form.came_second:
        form.put_beside(deal_for(request.user, deal.pk))
    header = deal_header(request.user, deal, timezone.now(), current="overview")
    context = {"form": form, "deal": deal, "customer": deal.customer, "header": header}
    return render_screen(request, "stakeholders/deals.html", context, status=status_of(form))


@guard(Act.EDIT_DEAL, deal_for, methods="GET POST")
def deal_stage(request: UserRequest, deal: Deal) -> HttpResponse:
    """`to` in the address asks for the page on which a deal is closed."""
    closing = word_of(request, "to", Ends)
    form = MoveForm(posted(request), currency=deal.currency, closing=closing)
    if accepted(form, lambda: move_deal(deal, **form.move(), by=request.user, at=timezone.now())):
        return go(request, "quotes:deal", deal.pk)
    context = {
        "form": form,
        "deal": deal,
        "header": deal_header(request.user, deal, timezone.now(), current="overview"),
        "moves": stage_moves(deal),
        "closing": closing,
        "counted": unit(deal.currency, True),
    }
    return render_screen(request, "stakeholders/deal_stage.html", context, status=status_of(form))
