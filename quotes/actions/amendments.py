"""Telling a logged round anew, where everybody sees it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Unpack

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.negotiation import OFF_THE_LIST, Told, check_losses, check_told, move_row
from quotes.actions.quotes.versions import hold_talk
from quotes.domain.amendments import Part
from quotes.domain.issues.moves import Turn, check_outcomes, priced
from quotes.domain.negotiation import Basis, MoveTerms
from quotes.models import Move, Round, RoundAmendment
from quotes.models.issues import listed_options, turn_of
from quotes.models.negotiation import moves_in
from stakeholders.actions.journal import record
from stakeholders.actions.privacy import refuse_erased
from stakeholders.models import Contact, Deal, User


@transaction.atomic
def amend_round(
    *,
    round: Round,
    amended: int,
    ours: Sequence[User],
    theirs: Sequence[Contact],
    moves: Sequence[MoveTerms],
    was: Sequence[int | None] = (),
    reason: str,
    by: User,
    at: datetime,
    **told: Unpack[Told],
) -> RoundAmendment:
    """The round as it is told from now on, whole; what was logged stays. What became an offer is not told anew, and
    nothing of a deal that is closed.

    `amended` is how many amendments there were when this one was begun, `was` the row that each move tells anew.
    """
    held = hold_talk(round.quote)
    # Read anew under the lock: the round that was handed in may have been opened before somebody else's amendment.
    so_far = Round.objects.as_amended("moves", "theirs", "ours").get(pk=round.pk)
    if amended != so_far.amendments.count():
        raise StaleRefusal("Somebody else amended this round meanwhile: read their amendment, then make yours.")
    check_told(held.deal, told, theirs, moves, at)
    if not reason.strip():
        raise Refusal("Say what was wrong: it is kept with the amendment.", field="reason")
    kept = {"round": round, "number": amended + 1, "reason": reason.strip(), "amended_at": at, "amended_by": by}
    made = RoundAmendment.objects.create(**kept, **told)
    _fill(made, ours, theirs, _as_before(moves, was, round))
    changed = _changed(so_far.now, made)
    if Part.MOVES in changed:
        _check_moves([move.value(round.number) for move in made.moves.all()], _said_for_all(so_far))
    if Part.NEXT_STEP in changed:
        _move_next_step(held.deal, so_far.now, made)
    record(
        "amend_round", on=made, by=by, at=at, deal=held.deal, number=held.number, round=round.number, changed=changed
    )
    return made


def _changed(before: Round | RoundAmendment, made: RoundAmendment) -> list[Part]:
    was, now = before.parts(), made.parts()
    changed = [part for part in Part if was[part] != now[part]]
    if not changed:
        raise Refusal("This is how the round is told already: change what was wrong, or leave it as it is.")
    return changed


def _check_moves(moves: Sequence[MoveTerms], reason: str) -> None:
    """What a round that is logged is held to as well."""
    check_outcomes(moves)
    check_losses(moves, reason)


def _said_for_all(round_: Round) -> str:
    """The reason that the approver was given when the round was logged, without what its rows say: those hold for
    their own trades alone."""
    asked = round_.made.requests.order_by("pk").first() if round_.made else None
    rows = {move.untraded_reason.strip() for move in round_.moves.all()}
    return "\n".join(line for line in asked.reason.splitlines() if line not in rows) if asked else ""


def _as_before(moves: Sequence[MoveTerms], was: Sequence[int | None], round_: Round) -> list[MoveTerms]:
    """Each move with what stays of the row that it tells anew, of whichever telling of the round; one that leads to
    another outcome is priced by it, as it would have been when the round was logged."""
    rows = Move.objects.filter(Q(round=round_) | Q(amendment__round=round_), pk__in=filter(None, was))
    known = {row.pk: row.value(round_.number) for row in rows}
    listed = listed_options(round_.quote.deal, round_.quote.currency)
    before = [known.get(key or 0) for _move, key in zip_longest(moves, was[: len(moves)])]
    told = [_kept(old, new, listed) for old, new in zip(before, moves, strict=True)]
    chosen = {place for place, (old, new) in enumerate(zip(before, told, strict=True)) if _is_chosen(old, new)}
    if not chosen:
        return told
    turn = _turn(told, round_)
    if any(turn.issue_of(told[place].option) is None for place in chosen):
        raise Refusal(OFF_THE_LIST)
    fresh = priced(told, turn)
    return [fresh[place] if place in chosen else move for place, move in enumerate(told)]


def _kept(old: MoveTerms | None, new: MoveTerms, listed: Collection[int]) -> MoveTerms:
    """In other words or another state it keeps its basis and our own cost, and an outcome that is off the list by now;
    with another price, neither. A form holds one amount for what it is worth to them: a range stays where none is
    typed."""
    if old is None:
        return new
    if new.option is None and old.option not in listed and (old.kind, old.issue) == (new.kind, new.issue):
        new = replace(new, option=old.option)
    if new.option != old.option:
        return _unpriced(old, new)
    if (old.kind, old.issue) != (new.kind, new.issue):
        return new
    is_range = old.theirs is not None and old.theirs.low < old.theirs.high
    theirs = old.theirs if new.theirs is None and is_range else new.theirs
    basis, cost = (old.basis, old.kept_cost) if old.worth == new.worth else (Basis.TYPED, None)
    return replace(new, basis=basis, kept_cost=cost, theirs=theirs)


def _unpriced(old: MoveTerms, new: MoveTerms) -> MoveTerms:
    """What was reckoned by another outcome says nothing of this one; what somebody typed stays typed."""
    if old.basis is Basis.TYPED:
        return new
    worth = None if new.worth == old.worth else new.worth
    return replace(new, worth=worth, theirs=None if new.theirs == old.theirs else new.theirs)


def _is_chosen(old: MoveTerms | None, new: MoveTerms) -> bool:
    """Whether an outcome is there that was not, without a price of its own."""
    return new.option is not None and new.worth is None and (old is None or old.option != new.option)


def _turn(moves: Sequence[MoveTerms], round_: Round) -> Turn:
    """The offers, the outcomes agreed before and the cost of money of the day on which the round was logged."""
    earlier = round_.quote.rounds.filter(number__lt=round_.number).with_agreed().select_related("version", "made")
    after, day = (round_.made or round_.version).terms(), timezone.localdate(round_.logged_at)
    return turn_of(round_.version, after, moves=moves, agreed=moves_in(earlier.as_amended("moves")), day=day)


def _fill(made: RoundAmendment, ours: Sequence[User], theirs: Sequence[Contact], moves: Sequence[MoveTerms]) -> None:
    made.ours.set(ours)
    made.theirs.set(theirs)
    refuse_erased(theirs, field="theirs")
    Move.objects.bulk_create(move_row(move, amendment=made) for move in moves)


def _move_next_step(deal: Deal, before: Round | RoundAmendment, made: RoundAmendment) -> None:
    """The deal's own goes along while it is still the one that this round set."""
    same = Deal.objects.filter(pk=deal.pk, next_step=before.next_step, next_step_on=before.next_step_on)
    same.update(next_step=made.next_step, next_step_on=made.next_step_on, edition=F("edition") + 1)
