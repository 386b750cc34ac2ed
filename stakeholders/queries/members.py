"""Who works on a deal, and who could."""

from dataclasses import dataclass

from django.db.models import QuerySet

from stakeholders.domain.people import Role
from stakeholders.models import Deal, DealMember, Team, User
from stakeholders.permissions import Act, leads


@dataclass(frozen=True, kw_only=True)
class MembersScreen:
    members: tuple[DealMember, ...]
    may_edit: bool
    may_hand_over: bool


def members_screen(user: User, deal: Deal) -> MembersScreen:
    members = deal.memberships.select_related("user__team", "added_by").order_by("added_at", "id")
    return MembersScreen(
        members=tuple(members),
        may_edit=Act.EDIT_DEAL.permits(user),
        may_hand_over=Act.HAND_OVER_DEAL.permits(user) and leads(user, deal),
    )


def possible_members(deal: Deal) -> QuerySet[User]:
    """Colleagues who could join: working here, able to open a deal, and not on this one yet."""
    here = User.objects.filter(is_active=True).exclude(role=Role.ADMIN).select_related("team")
    return here.exclude(pk=deal.owner_id).exclude(memberships__deal=deal)


def possible_owners(user: User, deal: Deal) -> QuerySet[User]:
    """Whom a manager can give the deal to: sales and managers of the teams they lead."""
    led = Team.objects.led_by(user)
    sellers = User.objects.filter(is_active=True, role__in=[Role.SALES, Role.MANAGER], team__in=led)
    return sellers.exclude(pk=deal.owner_id).select_related("team")
