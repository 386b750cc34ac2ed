"""Logging a round: what was said, what was traded, and the new offer with the approvals it needs, all or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dealdesk.kernel.formats import money
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.approvals import submit_version
from quotes.actions.attachments import attach_files
from quotes.actions.drafts import end_draft
from quotes.actions.quotes import revise
from quotes.actions.quotes.versions import hold_talk
from quotes.actions.readiness import let_out
from quotes.domain.attachments import Checked
from quotes.domain.coach.advice import Advice, Weight, advise
from quotes.domain.coach.talk import Draft, Next, Talk, composed, is_agreed
from quotes.domain.costs.support import seats_named
from quotes.domain.issues.ledger import trades
from quotes.domain.issues.moves import priced
from quotes.domain.negotiation import Beside, Issue, MoveKind, MoveStatus, MoveTerms, Span, untraded
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.lengths import Total, asked_for
from quotes.domain.pricing.revised import Revision, revised
from quotes.models import (
    CoachNote,
    CostSnapshot,
    Move,
    Quote,
    QuoteVersion,
    Round,
    RoundAmendment,
)
from quotes.models.coach import coach_rules, talk_of
from quotes.models.issues import turn_of
from quotes.models.timing import claims_of, timing_of
from stakeholders.actions.deals import advance_deal
from stakeholders.actions.journal import record
from stakeholders.actions.notices import notify, working_on
from stakeholders.actions.privacy import refuse_erased
from stakeholders.domain.deals import Milestone, Stage
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Contact, Deal, User
from stakeholders.permissions import Act

CAME_BETWEEN = (
    "The negotiation went on while you were writing, and nothing you typed is lost: read what came in between, change "
    "what no longer fits, and log the round."
)


OFF_THE_LIST = "An option that was chosen is off the deal's list of issues by now: choose another."


class Told(TypedDict):
    """What a round is, apart from who was there and what was traded."""

    on: date
    channel: str
    their_ask: Decimal | None
    # Ranges that were named: up to where they asked, and ours.
    ask_high: NotRequired[Decimal | None]
    # For how many months they asked, where they said so.
    ask_months: NotRequired[int | None]
    range_low: NotRequired[Decimal | None]
    range_high: NotRequired[Decimal | None]
    said: str
    next_step: str
    next_step_on: date


@transaction.atomic
def log_round(
    *,
    quote: Quote,
    ours: Sequence[User],
    theirs: Sequence[Contact],
    moves: Sequence[MoveTerms] = (),
    new_offer: Revision | None = None,
    reason: str = "",
    dismissed: Collection[str] = (),
    dismissed_because: str = "",
    beside: Beside | None = None,
    files: Sequence[Checked] = (),
    by: User,
    at: datetime,
    **told: Unpack[Told],
) -> Round:
    """One exchange with the customer. A round that changes the offer makes, freezes and submits the next version.

    What the coach says of it is kept with it; what was `dismissed` of that says why. Whoever wrote it on a screen says
    what stood `beside` it there: what came in between has to be looked at first. Talking of a version tells its price.
    """
    held = hold_talk(quote, and_requests=True)
    table = _on_the_table(held)
    talk = _in_time(talk_of(held, table.whole), held, at)
    _nothing_between(beside, table, talk)
    check_told(held.deal, told, theirs, moves, at)
    let_out(table, told_on=told["on"], by=by, at=at)
    moves = _priced(table, talk, moves, new_offer, reason, at)
    made = _offered(table, new_offer, _why(reason, moves), moves, by, at) if new_offer else None
    now = Next(talk, _draft(table, made, told, moves))
    notes = _notes(now, price((made or table).terms()).floor, dismissed, dismissed_because, by, at)
    _set_next_step(held, told)
    facts = {"quote": held, "number": talk.rounds + 1, "our_offer": (made or table).gross_total, **told}
    logged = Round.objects.create(version=table, made=made, logged_at=at, logged_by=by, **facts)
    _fill(logged, ours, theirs, _with_costs(moves, table, made), notes)
    attach_files(round=logged, files=files, by=by, at=at)
    _carry_on(logged, held.deal, table.currency, by, at)
    return logged


def _in_time(talk: Talk, held: Quote, at: datetime) -> Talk:
    day = timezone.localdate(at)
    return replace(talk, claims=claims_of(held.deal, day), timing=timing_of(held, day))


def _nothing_between(beside: Beside | None, table: QuoteVersion, talk: Talk) -> None:
    if beside is not None and beside != Beside(version=table.pk, round=talk.rounds):
        raise StaleRefusal(CAME_BETWEEN)


def _set_next_step(held: Quote, told: Told) -> None:
    """Whoever has the deal's facts open is told when saving them; erasing a contact locks the deal first, too."""
    step = {"next_step": told["next_step"], "next_step_on": told["next_step_on"]}
    Deal.objects.filter(pk=held.deal_id).update(**step, edition=F("edition") + 1)


