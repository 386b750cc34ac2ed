"""Who owns a deal and who works on it: both open it to them."""

from datetime import datetime

from django.db import transaction

from dealdesk.db import once
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.deals import Follows
from stakeholders.actions.journal import record
from stakeholders.domain.people import Role
from stakeholders.models import Deal, DealMember, User
from stakeholders.permissions import Act, leads

_following_hand_over: list[Follows] = []


def follows_hand_over(follow: Follows) -> None:
    """Called once by each app above, when it is ready."""
    if follow not in _following_hand_over:
        _following_hand_over.append(follow)


@transaction.atomic
def hand_over_deal(deal: Deal, *, owner: User, by: User, at: datetime) -> Deal:
    """The deal follows its new owner into their team."""
    deal = Deal.objects.select_for_update(of=("self",), no_key=True).select_related("customer", "owner").get(pk=deal.pk)
    if not leads(by, deal):
        raise Refusal("Only a manager above the deal's team can hand it over.")
    if owner.team is None or not owner.is_active or not Act.CREATE_DEAL.permits(owner):
        raise Refusal("%(person)s cannot own a deal.", field="owner", person=owner.name)
    before = deal.owner
    deal.owner, deal.team = owner, owner.team
    deal.save(update_fields=["owner", "team"])
    DealMember.objects.filter(deal=deal, user=owner).delete()
    record("hand_over_deal", on=deal, by=by, at=at, deal=deal, before=before.name, after=owner.name)
    for follow in _following_hand_over:
        follow(deal=deal, by=by, at=at)
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
