"""Amending a round that was logged."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions.amendments import amend_round
from quotes.forms.amendments import AmendForm, AmendMoveFormSet, as_typed
from quotes.forms.negotiation import drafted
from quotes.models import Round
from quotes.permissions import Act, round_for
from quotes.queries.amendments import amendments_of, outcomes_in
from quotes.queries.issues import option_choices


@guard(Act.LOG_ROUND, round_for, methods="GET POST")
def round_amend(request: UserRequest, round_: Round) -> HttpResponse:
    """What is typed is held against what the round says now; whoever came second reads both."""
    quote, posted = round_.quote, request.POST if request.method == "POST" else None
    form = AmendForm(posted, quote=quote, by=request.user, there=round_.now.ours.all())
    options = option_choices(quote.deal, quote.currency)
    moves: Any = AmendMoveFormSet(posted, prefix="moves", form_kwargs={"options": options})
    if posted is None:
        drafted(as_typed(round_.now, "moves"), form, moves)
        form.initial["amended"] = round_.amendments.count()
    elif form.is_valid() & moves.is_valid():
        try:
            amend_round(
                round=round_,
                amended=form.cleaned_data["amended"],
                reason=form.cleaned_data["reason"],
                moves=moves.told(),
                was=moves.was(),
                by=request.user,
                at=timezone.now(),
                **form.told(),
            )
        except Refusal as refusal:
            put_into(form, refusal)
            if isinstance(refusal, StaleRefusal):
                round_ = round_for(request.user, round_.pk)
                form.renew(round_.amendments.count())
        else:
            messages.success(request, _("Round %(number)s is amended.") % {"number": round_.number})
            return go(request, f"{reverse('quotes:negotiation', args=[quote.pk])}#round-{round_.number}")
    context = {
        "round": round_,
        "form": form,
        "moves": moves,
        "amended": amendments_of(round_, quote.currency, outcomes_in([round_])),
        "deal": quote.deal,
        "header": deal_header(request.user, quote.deal, timezone.now(), current="negotiation"),
    }
    return render_screen(request, "quotes/amendments.html", context, status=200 if posted is None else 422)
