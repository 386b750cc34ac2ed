"""Which deals and customers a person sees, as querysets."""

from django.db.models import Q

from dealdesk.db import Among
from stakeholders.domain.people import Role
from stakeholders.models import Customer, Deal, DealMember, DealSigner, Team, User
from stakeholders.models.customers import CustomerQuerySet
from stakeholders.models.deals import DealQuerySet
from stakeholders.permissions.asking import Asking
from stakeholders.permissions.may import SIGNING_ROLES, Act


def own_deals(user: Asking) -> Q:
    """Deals the person owns or is on."""
    return Q(owner=user) | Q(Among("id", DealMember.objects.filter(user=user).values("deal")))


def led_deals(user: Asking) -> Q:
    """Deals of every team in the trees the person leads."""
    return Q(Among("team", Team.objects.led_by(user).values("id")))


def leads(user: User, deal: Deal) -> bool:
    """Whether the deal's team stands in a tree this person leads."""
    return Deal.objects.filter(led_deals(user), pk=deal.pk).exists()


def visible_deals(user: Asking) -> DealQuerySet:
    """Sales and pre-sales: their own. Managers: their team tree too. Legal, finance, delivery: what they sign."""
    if user.role == Role.MANAGER:
        return Deal.objects.filter(own_deals(user) | led_deals(user))
    if user.role in SIGNING_ROLES:
        signs = Q(id__in=DealSigner.objects.filter(role=user.role).values("deal"))
        return Deal.objects.filter(own_deals(user) | signs)
    if Act.SEE_DEAL.permits(user):
        return Deal.objects.filter(own_deals(user))
    return Deal.objects.none()


def visible_customers(user: Asking) -> CustomerQuerySet:
    """Customers the person owns or whose deals they may open; managers: those of their team tree too."""
    if not Act.SEE_CUSTOMER.permits(user):
        return Customer.objects.none()
    seen = Q(owner=user) | Q(id__in=visible_deals(user).values("customer"))
    if user.role == Role.MANAGER:
        seen |= Q(team__in=Team.objects.led_by(user))
    return Customer.objects.filter(seen)
