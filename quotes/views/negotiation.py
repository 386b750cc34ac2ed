"""The negotiation of a quote, logging a round, the live preview of a move, and anchors."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.dealheader import deal_header
from dealdesk.web.forms import accepted
from dealdesk.web.guards import guard
from dealdesk.web.refusals import put_into, sentence
from dealdesk.web.requests import UserRequest
from dealdesk.web.screens import go, render_screen
from quotes.actions import negotiation as actions
from quotes.actions.anchors import set_anchor
from quotes.actions.coach import set_aims
from quotes.actions.drafts import drop_round_draft, keep_round_draft
from quotes.domain.negotiation import Side
from quotes.forms.coach import AimsForm
from quotes.forms.negotiation import AnchorForm, MoveFormSet, RoundForm, drafted, first_values
from quotes.models import Quote
from quotes.permissions import Act, quote_for
from quotes.queries import negotiation as queries
from quotes.queries.drafts import came_between, round_draft
from quotes.queries.issues import option_choices
from quotes.queries.rivals import rival_card

# What an offer's own words for its price are called in the form of a round.
FIELD_OF = {"discount": "new_discount", "bundle_price": "new_total"}


@guard(Act.SEE_ROUNDS, quote_for)
def negotiation(request: UserRequest, quote: Quote) -> HttpResponse:
    return _screen(request, quote)


@guard(Act.LOG_ROUND, quote_for, methods="GET POST")
def round_new(request: UserRequest, quote: Quote) -> HttpResponse:
    if request.method != "POST":
        return _screen(request, quote, composing=True)
    table = queries.on_the_table(quote)
    form = RoundForm(request.POST, request.FILES, quote=quote, table=table, by=request.user)
    moves: Any = _moves(quote, request.POST)
    if form.is_valid() & moves.is_valid():
        offer = form.new_offer()
        try:
            logged = actions.log_round(
                quote=quote,
                moves=moves.told(),
                new_offer=offer,
                beside=form.written_beside(),
                files=form.cleaned_data["attached"],
                by=request.user,
                at=timezone.now(),
                **form.told(),
                **{name: form.cleaned_data[name] for name in ("reason", "dismissed", "dismissed_because")},
            )
        except Refusal as refusal:
            refusal.field = FIELD_OF.get(refusal.field or "", refusal.field)
            put_into(form, refusal)
        else:
            messages.success(request, _("Round %(number)s is logged.") % {"number": logged.number})
            for words in queries.taken_over(table, offer) if table else ():
                messages.info(request, words)
            return go(request, "quotes:negotiation", quote=quote.pk)
    if request.FILES and not form.has_error("attached"):
        form.add_error("attached", _("Choose the files again: a browser does not send them a second time by itself."))
    return _screen(request, quote, form=form, moves=moves, composing=True, status=422)


@guard(Act.LOG_ROUND, quote_for, methods="POST")
def round_preview(request: UserRequest, quote: Quote) -> HttpResponse:
    """While the move is being typed: half a form is normal here, so nothing is marked as wrong, and it is kept."""
    table = queries.on_the_table(quote)
    form = RoundForm(request.POST, quote=quote, table=table, by=request.user)
    moves: Any = _moves(quote, request.POST)
    keep_round_draft(
        quote=quote,
        values=dict(request.POST.lists()),
        number=form.draft_number(),
        by=request.user,
        at=timezone.now(),
    )
    meanwhile = came_between(quote, table, form.written_beside())
    context = _preview(request, form, moves) | {"meanwhile": meanwhile, "deal": quote.deal}
    return render_screen(request, "quotes/round_preview.html", context)


@guard(Act.LOG_ROUND, quote_for, methods="POST")
def round_draft_drop(request: UserRequest, quote: Quote) -> HttpResponse:
    drop_round_draft(quote=quote, by=request.user, at=timezone.now())
    return go(request, "quotes:round_new", quote=quote.pk)


def _moves(quote: Quote, typed: Any = None) -> Any:
    """Rows of moves that may name the outcomes of the deal's issues."""
    options = option_choices(quote.deal, quote.currency)
    return MoveFormSet(typed, prefix="moves", form_kwargs={"options": options})


def _preview(request: UserRequest, form: RoundForm, moves: Any) -> dict[str, Any]:
    """What the typed move comes to, or why it comes to nothing, and what the offer misses of what was agreed; empty
    while there is no move yet."""
    form.is_valid()
    dismissed = form.cleaned_data.get("dismissed", ())
    if form.table is None or not {"offer", "new_total", "new_discount"} <= form.cleaned_data.keys():
        return {"dismissed": dismissed}
    offer, told, today = form.new_offer(), moves.so_far(), timezone.localdate()
    try:
        typed = queries.typed(form.table, offer)
        traded, coach = queries.composing(
            request.user,
            typed,
            ask=form.asked(form.table),
            moves=told,
            dismissed=dismissed,
            today=today,
            spans=form.spans(),
        )
        return {
            "traded": traded,
            "coach": coach,
            "missed": queries.missed(form.table, offer, told),
            "preview": queries.round_preview(request.user, typed, today) if offer else None,
        }
    except Refusal as refusal:
        return {"problem": sentence(refusal), "dismissed": dismissed}