def _fill(
    logged: Round, ours: Sequence[User], theirs: Sequence[Contact], moves: Sequence[MoveTerms], notes: list[CoachNote]
) -> None:
    """Who was there, what was traded, what the coach said; what its writer had typed so far is no draft any more."""
    logged.ours.set(ours)
    logged.theirs.set(theirs)
    refuse_erased(theirs, field="theirs")
    Move.objects.bulk_create(move_row(move, round=logged) for move in moves)
    for note in notes:
        note.round = logged
    CoachNote.objects.bulk_create(notes)
    end_draft(logged.quote, by=logged.logged_by, at=logged.logged_at)


def _carry_on(logged: Round, deal: Deal, currency: str, by: User, at: datetime) -> None:
    """The round's row in the journal, who is told of it, and a stage that is not behind it."""
    record("log_round", on=logged, by=by, at=at, deal=deal, **_facts(logged, currency))
    told = [person for person in working_on(deal) if Act.SEE_ROUNDS.permits(person)]
    notify(NoticeKind.ROUND_LOGGED, to=told, about=logged.quote, deal=deal, by=by, at=at, number=logged.quote.number)
    # Talking prices is what the negotiation stage means; a deal that was taken back on purpose stays where it is.
    if logged.number == 1 or deal.stage == Stage.QUOTE:
        advance_deal(deal, on=Milestone.FIRST_ROUND, by=by, at=at)


def _draft(table: QuoteVersion, made: QuoteVersion | None, told: Told, moves: Sequence[MoveTerms]) -> Draft:
    before = table.terms()
    return composed(
        offer=made.whole if made else None,
        before=before,
        after=made.terms() if made else before,
        ask=asked_for(told["their_ask"], told.get("ask_months"), table.whole),
        moves=moves,
        **spans_of(told),
    )


def spans_of(told: Told) -> dict[str, Span | None]:
    """The ranges that were named by either side."""
    return {
        "ours": _span(told.get("range_low"), told.get("range_high"), field="range_high"),
        "theirs": _span(told["their_ask"], told.get("ask_high"), field="ask_high"),
    }


def _span(low: Decimal | None, high: Decimal | None, *, field: str) -> Span | None:
    if high is None:
        return None
    if low is None or low >= high:
        raise Refusal("A range goes up from its first number: fill in both, or leave this empty.", field=field)
    return Span(low=low, high=high)


def _priced(
    table: QuoteVersion, talk: Talk, moves: Sequence[MoveTerms], offer: Revision | None, reason: str, at: datetime
) -> tuple[MoveTerms, ...]:
    """What each move is worth on the day it is logged: rates and outcomes may change, a round does not."""
    if not moves:
        return ()
    terms = table.terms()
    after = revised(terms, offer) if offer else terms
    turn = turn_of(table, after, moves=moves, agreed=talk.moves, day=timezone.localdate(at))
    if any(move.option is not None and turn.issue_of(move.option) is None for move in moves):
        raise Refusal(OFF_THE_LIST)
    told = priced(moves, turn)
    check_losses(told, reason if offer else "")
    return told


def check_losses(moves: Sequence[MoveTerms], reason: str = "") -> None:
    """What costs us more than it brings is agreed to with a reason, in its row or for the approver."""
    for trade in trades(moves):
        if trade.is_losing and not trade.reason and not reason.strip():
            message = "“%(what)s” costs %(loss)s more than it brings: say in its row why it is worth it."
            raise Refusal(message, what=trade.gives[0].what, loss=money(abs(trade.net or ZERO)))


def _why(reason: str, moves: Sequence[MoveTerms]) -> str:
    """The reason for the approver, with those of the trades that cost more than they bring."""
    losses = [trade.reason for trade in trades(moves) if trade.is_losing and trade.reason]
    return "\n".join(dict.fromkeys(filter(None, [reason.strip(), *losses])))


def _with_costs(moves: Sequence[MoveTerms], table: QuoteVersion, made: QuoteVersion | None) -> Sequence[MoveTerms]:
    """Free months and seats of support with our own variable cost of them, where it is known; the months where one
    move gives them."""
    months = made.free_months - table.free_months if made else 0
    given = [move for move in moves if is_agreed(move, MoveKind.GIVE)]
    free = [move for move in given if move.issue is Issue.FREE_MONTHS and months > 0]
    seats = [move for move in given if move.issue is Issue.SUPPORT and seats_named(move.what) is not None]
    snapshot = CostSnapshot.objects.filter(version=made or table).first() if len(free) == 1 or seats else None
    if snapshot is None:
        return moves
    costs = {id(move): snapshot.cost_of_seats(seats_named(move.what) or ZERO) for move in seats}
    if len(free) == 1:
        costs[id(free[0])] = snapshot.cost_of_last(months)
    return [replace(move, kept_cost=costs.get(id(move))) for move in moves]


