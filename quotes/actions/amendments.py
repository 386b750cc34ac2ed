"""Telling a logged round anew, where everybody sees it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Unpack

from django.db import transaction
from django.db.models import F, Q

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.negotiation import Told, check_losses, check_told, move_row
from quotes.actions.quotes.versions import hold_talk
from quotes.domain.amendments import Part
from quotes.domain.issues.moves import check_outcomes
from quotes.domain.negotiation import Basis, MoveTerms
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
        _check_moves([move.value(round.number) for move in made.moves.all()])
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


def _check_moves(moves: Sequence[MoveTerms]) -> None:
    """What a round that is logged is held to as well."""
    check_outcomes(moves)
    check_losses(moves)


def _as_before(moves: Sequence[MoveTerms], was: Sequence[int | None], round_: Round) -> list[MoveTerms]:
    """Each move with what stays of the row that it tells anew, of whichever telling of the round."""
    rows = Move.objects.filter(Q(round=round_) | Q(amendment__round=round_), pk__in=filter(None, was))
    known = {row.pk: row.value(round_.number) for row in rows}
    return [_kept(known.get(key or 0), move) for move, key in zip_longest(moves, was[: len(moves)])]


def _kept(old: MoveTerms | None, new: MoveTerms) -> MoveTerms:
    """In other words or another state it keeps its outcome, its basis and our own cost; with another price its outcome
    alone. A form holds one amount for what it is worth to them: a range stays where none is typed."""
    if old is None or (old.kind, old.issue) != (new.kind, new.issue):
        return new
    is_range = old.theirs is not None and old.theirs.low < old.theirs.high
    theirs = old.theirs if new.theirs is None and is_range else new.theirs
    basis, cost = (old.basis, old.kept_cost) if old.worth == new.worth else (Basis.TYPED, None)
    return replace(new, option=old.option, basis=basis, kept_cost=cost, theirs=theirs)


def _fill(made: RoundAmendment, ours: Sequence[User], theirs: Sequence[Contact], moves: Sequence[MoveTerms]) -> None:
    made.ours.set(ours)
    made.theirs.set(theirs)
    refuse_erased(theirs, field="theirs")
    Move.objects.bulk_create(move_row(move, amendment=made) for move in moves)


def _move_next_step(deal: Deal, before: Round | RoundAmendment, made: RoundAmendment) -> None:
    """The deal's own goes along while it is still the one that this round set."""
    same = Deal.objects.filter(pk=deal.pk, next_step=before.next_step, next_step_on=before.next_step_on)
    same.update(next_step=made.next_step, next_step_on=made.next_step_on, edition=F("edition") + 1)
