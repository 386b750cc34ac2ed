"""The negotiation of a quote, logging a round, the live preview of a move, and anchors."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into, sentence
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import negotiation as actions
from quotes.domain.negotiation import Side
from quotes.forms.negotiation import AnchorForm, MoveFormSet, RoundForm, first_values
from quotes.models import Quote
from quotes.permissions import Act, quote_for
from quotes.queries import negotiation as queries


@guard(Act.SEE_ROUNDS, quote_for)
def negotiation(request: UserRequest, quote: Quote) -> HttpResponse:
    return _screen(request, quote)


@guard(Act.LOG_ROUND, quote_for, methods="GET POST")
def round_new(request: UserRequest, quote: Quote) -> HttpResponse:
    if request.method != "POST":
        return _screen(request, quote, composing=True)
    form = RoundForm(request.POST, quote=quote, by=request.user)
    moves = MoveFormSet(request.POST, prefix="moves")
    table = quote.versions.exclude(state="draft").order_by("-number").first()
    if form.is_valid() and moves.is_valid():
        try:
            logged = actions.log_round(
                quote=quote,
                moves=moves.told(),
                new_offer=form.new_offer(table),
                by=request.user,
                at=timezone.now(),
                **{name: form.cleaned_data[name] for name in ROUND_FIELDS},
            )
        except Refusal as refusal:
            put_into(form, refusal)
        else:
            messages.success(request, _("Round %(number)s is logged.") % {"number": logged.number})
            return go(request, "quotes:negotiation", quote=quote.pk)
    return _screen(request, quote, form=form, moves=moves, composing=True, status=422)


ROUND_FIELDS = ("on", "channel", "ours", "theirs", "their_ask", "said", "next_step", "next_step_on", "reason")


@guard(Act.LOG_ROUND, quote_for, methods="POST")
def round_preview(request: UserRequest, quote: Quote) -> HttpResponse:
    """While the move is being typed: half a form is normal here, so nothing is marked as wrong."""
    form = RoundForm(request.POST, quote=quote, by=request.user)
    form.is_valid()
    table = quote.versions.exclude(state="draft").order_by("-number").prefetch_related("lines").first()
    context: dict[str, Any] = {"preview": None, "problem": ""}
    offer = form.new_offer(table) if {"offer", "new_total", "new_discount"} <= form.cleaned_data.keys() else None
    if table and offer:
        try:
            context["preview"] = queries.round_preview(request.user, table, offer, timezone.localdate())
        except Refusal as refusal:
            context["problem"] = sentence(refusal)
    return render_screen(request, "quotes/round_preview.html", context)


@guard(Act.LOG_ROUND, quote_for, methods="POST")
def anchors(request: UserRequest, quote: Quote) -> HttpResponse:
    form = AnchorForm(request.POST, prefix="anchor")
    if form.is_valid():
        values = form.cleaned_data | {"side": Side(form.cleaned_data["side"])}
        try:
            actions.set_anchor(quote=quote, by=request.user, at=timezone.now(), **values)
        except Refusal as refusal:
            put_into(form, refusal)
        else:
            return go(request, "quotes:negotiation", quote=quote.pk)
    return _screen(request, quote, anchor=form, status=422)


def _screen(
    request: UserRequest,
    quote: Quote,
    *,
    form: RoundForm | None = None,
    moves: Any = None,
    anchor: AnchorForm | None = None,
    composing: bool = False,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    may_log = Act.LOG_ROUND.permits(request.user)
    context = {
        "screen": queries.negotiation_screen(request.user, quote, today),
        "header": deal_header(request.user, quote.deal, now, current="negotiation"),
        "deal": quote.deal,
        "may_log": may_log,
        "composing": composing,
        "form": form or RoundForm(initial=first_values(today, request.user), quote=quote, by=request.user),
        "moves": moves or MoveFormSet(prefix="moves"),
        "anchor": anchor or AnchorForm(prefix="anchor", initial={"on": today}),
    }
    return render_screen(request, "quotes/negotiation.html", context, status=status)
