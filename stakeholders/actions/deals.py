"""Deals: opening, steering along their path, closing, handing over, and who works on them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.moves import check_move
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.domain.deals import CLOSED, STAGE_MOVES, Stage
from stakeholders.domain.people import Role
from stakeholders.models import Customer, Deal, DealMember, User
from stakeholders.permissions import Act, led_deals


@transaction.atomic
def create_deal(*, customer: Customer, name: str, by: User, at: datetime, **fields: Any) -> Deal:
    if by.team is None:
        raise Refusal("You are in no team yet. Ask an administrator to put you in one, then open the deal.")
    deal = Deal.objects.create(
        customer=customer, name=name, owner=by, team=by.team, created_at=at, touched_at=at, **fields
    )
    record("create_deal", on=deal, by=by, at=at, deal=deal, number=deal.number)
    return deal


@transaction.atomic
def change_deal(deal: Deal, *, by: User, at: datetime, **fields: Any) -> Deal:
    deal = _locked(deal)
    _refuse_when_closed(deal)
    changed = [name for name, value in fields.items() if getattr(deal, name) != value]
    for name in changed:
        setattr(deal, name, fields[name])
    deal.save(update_fields=changed)
    if changed:
        record("change_deal", on=deal, by=by, at=at, deal=deal, changed=sorted(changed))
    return deal


@transaction.atomic
def move_deal(deal: Deal, *, to: Stage, lost_reason: str = "", by: User, at: datetime) -> Deal:
    """One move of STAGE_MOVES; a lost deal says why, and one that comes back forgets it."""
    deal = _locked(deal)
    before = Stage(deal.stage)
    check_move(STAGE_MOVES, before, to)
    if to == Stage.LOST and not lost_reason.strip():
        raise Refusal("Say why the deal was lost: the next one learns from it.", field="lost_reason")
    deal.stage, deal.lost_reason = to, lost_reason.strip() if to == Stage.LOST else ""
    deal.closed_at, deal.closed_by = (at, by) if to in CLOSED else (None, None)
    deal.save(update_fields=["stage", "lost_reason", "closed_at", "closed_by"])
    record("move_deal", on=deal, by=by, at=at, deal=deal, before=before, after=to)
    return deal


@transaction.atomic
def hand_over_deal(deal: Deal, *, owner: User, by: User, at: datetime) -> Deal:
    """The deal follows its new owner into their team."""
    deal = _locked(deal)
    if not Deal.objects.filter(led_deals(by), pk=deal.pk).exists():
        raise Refusal("Only a manager above the deal's team can hand it over.")
    if owner.team is None or not owner.is_active or not Act.CREATE_DEAL.permits(owner):
        raise Refusal("%(person)s cannot own a deal.", field="owner", person=owner.name)
    before = deal.owner
    deal.owner, deal.team = owner, owner.team
    deal.save(update_fields=["owner", "team"])
    DealMember.objects.filter(deal=deal, user=owner).delete()
    record("hand_over_deal", on=deal, by=by, at=at, deal=deal, before=before.name, after=owner.name)
    return deal


@transaction.atomic
def add_member(deal: Deal, *, user: User, by: User, at: datetime) -> DealMember:
    if user.pk == deal.owner_id:
        raise Refusal("%(person)s owns this deal already.", field="user", person=user.name)
    if not user.is_active or user.role == Role.ADMIN:
        raise Refusal("%(person)s cannot work on deals.", field="user", person=user.name)
    with once(deal_member_once=lambda: _already_a_member(user)):
        membership = DealMember.objects.create(deal=deal, user=user, added_at=at, added_by=by)
    record("add_member", on=deal, by=by, at=at, deal=deal, person=user.name)
    return membership


def _already_a_member(user: User) -> Refusal:
    return Refusal("%(person)s is on this deal already.", field="user", person=user.name)


@transaction.atomic
def remove_member(deal: Deal, *, user: User, by: User, at: datetime) -> None:
    """Removing someone twice is removing them once."""
    removed, _ = DealMember.objects.filter(deal=deal, user=user).delete()
    if removed:
        record("remove_member", on=deal, by=by, at=at, deal=deal, person=user.name)


def _locked(deal: Deal) -> Deal:
    return Deal.objects.select_for_update(of=("self",)).select_related("customer", "owner", "team").get(pk=deal.pk)


def _refuse_when_closed(deal: Deal) -> None:
    if not deal.is_open:
        raise Refusal("This deal is closed. Bring it back to the table before changing it.")
