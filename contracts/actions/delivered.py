"""What was promised and what was delivered: taken over from the offer, entered, noted by month, replayed from a log."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from contracts.domain.delivered import AT_MOST, PromiseKind, check_figure
from contracts.domain.obligations.deriving import next_worked
from contracts.domain.obligations.words import ObligationKind, ObligationState, Side
from contracts.domain.sla.replay import measured
from contracts.domain.sla.spans import ServiceMonth, midnight, months_within
from contracts.models import ContractLife, DeliveredFigure, IncidentLog, Obligation, Promise, SlaWording
from dealdesk.db import once
from dealdesk.kernel.money import round_to
from dealdesk.kernel.periods import Period, add_months
from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.journal import record
from stakeholders.domain.deals import calendar_of
from stakeholders.models import Contact, Deal, User
from stakeholders.models.workdays import noticed

A_DAY = timedelta(days=1)
# Digits that are kept of a replayed availability.
PLACES = 5


@transaction.atomic
def take_promises(*, life: ContractLife, by: User, at: datetime) -> list[Promise]:
    """The figures that the contract promises, each once: what its checklist says goes before the accepted version."""
    offer = life.version
    source = f"{offer.quote.number} {offer}"
    agreed = _agreed_availability(life)
    told: dict[PromiseKind, tuple[Decimal | int | None, str]] = {
        PromiseKind.AVAILABILITY: agreed or (offer.sla_availability, source),
        PromiseKind.URGENT: (offer.urgent_minutes, source),
        PromiseKind.NORMAL: (offer.normal_minutes, source),
    }
    known = set(Promise.objects.filter(life=life).values_list("kind", flat=True))
    made = Promise.objects.bulk_create(
        Promise(
            life=life, kind=kind, figure=Decimal(figure), at_most=kind in AT_MOST, source=named, made_at=at, made_by=by
        )
        for kind, (figure, named) in told.items()
        if figure is not None and kind not in known
    )
    if made:
        record("take_promises", on=life, by=by, at=at, deal=life.deal, promises=len(made))
    return made


def _agreed_availability(life: ContractLife) -> tuple[Decimal, str] | None:
    """As the checklist of the signed contract has it, None where nobody read it there."""
    items = life.checklist.items.filter(clause__clause__key="availability") if life.checklist else None
    item = items.select_related("clause", "checklist__version").first() if items is not None else None
    if item is None or item.figure is None:
        return None
    return item.figure, f"{item.checklist} {item.clause.title_zh}"


@transaction.atomic
def add_pledge(
    *,
    life: ContractLife,
    kind: PromiseKind,
    name: str,
    figure: Decimal,
    at_most: bool,
    source: str,
    by: User,
    at: datetime,
) -> Promise:
    check_figure(kind, figure)
    if kind is PromiseKind.OTHER and not name.strip():
        raise Refusal("Say what it is a figure of.", field="name")
    with once(promised_once=lambda: Refusal("This is promised already: note what was delivered.", field="kind")):
        made = Promise.objects.create(
            life=life,
            kind=kind,
            name=name.strip(),
            figure=figure,
            at_most=at_most or kind in AT_MOST,
            source=source,
            made_at=at,
            made_by=by,
        )
    record("add_pledge", on=made, by=by, at=at, deal=life.deal, kind=kind, figure=str(figure))
    return made


@transaction.atomic
def note_delivered(
    *, promise: Promise, month: date, figure: Decimal, wording: SlaWording | None, source: str, by: User, at: datetime
) -> DeliveredFigure:
    """A month that has ended; noted anew, the figure before it is in the journal."""
    held = Promise.objects.select_for_update(of=("self",)).select_related("life__deal").get(pk=promise.pk)
    first = month.replace(day=1)
    if add_months(first, 1) > timezone.localdate(at):
        raise Refusal("This month has not ended: nobody knows its figure yet.", field="month")
    check_figure(PromiseKind(held.kind), figure)
    return _note(held, first, figure, None, wording, source, by, at)


@transaction.atomic
def replay_delivered(
    *, life: ContractLife, log: IncidentLog, wording: SlaWording, by: User, at: datetime
) -> list[DeliveredFigure]:
    """Availability of every whole calendar month that the log covers and the contract ran in, under the wording."""
    promises = Promise.objects.select_for_update(of=("self",)).select_related("life__deal")
    promise = promises.filter(life=life, kind=PromiseKind.AVAILABILITY).first()
    if promise is None:
        raise Refusal("No availability is promised in this contract: enter the promise first.", field="wording")
    covered = Period(max(log.covers_from, life.begins_on), min(log.covers_to, life.ends_on) + A_DAY)
    incidents, words = [row.value() for row in log.incidents.all()], wording.words()
    made = []
    for month in months_within(covered, ServiceMonth.CALENDAR):
        first, end = month.start.replace(day=1), add_months(month.start.replace(day=1), 1)
        begins, ends = midnight(month.start), midnight(month.end or end)
        within = [one for one in incidents if one.begins < ends and begins < one.ends]
        figure = round_to(measured(within, words, begins, ends).availability.points, PLACES)
        made.append(_note(promise, first, figure, log, wording, f"{log.name} · {wording.name}", by, at))
    return made


def _note(
    promise: Promise,
    first: date,
    figure: Decimal,
    log: IncidentLog | None,
    wording: SlaWording | None,
    source: str,
    by: User,
    at: datetime,
) -> DeliveredFigure:
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    before = promise.delivered.filter(month=first).values_list("figure", flat=True).first()
    told = {"figure": figure, "source": source[:200], "log": log, "wording": wording, "noted_at": at, "noted_by": by}
    row, _ = DeliveredFigure.objects.update_or_create(promise=promise, month=first, defaults=told)
    record(
        "note_delivered",
        on=row,
        by=by,
        at=at,
        deal=promise.life.deal,
        kind=promise.kind,
        month=first.isoformat()[:7],
        figure=str(figure),
        before=None if before is None else str(before),
    )
    _open_claim(promise, first, figure, wording, by, at)
    return row


def _open_claim(
    promise: Promise, first: date, figure: Decimal, wording: SlaWording | None, by: User, at: datetime
) -> None:
    """Where a miss gives something back and the contract names a window, its last day is theirs to keep; a month that
    is noted as kept after all takes it out again."""
    life = promise.life
    key = f"{ObligationKind.CLAIM}:{first:%Y%m}"
    is_owed = wording is not None and not promise.value().is_kept(figure) and promise.kind == PromiseKind.AVAILABILITY
    rows = Obligation.objects.filter(deal=life.deal, derived=key)
    if not is_owed:
        rows.filter(state=ObligationState.OPEN).delete()
        return
    if life.claim_days is None or rows.exists():
        return
    last = add_months(first, 1) - A_DAY + timedelta(days=life.claim_days)
    Obligation.objects.create(
        deal=life.deal,
        kind=ObligationKind.CLAIM,
        side=Side.THEIRS,
        note=f"{first:%Y-%m}",
        due_on=next_worked(last, calendar_of(last, last + timedelta(days=30), noticed())),
        currency=life.version.currency,
        owner=life.deal.owner,
        source=wording.name if wording else "",
        derived=key,
        made_at=at,
        made_by=by,
    )


def forget_delivered_in(deal: Deal) -> None:
    """Figures are no words about people; names in their sources are crossed out."""


def erase_delivered_of(contact: Contact) -> None:
    """Nothing is kept of one person alone; the name is crossed out in what people typed."""
