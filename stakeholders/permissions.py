"""Who may do what, in one table, and the only doors to customers and deals."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from dealdesk.db import Among
from dealdesk.kept import Given, Kept
from stakeholders.domain.people import DECIDERS, Role
from stakeholders.models import (
    BudgetSignal,
    Contact,
    Customer,
    Deal,
    DealMember,
    DealSigner,
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
from stakeholders.models.customers import CustomerQuerySet
from stakeholders.models.deals import DealQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Act(StrEnum):
    """Everything a person can do here. A route names one of these; what it means is said in MAY."""

    SEE_DESK = "see_desk"
    SEE_HELP = "see_help"
    MANAGE_PEOPLE = "manage_people"
    KEEP_VIEW = "keep_view"

    SEE_NOTICES = "see_notices"
    SEE_OUTBOX = "see_outbox"
    MANAGE_ROBOTS = "manage_robots"

    SEE_CUSTOMER = "see_customer"
    EDIT_CUSTOMER = "edit_customer"
    SEE_DEAL = "see_deal"
    CREATE_DEAL = "create_deal"
    EDIT_DEAL = "edit_deal"
    HAND_OVER_DEAL = "hand_over_deal"
    SEE_SEATS = "see_seats"
    EDIT_SEATS = "edit_seats"
    SEE_ENGAGEMENTS = "see_engagements"
    LOG_ENGAGEMENT = "log_engagement"
    SEE_PRIVACY = "see_privacy"
    SET_PRIVACY = "set_privacy"
    EXPORT_CONTACT = "export_contact"
    ERASE_CONTACT = "erase_contact"
    SEE_BUDGET = "see_budget"
    EDIT_BUDGET = "edit_budget"
    SEE_PLAN = "see_plan"
    EDIT_PLAN = "edit_plan"
    SEE_WORKDAYS = "see_workdays"
    IMPORT_WORKDAYS = "import_workdays"

    SEE_QUOTE = "see_quote"
    EDIT_QUOTE = "edit_quote"
    SUBMIT_VERSION = "submit_version"
    SEND_VERSION = "send_version"
    ACCEPT_VERSION = "accept_version"
    VOID_VERSION = "void_version"
    SEE_FLOOR = "see_floor"
    SEE_READINESS = "see_readiness"
    NOTE_VALUE = "note_value"
    OVERRIDE_READINESS = "override_readiness"
    SEE_ROUNDS = "see_rounds"
    LOG_ROUND = "log_round"
    ERASE_ATTACHMENT = "erase_attachment"
    SEE_ISSUES = "see_issues"
    EDIT_ISSUES = "edit_issues"
    SEE_RIVALS = "see_rivals"
    EDIT_RIVALS = "edit_rivals"
    SEE_OUTCOMES = "see_outcomes"
    SEE_SITUATIONS = "see_situations"

    SEE_APPROVALS = "see_approvals"
    DECIDE_APPROVAL = "decide_approval"
    EXPORT_PROPOSAL = "export_proposal"
    SEE_COACH = "see_coach"
    EDIT_COACH = "edit_coach"
    SEE_FUNDING = "see_funding"
    EDIT_FUNDING = "edit_funding"

    SEE_SLA = "see_sla"
    EDIT_SLA = "edit_sla"
    SEE_LAW = "see_law"
    EDIT_LAW = "edit_law"
    SEE_CLAUSES = "see_clauses"
    EDIT_CLAUSES = "edit_clauses"
    SEE_CHECKLIST = "see_checklist"
    EDIT_CHECKLIST = "edit_checklist"

    SEE_USAGE = "see_usage"
    EDIT_USAGE = "edit_usage"
    SEE_BITRATES = "see_bitrates"
    EDIT_BITRATES = "edit_bitrates"

    SEE_PRICE_BOOK = "see_price_book"
    EDIT_PRICE_BOOK = "edit_price_book"
    SEE_LIST_FLOOR = "see_list_floor"
    SEE_COST = "see_cost"
    SET_COST_BASIS = "set_cost_basis"
    EDIT_COST_MODEL = "edit_cost_model"
    SEE_POLICY = "see_policy"
    EDIT_POLICY = "edit_policy"

    def permits(self, user: "Asking | AnonymousUser") -> bool:
        return user.is_authenticated and user.role in MAY[self]


S, P, M, L, F, D, A = Role.SALES, Role.PRESALES, Role.MANAGER, Role.LEGAL, Role.FINANCE, Role.DELIVERY, Role.ADMIN
EVERYONE = frozenset(Role)

# fmt: off
MAY: dict[Act, frozenset[Role]] = {
    Act.SEE_DESK:         EVERYONE,
    Act.SEE_HELP:         EVERYONE,
    Act.MANAGE_PEOPLE:    frozenset({A}),
    Act.KEEP_VIEW:        frozenset({S, P, M, L, F, D}),

    Act.SEE_NOTICES:      EVERYONE,
    Act.SEE_OUTBOX:       frozenset({A}),
    Act.MANAGE_ROBOTS:    frozenset({A}),

    Act.SEE_CUSTOMER:     frozenset({S, P, M, L, F, D}),
    Act.EDIT_CUSTOMER:    frozenset({S, M}),
    Act.SEE_DEAL:         frozenset({S, P, M, L, F, D}),
    Act.CREATE_DEAL:      frozenset({S, M}),
    Act.EDIT_DEAL:        frozenset({S, M}),
    Act.HAND_OVER_DEAL:   frozenset({M}),
    Act.SEE_SEATS:        frozenset({S, P, M}),
    Act.EDIT_SEATS:       frozenset({S, P, M}),
    Act.SEE_ENGAGEMENTS:  frozenset({S, P, M}),
    Act.LOG_ENGAGEMENT:   frozenset({S, P, M}),
    Act.SEE_PRIVACY:      frozenset({M, A}),
    Act.SET_PRIVACY:      frozenset({A}),
    Act.EXPORT_CONTACT:   frozenset({L}),
    Act.ERASE_CONTACT:    frozenset({M}),
    Act.SEE_BUDGET:       frozenset({S, P, M}),
    Act.EDIT_BUDGET:      frozenset({S, P, M}),
    Act.SEE_PLAN:         frozenset({S, P, M, L, F, D}),
    Act.EDIT_PLAN:        frozenset({S, P, M}),
    Act.SEE_WORKDAYS:     EVERYONE,
    Act.IMPORT_WORKDAYS:  frozenset({A}),

    Act.SEE_QUOTE:        frozenset({S, P, M, L, F, D}),
    Act.EDIT_QUOTE:       frozenset({S, P, M}),
    Act.SUBMIT_VERSION:   frozenset({S, M}),
    Act.SEND_VERSION:     frozenset({S, M}),
    Act.ACCEPT_VERSION:   frozenset({S, M}),
    Act.VOID_VERSION:     frozenset({S, M}),
    Act.SEE_FLOOR:        frozenset({P, M, F}),
    Act.SEE_READINESS:    frozenset({S, P, M}),
    Act.NOTE_VALUE:       frozenset({S, P, M}),
    Act.OVERRIDE_READINESS: frozenset({S, M}),
    Act.SEE_ROUNDS:       frozenset({S, P, M}),
    Act.LOG_ROUND:        frozenset({S, M}),
    Act.ERASE_ATTACHMENT: frozenset({M}),
    Act.SEE_ISSUES:       frozenset({S, P, M}),
    Act.EDIT_ISSUES:      frozenset({S, P, M}),
    Act.SEE_RIVALS:       frozenset({S, P, M}),
    Act.EDIT_RIVALS:      frozenset({S, M}),
    Act.SEE_OUTCOMES:     frozenset({S, P, M}),
    Act.SEE_SITUATIONS:   frozenset({S, P, M}),

    Act.SEE_APPROVALS:    frozenset({S, P, M, L, F, D}),
    Act.DECIDE_APPROVAL:  DECIDERS,
    Act.EXPORT_PROPOSAL:  frozenset({S, P, M}),
    Act.SEE_COACH:        EVERYONE,
    Act.EDIT_COACH:       frozenset({A}),
    Act.SEE_FUNDING:      frozenset({S, P, M, F, A}),
    Act.EDIT_FUNDING:     frozenset({F}),

    Act.SEE_SLA:          frozenset({S, P, M, L, F, D}),
    Act.EDIT_SLA:         frozenset({L, D}),
    Act.SEE_LAW:          EVERYONE,
    Act.EDIT_LAW:         frozenset({L}),
    Act.SEE_CLAUSES:      EVERYONE,
    Act.EDIT_CLAUSES:     frozenset({L}),
    Act.SEE_CHECKLIST:    frozenset({S, P, M, L, F, D}),
    Act.EDIT_CHECKLIST:   frozenset({S, M, L, F, D}),

    Act.SEE_USAGE:        frozenset({S, P, M, L, F, D}),
    Act.EDIT_USAGE:       frozenset({S, P, M}),
    Act.SEE_BITRATES:     EVERYONE,
    Act.EDIT_BITRATES:    frozenset({P, M, A}),

    Act.SEE_PRICE_BOOK:   EVERYONE,
    Act.EDIT_PRICE_BOOK:  frozenset({F, A}),
    Act.SEE_LIST_FLOOR:   frozenset({P, M, F, A}),
    Act.SEE_COST:         frozenset({P, M, F}),
    Act.SET_COST_BASIS:   frozenset({P, M}),
    Act.EDIT_COST_MODEL:  frozenset({F}),
    Act.SEE_POLICY:       EVERYONE,
    Act.EDIT_POLICY:      frozenset({A}),
}
# fmt: on

SIGNING_ROLES = frozenset({L, F, D})


class AnyoneOf(Given):
    """Whoever of a role asks, where a queryset is kept for all of them."""

    is_authenticated = True

    def __init__(self, role: str) -> None:
        super().__init__("user")
        self.role = role

    @property
    def pk(self) -> Self:
        """Who asks is known by a number, and this stands in its place."""
        return self


type Asking = User | AnyoneOf


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


def visible_customers(user: User) -> CustomerQuerySet:
    """Customers the person owns or whose deals they may open; managers: those of their team tree too."""
    if not Act.SEE_CUSTOMER.permits(user):
        return Customer.objects.none()
    seen = Q(owner=user) | Q(id__in=visible_deals(user).values("customer"))
    if user.role == Role.MANAGER:
        seen |= Q(team__in=Team.objects.led_by(user))
    return Customer.objects.filter(seen)


def found[T](rows: Sequence[T]) -> T:
    """The one row that was asked for, or a 404."""
    if not rows:
        raise Http404
    return rows[0]


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


def customer_for(user: User, customer: int) -> Customer:
    return get_object_or_404(visible_customers(user).select_related("owner", "team"), pk=customer)


def contact_for(user: User, contact: int) -> Contact:
    return get_object_or_404(
        Contact.objects.known().filter(customer__in=visible_customers(user)).select_related("customer"), pk=contact
    )


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


def seat_for(user: User, seat: int) -> Seat:
    seats = Seat.objects.filter(deal__in=visible_deals(user))
    opened = seats.select_related("contact", "deal__customer", "deal__owner", "deal__team", "deal__budget")
    return get_object_or_404(opened, pk=seat)


def evidence_for(user: User, evidence: int) -> SeatEvidence:
    seen = SeatEvidence.objects.filter(seat__deal__in=visible_deals(user))
    return get_object_or_404(seen.select_related("seat__deal__customer", "seat__contact"), pk=evidence)


def seat_line_for(user: User, tie: int) -> SeatLine:
    seen = SeatLine.objects.filter(start__deal__in=visible_deals(user))
    return get_object_or_404(seen.select_related("start__deal__customer", "start__contact", "end__contact"), pk=tie)


def relation_for(user: User, relation: int) -> SeatRelation:
    seen = SeatRelation.objects.filter(seat__deal__in=visible_deals(user))
    return get_object_or_404(seen.select_related("seat__deal__customer", "seat__contact", "user"), pk=relation)


def milestone_for(user: User, milestone: int) -> Milestone:
    seen = Milestone.objects.filter(deal__in=visible_deals(user))
    opened = seen.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget")
    return get_object_or_404(opened, pk=milestone)


def engagement_for(user: User, engagement: int) -> Engagement:
    rows = Engagement.objects.filter(deal__in=visible_deals(user))
    opened = rows.select_related("correction", "deal__customer", "deal__owner", "deal__team", "deal__budget")
    return get_object_or_404(opened, pk=engagement)


def budget_signal_for(user: User, signal: int) -> BudgetSignal:
    signals = BudgetSignal.objects.filter(deal__in=visible_deals(user))
    return get_object_or_404(
        signals.select_related("deal__customer", "deal__owner", "deal__team", "deal__budget", "recorded_by"), pk=signal
    )


def person_for(user: User, person: int) -> User:
    """Accounts are no secret among colleagues; changing one is what MAY restricts."""
    return get_object_or_404(User.objects.select_related("team"), pk=person)


def team_for(user: User, team: int) -> Team:
    return get_object_or_404(Team.objects.select_related("manager", "parent"), pk=team)


def membership_for(user: User, deal: int, person: int) -> DealMember:
    on_it = DealMember.objects.filter(deal__in=visible_deals(user)).select_related("deal__customer", "user")
    return get_object_or_404(on_it, deal=deal, user=person)
