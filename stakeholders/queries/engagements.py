"""The log of a deal as its team reads it: what stands, what was corrected or removed, and what it proves."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from stakeholders.domain.engagements import Record, records, without_a_decider
from stakeholders.models import Contact, Deal, Engagement, User


@dataclass(frozen=True, kw_only=True)
class EngagementRow:
    """`before` is what it replaced, newest first."""

    engagement: Engagement
    who: tuple[str, ...]
    ours: tuple[str, ...]
    before: tuple["EngagementRow", ...] = ()


@dataclass(frozen=True, kw_only=True)
class MetRow:
    """One person of the customer's: how often we met, and how long ago; `quiet_days` is None where we never did, and
    `is_waited_for` where all there is are messages of ours."""

    name: str
    title: str
    decides: bool
    count: int
    two_way: bool
    last_on: date | None
    quiet_days: int | None
    is_waited_for: bool


@dataclass(frozen=True, kw_only=True)
class EngagementsScreen:
    rows: tuple[EngagementRow, ...]
    met: tuple[MetRow, ...]
    # How many engagements there were without anybody who decides, where that is an alarm.
    undecided: int | None


def engagements_screen(deal: Deal, *, today: date) -> EngagementsScreen:
    """All of it, newest first: nobody meets one customer a thousand times."""
    told = deal.engagements.select_related("logged_by", "removed_by", "correction")
    logged = tuple(told.prefetch_related("contacts", "colleagues").order_by("-held_on", "-id"))
    standing = [one for one in logged if one.stands]
    proved = tuple(one.value() for one in standing)
    seats = tuple(deal.seats.select_related("contact"))
    deciders = {seat.contact_id for seat in seats if seat.seated().decides}
    people = {seat.contact_id: seat.contact for seat in seats}
    people |= {contact.pk: contact for one in standing for contact in one.contacts.all()}
    replaced = {one.pk: one for one in logged}
    return EngagementsScreen(
        rows=tuple(_row(one, replaced) for one in logged if not hasattr(one, "correction")),
        met=_met(people.values(), records(proved), deciders, today),
        undecided=without_a_decider(proved, deciders),
    )


def _row(engagement: Engagement, logged: Mapping[int, Engagement]) -> EngagementRow:
    before, at = [], engagement.corrects_id
    while at is not None:
        before.append(_row_alone(logged[at]))
        at = logged[at].corrects_id
    return replace(_row_alone(engagement), before=tuple(before))


def _row_alone(engagement: Engagement) -> EngagementRow:
    return EngagementRow(
        engagement=engagement,
        who=tuple(contact.name for contact in engagement.contacts.all()),
        ours=tuple(person.name for person in engagement.colleagues.all()),
    )


def _met(
    people: Iterable[Contact], known: Mapping[int, Record], deciders: Collection[int], today: date
) -> tuple[MetRow, ...]:
    """Whoever has a seat or was met: those never met first, then the longest silence."""
    rows = [_met_row(contact, known.get(contact.pk), contact.pk in deciders, today) for contact in people]
    return tuple(sorted(rows, key=lambda row: (row.last_on or date.min, row.name)))


def _met_row(contact: Contact, logged: Record | None, decides: bool, today: date) -> MetRow:
    known = logged.answered if logged else None
    return MetRow(
        name=contact.name,
        title=contact.title,
        decides=decides,
        count=known.count if known else 0,
        two_way=logged.two_way if logged else False,
        last_on=known.last_on if known else None,
        quiet_days=(today - known.last_on).days if known else None,
        is_waited_for=logged is not None and known is None,
    )


def contacts_to_meet(deal: Deal) -> QuerySet[Contact]:
    return Contact.objects.known().filter(customer=deal.customer_id)


def colleagues_to_meet(deal: Deal, by: User) -> QuerySet[User]:
    """Whoever owns the deal or is on it, and whoever logs."""
    on_it = Q(memberships__deal=deal) | Q(pk__in=[deal.owner_id, by.pk])
    return User.objects.filter(on_it, is_active=True).distinct()
