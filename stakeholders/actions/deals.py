"""Deals: opening, changing their facts, and steering along their path to a signature or a loss."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from itertools import pairwise
from typing import Any, Protocol

from django.db import transaction

from dealdesk.kernel.moves import check_move
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.budgets import freeze_budget
from stakeholders.actions.editions import renew
from stakeholders.actions.journal import record
from stakeholders.domain.deals import CLOSED, REACHES, STAGE_MOVES, STILL_OPEN, Ending, Milestone, Stage, ended, way_on
from stakeholders.models import Customer, Deal, User

# What the apps above ask before a deal is signed: each refuses by a sentence of its own.
_asked_before_signing: list[Callable[[Deal, datetime], None]] = []


def asks_before_signing(asked: Callable[[Deal, datetime], None]) -> None:
    """Called once by each app above, when it is ready."""
    if asked not in _asked_before_signing:
        _asked_before_signing.append(asked)


class Follows(Protocol):
    """What an app above does as a deal is signed, or handed over, in the same transaction."""

    def __call__(self, *, deal: Deal, by: User, at: datetime) -> object: ...


_following_signing: list[Follows] = []


def follows_signing(follow: Follows) -> None:
    """Called once by each app above, when it is ready."""
    if follow not in _following_signing:
        _following_signing.append(follow)


@transaction.atomic
def create_deal(*, customer: Customer, name: str, by: User, at: datetime, **facts: Any) -> Deal:
    if by.team is None:
        raise Refusal("You are in no team yet. Ask an administrator to put you in one, then open the deal.")
    deal = Deal.objects.create(
        customer=customer, name=name, owner=by, team=by.team, created_at=at, touched_at=at, **facts
    )
    record("create_deal", on=deal, by=by, at=at, deal=deal, number=deal.number)
    return deal


@transaction.atomic
def change_deal(deal: Deal, *, edition: int | None = None, by: User, at: datetime, **facts: Any) -> Deal:
    """`edition` is the one its author read; None asks nobody who was first. What is stored already is no change."""
    deal = _locked(deal)
    refuse_when_closed(deal)
    changed = [name for name, value in facts.items() if getattr(deal, name) != value]
    if not changed:
        return deal
    renew(deal, edition)
    for name in changed:
        setattr(deal, name, facts[name])
    deal.save(update_fields=[*changed, "edition"])
    record("change_deal", on=deal, by=by, at=at, deal=deal, changed=sorted(changed))
    return deal


@transaction.atomic
def move_deal(deal: Deal, *, to: Stage, ending: Ending = STILL_OPEN, by: User, at: datetime) -> Deal:
    """One move of STAGE_MOVES. A deal is closed with its `ending`, and one that comes back forgets it.

    A last price was on the table, whatever carried it there: it freezes the budget as every first price does.
    """
    deal = _locked(deal)
    before = Stage(deal.stage)
    check_move(STAGE_MOVES, before, to)
    if to is Stage.SIGNED:
        for asked in _asked_before_signing:
            asked(deal, at)
    ending = ended(to, ending)
    deal.stage = to
    deal.closed_at, deal.closed_by = (at, by) if to in CLOSED else (None, None)
    if ending.last_price is not None:
        freeze_budget(deal, quote=deal.number, by=by, at=at)
    told = {field.name: getattr(ending, field.name) for field in fields(ending)}
    for name, value in told.items():
        setattr(deal, name, value)
    deal.save(update_fields=["stage", "closed_at", "closed_by", *told])
    record("move_deal", on=deal, by=by, at=at, deal=deal, before=before, after=to)
    if to is Stage.SIGNED:
        for follow in _following_signing:
            follow(deal=deal, by=by, at=at)
    return deal


@transaction.atomic
def advance_deal(deal: Deal, *, on: Milestone, by: User, at: datetime) -> Deal:
    """A deal that its offer has overtaken catches up: move by move along the path, never back, and told as one."""
    deal = _locked(deal)
    before = Stage(deal.stage)
    way = way_on(before, REACHES[on])
    for now, to in pairwise((before, *way)):
        check_move(STAGE_MOVES, now, to)
    if way:
        deal.stage = way[-1]
        deal.save(update_fields=["stage"])
        record("advance_deal", on=deal, by=by, at=at, deal=deal, before=before, after=deal.stage, because=on)
    return deal


def _locked(deal: Deal) -> Deal:
    # No key: rows that point at the deal may be inserted meanwhile, and their journal rows wait their turn.
    held = Deal.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("customer", "owner", "team").get(pk=deal.pk)


def hold(deal: Deal) -> Deal:
    """Open, and locked: two who change what hangs on one deal do so one after the other, and nobody as it closes."""
    held = Deal.objects.select_for_update(of=("self",), no_key=True).select_related("customer").get(pk=deal.pk)
    refuse_when_closed(held)
    return held


def refuse_when_closed(deal: Deal) -> None:
    """A deal that is signed or lost stays as it was; nothing on it is offered or decided any more."""
    if deal.stage == Stage.SIGNED:
        raise Refusal("This deal is signed and stays as it was. What comes after it is a new deal.")
    if not deal.is_open:
        raise Refusal("This deal is closed. Bring it back to the table before changing it.")
