"""What we owe the people we judge: the policy, who looked, what is taken out, and what is erased."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Model, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from pgtrigger import Protect
from pgtrigger.registry import registered

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.domain.privacy import cross_out, is_due, mark
from stakeholders.models import (
    BudgetOutcome,
    BudgetSignal,
    Contact,
    Deal,
    Engagement,
    JournalEntry,
    JournalVeil,
    MapOpening,
    Milestone,
    PrivacyPolicy,
    Seat,
    SeatEvidence,
    Typed,
    User,
)

SHORTEST = 2
ABOUT_DEALS = ("name", "next_step", "needs", "solution", "competitor_note", "lost_reason", "unpriced_because")
# Where people type about a customer; the apps above add theirs. A column that is in no such list says why not in
# `tests/architecture/laws/names.py`.
TYPED: list[Typed] = [
    Typed(model=Contact, customer="customer", columns=("title", "note")),
    Typed(model=Deal, customer="customer", columns=ABOUT_DEALS),
    Typed(model=Engagement, customer="deal__customer", columns=("learned", "promised", "removed_reason")),
    Typed(model=Seat, customer="deal__customer", columns=("win", "concern", "answer")),
    Typed(model=SeatEvidence, customer="seat__deal__customer", columns=("text",)),
    Typed(model=Milestone, customer="deal__customer", columns=("name", "blocker", "evidence")),
    Typed(model=BudgetSignal, customer="deal__customer", columns=("evidence",), guards=("what_was_frozen_stays",)),
    Typed(model=BudgetOutcome, customer="deal__customer", columns=("source",)),
]
# What the apps above hold of one person, and of what was thought in one deal: each deletes its own.
_erasers: list[Callable[[Contact], None]] = []
_forgetters: list[Callable[[Deal], None]] = []


def keeps_words(*, typed: Sequence[Typed], erase: Callable[[Contact], None], forget: Callable[[Deal], None]) -> None:
    """Called once by each app above, when it is ready, with where it holds words about people."""
    if erase not in _erasers:
        TYPED.extend(typed)
        _erasers.append(erase)
        _forgetters.append(forget)


@transaction.atomic
def enter_privacy_policy(
    *, purpose: str, legal_basis: str, retention_months: int, source: str, valid_from: date, by: User, at: datetime
) -> PrivacyPolicy:
    """From that day on; what was promised for days that have passed stays."""
    if valid_from < timezone.localdate(at):
        raise Refusal("A policy takes effect today or later: what was decided before stays.", field="valid_from")
    entered = PrivacyPolicy.objects.create(
        purpose=purpose,
        legal_basis=legal_basis,
        retention_months=retention_months,
        source=source,
        valid_from=valid_from,
        entered_at=at,
        entered_by=by,
    )
    record("enter_privacy_policy", on=entered, by=by, at=at, months=retention_months, valid_from=valid_from.isoformat())
    return entered


@transaction.atomic
def open_map(deal: Deal, *, by: User, at: datetime) -> MapOpening:
    """Once a person, deal and day, whoever is first; on the customer's stream, so that looking moves no deal."""
    opening, is_new = MapOpening.objects.get_or_create(
        deal=deal, opened_by=by, opened_on=timezone.localdate(at), defaults={"opened_at": at}
    )
    if is_new:
        record("open_map", on=opening, by=by, at=at, customer=deal.customer, number=deal.number)
    return opening


@transaction.atomic
def export_contact(contact: Contact, *, by: User, at: datetime) -> None:
    record("export_contact", on=contact, by=by, at=at, customer=contact.customer, contact=contact.pk)


@transaction.atomic
def forget_assessments(deal: Deal, *, by: User | None = None, at: datetime) -> int:
    """Erases what we thought of the people in a deal whose retention has passed; answers of how many people.

    That we met stays, and what was learned there goes. A deal that came back to the table, or a longer policy since,
    keeps everything.
    """
    deal = Deal.objects.select_for_update(of=("self",), no_key=True).select_related("customer").get(pk=deal.pk)
    today = timezone.localdate(at)
    policy = PrivacyPolicy.objects.newest_first().filter(valid_from__lte=today).first()
    if policy is None or deal.closed_at is None:
        return 0
    if not is_due(timezone.localdate(deal.closed_at), policy.retention_months, today):
        return 0
    people = deal.seats.count()
    deal.seats.all().delete()
    for forget in _forgetters:
        forget(deal)
    words = deal.engagements.exclude(learned="", promised="").update(learned="", promised="", promised_on=None)
    if people or words:
        record("forget_assessments", on=deal, by=by, at=at, deal=deal, people=people, months=policy.retention_months)
    return people


@transaction.atomic
def erase_contact(contact: Contact, *, reason: str, by: User, at: datetime) -> Contact:
    """The person goes; what points at them stays and says that somebody was there.

    The deals before it, as everybody who writes on one locks it; the contact itself after all others of the customer,
    so that whoever is about to point at it waits.
    """
    _hold_all(contact)
    held = Contact.objects.select_for_update(of=("self",)).select_related("customer").get(pk=contact.pk)
    refuse_erased([held])
    if not reason.strip():
        raise Refusal("Say who asked for it and when.", field="reason")
    name, known = held.name, _longer_names(held)
    Seat.objects.filter(contact=held).delete()
    Milestone.objects.filter(buyer=held).update(buyer=None)
    for erase in _erasers:
        erase(held)
    _forget_words(held)
    _cross_out(held, known)
    veiled = _veil(held, name, known)
    held.name, held.title, held.phone, held.email, held.note = mark(held.pk), "", "", "", ""
    held.erased_at, held.erased_by, held.updated_at, held.edition = at, by, at, held.edition + 1
    held.save()
    record(
        "erase_contact",
        on=held,
        by=by,
        at=at,
        customer=held.customer,
        contact=held.pk,
        reason=cross_out(reason.strip(), name, mark(held.pk), known=known),
        veiled=veiled,
    )
    return held


