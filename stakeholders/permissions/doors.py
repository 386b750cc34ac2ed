"""The only doors to customers, deals and what hangs on them."""

from collections.abc import Callable, Sequence
from functools import cache, wraps
from inspect import signature
from typing import Any, Concatenate

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from dealdesk.kept import Given, Kept
from stakeholders.models import (
    BudgetSignal,
    Contact,
    Customer,
    Deal,
    DealMember,
    Engagement,
    Milestone,
    Notice,
    NoticedDay,
    NoticeDelivery,
    Robot,
    SavedView,
    Seat,
    SeatEvidence,
    SeatLine,
    SeatRelation,
    Team,
    User,
)
from stakeholders.permissions.asking import AnyoneOf, Asking
from stakeholders.permissions.may import Act
from stakeholders.permissions.visible import leads, visible_customers, visible_deals


def found[T](rows: Sequence[T]) -> T:
    """The one row that was asked for, or a 404."""
    if not rows:
        raise Http404
    return rows[0]


def door[**P, M: Model](rows: Callable[Concatenate[Asking, P], QuerySet[M, Any]]) -> Callable[Concatenate[User, P], M]:
    """Told as the rows of which one may be opened, by whom and by which number; written out once for each role."""
    told: Callable[..., QuerySet[M, Any]] = rows
    shape = signature(rows)
    names = [name for name in shape.parameters if name != "user"]

    @cache
    def kept(role: str) -> Kept[M]:
        return Kept(told(AnyoneOf(role), **{name: Given(name) for name in names}))

    @wraps(told)
    def opened(user: User, /, *url: P.args, **named: P.kwargs) -> M:
        return found(kept(user.role)(**shape.bind(user.pk, *url, **named).arguments))

    return opened


def noticed_days() -> ArraySubquery:
    """The imported days, to come along with a record: the head of every page of a deal counts working days."""
    return ArraySubquery(NoticedDay.objects.order_by("day").values(json=JSONObject(day="day", is_worked="is_worked")))


def with_days[M: Model](row: M, deal: Deal) -> M:
    """Hands them on to the deal that the record is of."""
    vars(deal)["noticed_days"] = vars(row)["noticed_days"]
    return row


@cache
def _deals(role: str) -> Kept[Deal]:
    seen = visible_deals(AnyoneOf(role)).select_related("customer", "owner", "team", "budget")
    return Kept(seen.filter(pk=Given("deal")).annotate(noticed_days=noticed_days()))


def deal_for(user: User, deal: int) -> Deal:
    """Opening is the check: what you may not see does not exist."""
    return found(_deals(user.role)(user=user.pk, deal=deal))


def led_deal_for(user: User, deal: int) -> Deal:
    """A deal this person may hand over: seeing it is not enough, its team must be theirs to lead."""
    opened = deal_for(user, deal)
    if not leads(user, opened):
        raise PermissionDenied
    return opened


@door
def customer_for(user: Asking, customer: int) -> QuerySet[Customer]:
    return visible_customers(user).select_related("owner", "team").filter(pk=customer)


@door
def contact_for(user: Asking, contact: int) -> QuerySet[Contact]:
    seen = Contact.objects.known().filter(customer__in=visible_customers(user), pk=contact)
    return seen.select_related("customer")


def saved_view_for(user: User, saved_view: int) -> SavedView:
    """A view of one's own: nobody else's exists."""
    return get_object_or_404(SavedView.objects.filter(saved_by=user), pk=saved_view)


def notice_for(user: User, notice: int) -> Notice:
    """What one was told: nobody else's exists."""
    return get_object_or_404(Notice.objects.filter(to=user), pk=notice)


def delivery_for(user: User, delivery: int) -> NoticeDelivery:
    """One that somebody has to look at; to those who look after the outbox."""
    troubled = NoticeDelivery.objects.in_trouble() if Act.SEE_OUTBOX.permits(user) else NoticeDelivery.objects.none()
    return get_object_or_404(troubled, pk=delivery)


def robot_for(user: User, robot: int) -> Robot:
    """Whoever looks after robots finds them all; to others there are none."""
    standing = Robot.objects.standing() if Act.MANAGE_ROBOTS.permits(user) else Robot.objects.none()
    return get_object_or_404(standing, pk=robot)


@door
def seat_for(user: Asking, seat: int) -> QuerySet[Seat]:
    seats = Seat.objects.filter(deal__in=visible_deals(user))
    opened = seats.select_related("contact", "deal__customer", "deal__owner", "deal__team", "deal__budget")
    return opened.filter(pk=seat)


@door
def evidence_for(user: Asking, evidence: int) -> QuerySet[SeatEvidence]:
    seen = SeatEvidence.objects.filter(seat__deal__in=visible_deals(user))
    return seen.select_related("seat__deal__customer", "seat__contact").filter(pk=evidence)


@door
def seat_line_for(user: Asking, tie: int) -> QuerySet[SeatLine]:
    seen = SeatLine.objects.filter(start__deal__in=visible_deals(user))
    return seen.select_related("start__deal__customer", "start__contact", "end__contact").filter(pk=tie)


@door
def relation_for(user: Asking, relation: int) -> QuerySet[SeatRelation]:
    seen = SeatRelation.objects.filter(seat__deal__in=visible_deals(user))
    return seen.select_related("seat__deal__customer", "seat__contact", "user").filter(pk=relation)


@door
def milestone_for(user: Asking, milestone: int) -> QuerySet[Milestone]:
    seen = Milestone.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget")
    return opened.filter(pk=milestone)


@door
def engagement_for(user: Asking, engagement: int) -> QuerySet[Engagement]:
    rows = Engagement.objects.filter(deal__in=visible_deals(user))
    opened = rows.select_related("correction", "deal__customer", "deal__owner", "deal__team", "deal__budget")
    return opened.filter(pk=engagement)


@door
def budget_signal_for(user: Asking, signal: int) -> QuerySet[BudgetSignal]:
    signals = BudgetSignal.objects.filter(deal__in=visible_deals(user), pk=signal)
    return signals.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", "recorded_by")


def person_for(user: User, person: int) -> User:
    """Accounts are no secret among colleagues; changing one is what MAY restricts."""
    return get_object_or_404(User.objects.select_related("team"), pk=person)


def team_for(user: User, team: int) -> Team:
    return get_object_or_404(Team.objects.select_related("manager", "parent"), pk=team)


def membership_for(user: User, deal: int, person: int) -> DealMember:
    on_it = DealMember.objects.filter(deal__in=visible_deals(user)).select_related("deal__customer", "user")
    return get_object_or_404(on_it, deal=deal, user=person)
