"""What a deal costs us, for those who may see it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted, status_of
from dealdesk.web.guards import guard
from dealdesk.web.requests import UserRequest, id_of
from dealdesk.web.screens import go, render_screen
from quotes.actions.costs import choose_cost_model
from quotes.forms.costs import CostBasisForm
from quotes.permissions import Act
from quotes.queries import costs as queries
from stakeholders.models import Deal
from stakeholders.permissions import deal_for


@guard(Act.SEE_COST, deal_for)
def deal_costs(request: UserRequest, deal: Deal) -> HttpResponse:
    """The newest version's cost, or that of ?version=."""
    return _screen(request, deal)


@guard(Act.SET_COST_BASIS, deal_for, methods="POST")
def deal_cost_model(request: UserRequest, deal: Deal) -> HttpResponse:
    now = timezone.now()
    form = CostBasisForm(request.POST, models=queries.models_to_choose(timezone.localdate(now)))
    made = accepted(form, lambda: choose_cost_model(deal=deal, **form.cleaned_data, by=request.user, at=now))
    if made:
        messages.success(request, _("Drafts of this deal are held against “%(name)s” now.") % {"name": made.model.name})
        return go(request, "quotes:deal_costs", deal=deal.pk)
    return _screen(request, deal, form)


def _screen(request: UserRequest, deal: Deal, form: CostBasisForm | None = None) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    screen = queries.cost_screen(request.user, deal, id_of(request, "version"), today)
    if form is None and screen.may_choose:
        initial = {"model": screen.model.pk} if screen.model else None
        form = CostBasisForm(models=queries.models_to_choose(today), initial=initial)
    context = {
        "screen": screen,
        "deal": deal,
        "form": form,
        "header": deal_header(request.user, deal, now, current="cost"),
    }
    return render_screen(request, "quotes/costs_deal.html", context, status=status_of(form) if form else 200)