def _notes(
    now: Next, floor: Total | None, dismissed: Collection[str], because: str, by: User, at: datetime
) -> list[CoachNote]:
    """What the coach says without the floor, and beside it what only the floor makes it say: whoever may not see one
    reads nothing of that, and what they tick away is none of it."""
    rules = coach_rules(timezone.localdate(at))
    told = advise(now, rules)
    by_floor = [one for one in advise(replace(now, talk=replace(now.talk, floor=floor)), rules) if one not in told]
    ticked = dismissed if Act.SEE_FLOOR.permits(by) else ()
    return [
        *_heeded(told, dismissed, because),
        *_heeded(by_floor, ticked, because, is_private=True),
    ]


def _heeded(
    hints: Sequence[Advice], dismissed: Collection[str], because: str, *, is_private: bool = False
) -> list[CoachNote]:
    """What is kept of the hints; what is dismissed has its reason."""
    gone = {advice.hint for advice in hints if advice.weight is not Weight.STOP} & set(dismissed)
    if gone and not because.strip():
        raise Refusal("Say why you go on all the same: it is kept with the round.", field="dismissed_because")
    return [
        CoachNote(
            hint=advice.hint,
            weight=advice.weight,
            facts=advice.told(),
            is_private=is_private,
            is_dismissed=advice.hint in gone,
            reason=because.strip() if advice.hint in gone else "",
        )
        for advice in hints
    ]


def _facts(logged: Round, currency: str) -> dict[str, Any]:
    return {
        "number": logged.quote.number,
        "round": logged.number,
        "offer": str(logged.our_offer),
        "ask": None if logged.their_ask is None else str(logged.their_ask),
        "currency": currency,
    }


def move_row(move: MoveTerms, **of: Round | RoundAmendment) -> Move:
    """The row of a move, of a round or of what tells it anew."""
    return Move(
        **of,
        kind=move.kind,
        issue=move.issue,
        what=move.what,
        worth=move.worth,
        trade=move.trade,
        untraded_reason=move.untraded_reason,
        status=move.status,
        option_id=move.option,
        basis=move.basis,
        theirs_low=move.theirs.low if move.theirs else None,
        theirs_high=move.theirs.high if move.theirs else None,
        kept_cost=move.kept_cost,
    )


def _on_the_table(quote: Quote) -> QuoteVersion:
    """The latest version that was neither kept as a draft nor taken back: what we are negotiating about."""
    version = quote.versions.on_the_table().first()
    if version is None:
        raise Refusal("Nothing is on the table yet: submit the first version, then log the round.")
    return version


def check_told(deal: Deal, told: Told, theirs: Sequence[Contact], moves: Sequence[MoveTerms], at: datetime) -> None:
    if told["on"] > timezone.localdate(at):
        raise Refusal("A round is logged after it took place: choose today or an earlier day.", field="on")
    if told["next_step_on"] < told["on"]:
        raise Refusal("The next step comes after the round: choose a later day.", field="next_step_on")
    spans_of(told)
    if told.get("ask_months") is not None and told["their_ask"] is None:
        raise Refusal("Months belong to an amount: fill in what they asked for.", field="their_ask")
    if not theirs:
        raise Refusal("Say who was there from the customer's side.", field="theirs")
    if any(contact.customer_id != deal.customer_id for contact in theirs):
        raise Refusal("This contact belongs to another customer.", field="theirs")
    for move in untraded(moves):
        if not move.untraded_reason.strip():
            raise Refusal(
                "“%(what)s” got nothing in return: pair it with a get of the same trade number, or say why it is free.",
                field="moves",
                what=move.what,
            )


def _offered(
    table: QuoteVersion,
    offer: Revision,
    reason: str,
    moves: Sequence[MoveTerms],
    by: User,
    at: datetime,
) -> QuoteVersion:
    terms: Any = dict(offer.terms)
    if offer.bundle_price is not None:
        terms["bundle_price"] = offer.bundle_price
    draft = revise(quote=table.quote, based_on=table, discount=offer.discount, by=by, at=at, **terms)
    got = [move.what for move in moves if move.kind == MoveKind.GET and move.status == MoveStatus.AGREED]
    in_return = "；".join(got)[:500]
    return submit_version(version=draft, reason=reason, in_return=in_return, by=by, at=at).version