def _hold_all(contact: Contact) -> None:
    """Whatever the name may be crossed out in, in the order in which everybody takes it: what is held before a deal,
    the deals, and the people in whose notes it may stand."""
    for place in TYPED:
        if place.before_deal:
            list(place.holding(contact).select_for_update(of=("self",), no_key=True).order_by("pk"))
    for model in (Deal, Contact):
        rows = model._default_manager.select_for_update(of=("self",), no_key=True)
        list(rows.filter(customer=contact.customer_id).order_by("pk"))


def _forget_words(contact: Contact) -> None:
    """What was learned from this person alone goes; where others who are still known were there, their words stay."""
    with_them = Engagement.objects.filter(contacts=contact).values("pk")
    others = Count("contacts", filter=Q(contacts__erased_at=None) & ~Q(contacts=contact))
    counted = Engagement.objects.filter(pk__in=with_them).annotate(others=others)
    alone = [pk for pk, others in counted.values_list("pk", "others") if not others]
    Engagement.objects.filter(pk__in=alone).update(learned="", promised="", promised_on=None)


def _longer_names(contact: Contact) -> tuple[str, ...]:
    """Of people who stay known, theirs and ours, and who would be mistaken for this one."""
    theirs = Contact.objects.known().filter(customer=contact.customer_id, name__contains=contact.name)
    ours = User.objects.filter(name__contains=contact.name)
    return (*theirs.exclude(pk=contact.pk).values_list("name", flat=True), *ours.values_list("name", flat=True))


def _cross_out(contact: Contact, known: Sequence[str]) -> None:
    """The name in what people typed about this customer; a name of one character would be in every other word."""
    if len(contact.name) < SHORTEST:
        return
    with _guards_resting():
        for place in TYPED:
            _cross_out_in(place, contact, known)


@contextmanager
def _guards_resting() -> Iterator[None]:
    """What keeps these rows as they were told lets a change pass: the one thing that outranks it is the right to be
    forgotten. By hand, as pgtrigger's own way needs parameters bound by the client; a failure takes it back, too."""
    own = {place.model._meta.label: place.guards for place in TYPED}
    kept = [(model, each, own[model._meta.label]) for model, each in registered() if model._meta.label in own]
    resting = [(model, each) for model, each, guards in kept if isinstance(each, Protect) or each.name in guards]
    ids = [(model._meta.db_table, each.get_pgid(model)) for model, each in resting]
    _rest(",".join(name for table, guard in ids for name in (guard, f"{table}:{guard}")))
    yield
    _rest("")


def _rest(guards: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{guards}}}"])


def _cross_out_in(place: Typed, contact: Contact, known: Sequence[str]) -> None:
    """A page that was read before counts as older from now on: it would bring the name back."""
    for row in place.holding(contact):
        without = dict(_without(row, place.columns, contact, known))
        if without:
            place.model._default_manager.filter(pk=row.pk).update(**without | _raised(place.model))
            _raise(place, row)


def _without(row: Model, columns: Sequence[str], contact: Contact, known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The columns that hold the name, each as it reads with a mark in its place, as far as there is room."""
    for column in columns:
        told, longest = getattr(row, column), getattr(row._meta.get_field(column), "max_length", None)
        crossed = cross_out(told, contact.name, mark(contact.pk), known=known)
        if crossed != told:
            yield column, crossed[:longest]


def _raise(place: Typed, row: Model) -> None:
    """The edition of the row that this one is read with, where it has none itself."""
    if place.edition_of:
        owner = getattr(row, place.edition_of)
        type(owner)._default_manager.filter(pk=owner.pk).update(**_raised(type(owner)))


def _raised(model: type[Model]) -> dict[str, Any]:
    has_one = any(each.name == "edition" for each in model._meta.fields)
    return {"edition": F("edition") + 1} if has_one else {}


def _veil(contact: Contact, name: str, known: Sequence[str]) -> int:
    """The chain keeps its rows as they are; those that hold the name are told without their facts from now on."""
    written, others = _as_json(name), [*map(_as_json, known)]
    rows = JournalEntry.objects.filter(customer=contact.customer_id, veil=None)
    holding = rows.annotate(text=Cast("facts", TextField())).filter(text__contains=written)
    named = [row for row in holding if cross_out(row.text, written, "", known=others) != row.text]
    return len(JournalVeil.objects.bulk_create(JournalVeil(entry=entry) for entry in named))


def _as_json(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)[1:-1]


def refuse_erased(contacts: Iterable[Contact], *, field: str = "contacts") -> None:
    """Asked after the rows that point at these contacts are written: erasing waits for them, or has gone before."""
    gone = Contact.objects.filter(pk__in=[contact.pk for contact in contacts], erased_at__isnull=False).first()
    if gone is not None:
        raise Refusal("%(person)s has been erased.", field=field, person=gone.name)