@guard(Act.LOG_ROUND, quote_for, methods="POST")
def anchors(request: UserRequest, quote: Quote) -> HttpResponse:
    form = AnchorForm(request.POST, prefix="anchor")
    noted = accepted(
        form,
        lambda: set_anchor(
            quote=quote,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data | {"side": Side(form.cleaned_data["side"])},
        ),
    )
    return go(request, "quotes:negotiation", quote=quote.pk) if noted else _screen(request, quote, anchor=form)


@guard(Act.LOG_ROUND, quote_for, methods="POST")
def aims(request: UserRequest, quote: Quote) -> HttpResponse:
    form = AimsForm(request.POST, prefix="aims", currency=quote.currency, months=None)
    kept = accepted(
        form,
        lambda: set_aims(
            quote=quote,
            aims=form.aims(),
            batna=form.cleaned_data["batna"],
            batna_worth=form.cleaned_data["batna_worth"],
            edition=form.cleaned_data["edition"],
            by=request.user,
            at=timezone.now(),
        ),
    )
    return go(request, "quotes:negotiation", quote=quote.pk) if kept else _screen(request, quote, aims=form)


def _composer(
    request: UserRequest, screen: queries.NegotiationScreen, form: RoundForm | None, moves: Any, today: date
) -> dict[str, Any]:
    """What was typed, just now or before the page was lost, with what it comes to and what came in between."""
    about: dict[str, Any] = {"quote": screen.quote, "table": screen.table, "by": request.user}
    draft = round_draft(request.user, screen.quote)
    kept = draft.values if draft and form is None else {}
    typed, told = (form, moves) if form else _as_sent(kept, about)
    context = {}
    if typed:
        between = came_between(screen.quote, screen.table, typed.written_beside())
        context = _preview(request, typed, told) | {"between": between}
    if form is None:
        form, moves = RoundForm(initial=first_values(today, request.user), **about), _moves(screen.quote)
        drafted(kept, form, moves)
    form.carry(screen.beside, draft.number if draft else 1)
    return context | {"form": form, "moves": moves, "draft": draft if kept else None}


def _as_sent(kept: dict[str, list[str]], about: dict[str, Any]) -> tuple[RoundForm | None, Any]:
    """A draft as its form once sent it; what is wrong in it is not said before it is sent again."""
    sent: Any = MultiValueDict(kept)
    return (RoundForm(sent, **about), _moves(about["quote"], sent)) if kept else (None, None)


def _beside_what_stands(screen: queries.NegotiationScreen, anchor: AnchorForm | None, aims: AimsForm | None) -> None:
    """Whose save came second reads what was saved meanwhile beside what they typed; where nothing was, their page
    named an edition that never was."""
    if anchor and anchor.came_second:
        side = anchor.cleaned_data.get("side")
        for row in screen.anchors:
            if row.anchor.side == side:
                anchor.put_beside(row.anchor)
    if aims and aims.came_second and screen.aims:
        aims.put_beside(screen.aims)


def _screen(
    request: UserRequest,
    quote: Quote,
    *,
    form: RoundForm | None = None,
    moves: Any = None,
    anchor: AnchorForm | None = None,
    aims: AimsForm | None = None,
    composing: bool = False,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    table = queries.on_the_table(quote)
    screen = queries.negotiation_screen(request.user, quote, table, today)
    months = table.whole.months if table else None
    _beside_what_stands(screen, anchor, aims)
    first = {"on": today, "months": months, "edition": screen.anchors_edition}
    context: dict[str, Any] = {
        "screen": screen,
        "coach": screen.coach,
        "aims": aims or AimsForm(prefix="aims", currency=quote.currency, months=months, now=screen.aims),
        "header": deal_header(request.user, quote.deal, now, current="negotiation"),
        "deal": quote.deal,
        "rival": rival_card(request.user, quote.deal, today),
        "may_log": Act.LOG_ROUND.permits(request.user),
        "composing": composing,
        "anchor": anchor or AnchorForm(prefix="anchor", initial=first),
    }
    if composing:
        context |= _composer(request, screen, form, moves, today)
    return render_screen(request, "quotes/negotiation.html", context, status=422 if anchor or aims else status)
