"""People on both sides and their deals, as plain keyword functions that write rows."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dealdesk.db import normal
from stakeholders.domain.customers import Industry, Size
from stakeholders.domain.deals import CLOSED, Ending, LossReason, Stage
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.domain.people import Role
from stakeholders.domain.plans.words import MilestoneKind
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Customer, Deal, DealMember, DealSigner, Engagement, Seat, Team, User

NOW = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
PASSWORD = "correct horse battery"

LOST = Ending(lost_because=LossReason.BUDGET, lost_reason="预算转到硬件", last_price=Decimal(780_000))
SIGNED = Ending(last_price=Decimal(760_000))


def unpriced(stage: Stage) -> Ending:
    """Of a deal that ended before any price was named."""
    return replace(LOST if stage is Stage.LOST else SIGNED, last_price=None, unpriced_because="没有报过价")


def team(*, name: str, parent: Team | None = None, manager: User | None = None) -> Team:
    made = Team.objects.create(name=name, parent=parent, manager=manager)
    made.path = [*(parent.path if parent else []), made.pk]
    made.save(update_fields=["path"])
    return made


def user(*, name: str, role: Role, team: Team | None = None, email: str = "", active: bool = True) -> User:
    return User.objects.create_user(
        email or f"{name}@yunqu.example", PASSWORD, name=name, role=role, team=team, is_active=active, created_at=NOW
    )


def customer(*, name: str, owner: User, **fields: Any) -> Customer:
    key = normal(name)
    values: dict[str, Any] = {
        "industry": Industry.EDUCATION,
        "size": Size.FROM_1000,
        "city": "杭州",
        "team": owner.team,
        "created_at": NOW,
        "updated_at": NOW,
        "name_key": key,
        "name_pinyin": key,
        "search_text": key,
    }
    return Customer.objects.create(name=name, owner=owner, **values | fields)


def contact(*, customer: Customer, name: str, seat: SeatKind = SeatKind.PROCUREMENT, **fields: Any) -> Contact:
    return Contact.objects.create(customer=customer, name=name, seat=seat, created_at=NOW, updated_at=NOW, **fields)


def deal(*, customer: Customer, owner: User, name: str = "大班课实时互动 10,000 路 720p", **fields: Any) -> Deal:
    values: dict[str, Any] = {
        "team": owner.team,
        "stage": Stage.NEGOTIATION,
        "next_step": "周昀复谈",
        "next_step_on": date(2026, 11, 25),
        "budget_freeze_on": date(2026, 12, 18),
        "created_at": NOW,
        "touched_at": NOW,
    } | fields
    if values["stage"] in CLOSED:
        values = {"closed_at": NOW, "closed_by": owner, **vars(unpriced(Stage(values["stage"])))} | values
    return Deal.objects.create(customer=customer, owner=owner, name=name, **values)


def member(*, deal: Deal, user: User) -> DealMember:
    return DealMember.objects.create(deal=deal, user=user, added_at=NOW, added_by=deal.owner)


def signer(*, deal: Deal, role: Role) -> DealSigner:
    return DealSigner.objects.create(deal=deal, role=role, asked_at=NOW, asked_by=deal.owner)


def seat(*, deal: Deal, contact: Contact, **fields: Any) -> Seat:
    return Seat.objects.create(deal=deal, contact=contact, kind=contact.seat, **fields)


def told(**changed: Any) -> dict[str, Any]:
    """What a milestone is, as its form says it: nobody's, and of unknown length."""
    values: dict[str, Any] = {
        "kind": MilestoneKind.OTHER,
        "name": "节点",
        "owner": None,
        "buyer": None,
        "lead_p50": None,
        "lead_p80": None,
        "due_on": None,
        "blocker": "",
        "evidence": "",
    }
    return values | changed


def engagement(*, deal: Deal, contacts: list[Contact], by: User, **fields: Any) -> Engagement:
    values: dict[str, Any] = {
        "kind": EngagementKind.CALL,
        "held_on": NOW.date(),
        "direction": Direction.OURS,
        "learned": "先看实测",
        "logged_at": NOW,
    } | fields
    made = Engagement.objects.create(deal=deal, logged_by=by, **values)
    made.contacts.set(contacts)
    made.colleagues.set([by])
    return made
