"""Telling a logged round anew, where everybody sees it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.db.models import F

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.negotiation import Told, check_told, move_row
from quotes.actions.quotes.versions import hold_talk
from quotes.domain.amendments import Part
from quotes.domain.negotiation import MoveTerms
from quotes.models import Move, Round, RoundAmendment
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
    reason: str,
    by: User,
    at: datetime,
    **told: Unpack[Told],
) -> RoundAmendment:
    """The round as it is told from now on, whole; what was logged stays. What became an offer is not told anew, and
    nothing of a deal that is closed.

    `amended` is how many amendments there were when this one was begun.
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
    _fill(made, ours, theirs, _as_before(moves, so_far.now))
    was, now = so_far.now.parts(), made.parts()
    changed = [part for part in Part if was[part] != now[part]]
    if not changed:
        raise Refusal("This is how the round is told already: change what was wrong, or leave it as it is.")
    if Part.NEXT_STEP in changed:
        _move_next_step(held.deal, so_far.now, made)
    record(
        "amend_round", on=made, by=by, at=at, deal=held.deal, number=held.number, round=round.number, changed=changed
    )
    return made


def _as_before(moves: Sequence[MoveTerms], before: Round | RoundAmendment) -> list[MoveTerms]:
    """A move that says what it said keeps whatever was reckoned with it: its outcome, its basis, our own cost."""
    known = {_said(move): move for move in (one.value(0) for one in before.moves.all())}
    return [_kept(known[_said(move)], move) if _said(move) in known else move for move in moves]


def _kept(old: MoveTerms, new: MoveTerms) -> MoveTerms:
    """A form holds one amount for what it is worth to them; a range that came with an outcome stays where none is."""
    is_range = old.theirs is not None and old.theirs.low < old.theirs.high
    return replace(old, theirs=old.theirs if new.theirs is None and is_range else new.theirs)


def _said(move: MoveTerms) -> tuple[object, ...]:
    return move.kind, move.issue, move.what, move.worth, move.trade, move.untraded_reason, move.status


def _fill(made: RoundAmendment, ours: Sequence[User], theirs: Sequence[Contact], moves: Sequence[MoveTerms]) -> None:
    made.ours.set(ours)
    made.theirs.set(theirs)
    refuse_erased(theirs, field="theirs")
    Move.objects.bulk_create(move_row(move, amendment=made) for move in moves)


def _move_next_step(deal: Deal, before: Round | RoundAmendment, made: RoundAmendment) -> None:
    """The deal's own goes along while it is still the one that this round set."""
    same = Deal.objects.filter(pk=deal.pk, next_step=before.next_step, next_step_on=before.next_step_on)
    same.update(next_step=made.next_step, next_step_on=made.next_step_on, edition=F("edition") + 1)
