"""What stands about privacy: the policy, who opened which map, what is due, and all that is held about one person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from dealdesk.kernel.words import label
from dealdesk.web.keyset import Page, page
from stakeholders.domain.people import Role
from stakeholders.domain.privacy import due_on, is_due
from stakeholders.domain.seats.words import LineKind
from stakeholders.models import Contact, Deal, Engagement, JournalEntry, MapOpening, PrivacyPolicy, SeatLine, User
from stakeholders.permissions import visible_deals
from stakeholders.queries.journal import Event, told

# No month is shorter; what is left is counted exactly.
SHORTEST_MONTH = timedelta(days=28)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How long what we think of the people in a deal is kept; no policy, no promise."""

    policy: PrivacyPolicy | None
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """`deal` is None for a reader who may not open it: they see its number alone."""

    who: str
    at: datetime
    number: str
    deal: Deal | None


@dataclass(frozen=True, kw_only=True)
class PrivacyScreen:
    policies: tuple[PrivacyPolicy, ...]
    in_force: PrivacyPolicy | None
    openings: tuple[Opening, ...]
    after: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that is held about a person: of which kind, in which deal, when, and what."""

    kind: str
    where: str
    when: date | datetime | None
    what: str
    value: str


Holder = Callable[[Contact], Iterator[Fact]]
_holders: list[Holder] = []


def holds(holder: Holder) -> Holder:
    """Called once by each app above, when it is ready, with what it knows of a contact."""
    if holder not in _holders:
        _holders.append(holder)
    return holder


# What the apps above remember of a deal and forget with it, as a condition on deals.
_remembered: list[Exists] = []


def remembers(*kept: Exists) -> None:
    """Called once by each app above, when it is ready: a closed deal with any of it is due like one with seats."""
    _remembered.extend(kept)


def policy_on(today: date) -> PrivacyPolicy | None:
    return PrivacyPolicy.objects.newest_first().filter(valid_from__lte=today).first()


def kept(deal: Deal, today: date) -> Kept:
    policy = policy_on(today)
    closed_on = timezone.localdate(deal.closed_at) if deal.closed_at else None
    due = due_on(closed_on, policy.retention_months) if policy and closed_on else None
    return Kept(policy=policy, due_on=due)


def past_retention(today: date) -> tuple[Deal, ...]:
    """Closed deals whose assessments are no longer to be kept, by the policy in force; none without a policy."""
    policy = policy_on(today)
    if policy is None:
        return ()
    wordy = Engagement.objects.filter(deal=OuterRef("pk")).exclude(learned="", promised="")
    judged = Q(seats__isnull=False) | Q(Exists(wordy))
    for held in _remembered:
        judged |= Q(held)
    before = today - SHORTEST_MONTH * policy.retention_months
    closed = Deal.objects.filter(judged, closed_at__date__lte=before).distinct().order_by("pk")
    months = policy.retention_months
    return tuple(deal for deal in closed if is_due(timezone.localdate(deal.closed_at), months, today))


def privacy_screen(user: User, *, today: date, after: str = "") -> PrivacyScreen:
    """A manager sees who opened the maps of the deals they may open; an administrator sees all, by number."""
    rows = MapOpening.objects.select_related("deal__customer", "opened_by")
    by_number = user.role == Role.ADMIN
    if not by_number:
        rows = rows.filter(deal__in=visible_deals(user))
    found: Page[MapOpening] = page(rows, order=("-opened_at", "-id"), after=after)
    policies = tuple(PrivacyPolicy.objects.newest_first().select_related("entered_by"))
    return PrivacyScreen(
        policies=policies,
        in_force=next((policy for policy in policies if policy.valid_from <= today), None),
        openings=tuple(_opening(row, by_number) for row in found.rows),
        after=found.after,
    )


def _opening(row: MapOpening, by_number: bool) -> Opening:
    deal = None if by_number else row.deal
    return Opening(who=row.opened_by.name, at=row.opened_at, number=row.deal.number, deal=deal)


def dossier(contact: Contact) -> tuple[Fact, ...]:
    """All that is held about one person, in every deal of theirs whoever may open it: the law asks for all of it,
    and for nobody's own use."""
    return tuple(
        fact
        for holder in (_of_the_person, _of_the_seats, _of_the_log, _of_the_plan, _of_the_journal, *_holders)
        for fact in holder(contact)
    )


def _of_the_person(contact: Contact) -> Iterator[Fact]:
    yield from _row(contact, gettext("Contact"), contact.customer.name, contact.updated_at, {"customer", "search_text"})


def _of_the_seats(contact: Contact) -> Iterator[Fact]:
    for seat in contact.seats.select_related("deal"):
        kind, where = gettext("Decision chain"), str(seat.deal.number)
        yield from _row(seat, kind, where, None, {"deal", "contact", "x", "y"})
        for heard in seat.evidence.select_related("author").order_by("on", "pk"):
            yield from _row(heard, gettext("Evidence"), where, heard.on, {"seat", "on"})
        for relation in seat.relations.select_related("user").order_by("pk"):
            yield from _row(relation, gettext("Relations"), where, None, {"seat"})
    lines = SeatLine.objects.filter(Q(start__contact=contact) | Q(end__contact=contact))
    for line in lines.select_related("start__deal", "start__contact", "end__contact").order_by("pk"):
        both = f"{line.start.contact.name} → {line.end.contact.name}"
        what = gettext(label(LineKind(line.kind)))
        yield Fact(kind=gettext("Lines"), where=str(line.start.deal.number), when=None, what=what, value=both)


def _of_the_log(contact: Contact) -> Iterator[Fact]:
    for one in contact.engagements.select_related("deal", "logged_by").order_by("held_on", "pk"):
        yield from _row(one, gettext("Engagements"), one.deal.number, one.held_on, {"deal", "corrects", "held_on"})


def _of_the_plan(contact: Contact) -> Iterator[Fact]:
    for milestone in contact.milestones.select_related("deal").order_by("pk"):
        yield Fact(
            kind=gettext("Plan"), where=str(milestone.deal.number), when=None, what=gettext("Milestone"),
            value=milestone.name,
        )  # fmt: skip


def _of_the_journal(contact: Contact) -> Iterator[Fact]:
    for event in entries_about(contact):
        yield Fact(kind=gettext("Journal"), where=str(event.pk), when=event.at, what=event.who, value=event.what)


def entries_about(contact: Contact) -> tuple[Event, ...]:
    """The journal rows that name them."""
    number = contact.pk
    named = Q(facts__person=number) | Q(facts__name=number) | Q(facts__contact=number)
    itself = Q(object_type="stakeholders.contact", object_id=number)
    rows = JournalEntry.objects.filter(
        named | itself | Q(facts__contacts__contains=[number]), customer=contact.customer
    )
    return told(rows.select_related("by", "veil").order_by("at", "pk"))


def _row(row: Model, kind: str, where: str, when: date | datetime | None, without: set[str]) -> Iterator[Fact]:
    """Every column that says something, so that one that is added later is not forgotten."""
    for column in row._meta.concrete_fields:
        value = getattr(row, column.name)
        if column.primary_key or column.name in {"edition", *without} or value in (None, "", []):
            continue
        what = gettext(str(capfirst(column.verbose_name)))
        yield Fact(kind=kind, where=where, when=when, what=what, value=_shown(row, column.name, value))


def _shown(row: Model, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value)
