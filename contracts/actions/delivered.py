"""What was promised and what was delivered: taken over from the offer, entered, noted by month, replayed from a log."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contracts.domain.delivered import AT_MOST, PromiseKind, Service, check_figure
from contracts.domain.obligations.deriving import next_worked
from contracts.domain.obligations.words import ObligationKind, ObligationState, Side
from contracts.domain.sla.replay import measured
from contracts.domain.sla.spans import ServiceMonth, last_day, whole_months
from contracts.models import ContractLife, DeliveredFigure, IncidentLog, Obligation, Promise, SlaWording
from dealdesk.db import once
from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.approvals.closing import hold_deal
from quotes.domain.claims import Better
from quotes.domain.value.promises import Promise as HeldTo
from quotes.domain.value.promises import tied
from quotes.models import ClaimEdition, ValueDriver
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.domain.deals import calendar_of
from stakeholders.models import Contact, Deal, User
from stakeholders.models.workdays import noticed

# Digits that are kept of a replayed availability.
PLACES = 5
MOST_SOURCE = 200


@transaction.atomic
def take_promises(*, life: ContractLife, by: User, at: datetime) -> list[Promise]:
    """What the contract promises in figures, each once: what its checklist says goes before the accepted version. And
    what the customer acknowledged of the value book, as far as the contract promises it."""
    offer = life.version
    source = f"{offer.quote.number} {offer}"
    agreed, agreed_in = _agreed_availability(life) or (offer.sla_availability, source)
    told: dict[PromiseKind, tuple[Decimal | int | None, str]] = {
        PromiseKind.AVAILABILITY: (agreed, agreed_in),
        PromiseKind.URGENT: (offer.urgent_minutes, source),
        PromiseKind.NORMAL: (offer.normal_minutes, source),
    }
    known = set(Promise.objects.filter(life=life).values_list("kind", flat=True))
    named = [
        Promise(life=life, kind=kind, figure=Decimal(figure), at_most=kind in AT_MOST, source=where)
        for kind, (figure, where) in told.items()
        if figure is not None and kind not in known
    ]
    service = Service(sla_availability=agreed, urgent_minutes=offer.urgent_minutes, normal_minutes=offer.normal_minutes)
    made = [*named, *_acknowledged(life, service, {HeldTo.AVAILABILITY: agreed_in}, source)]
    for one in made:
        one.made_at, one.made_by = at, by
    Promise.objects.bulk_create(made)
    if made:
        record("take_promises", on=life, by=by, at=at, deal=life.deal, promises=len(made))
    return made


def _acknowledged(life: ContractLife, service: Service, where: dict[HeldTo, str], source: str) -> list[Promise]:
    """Claims that somebody of theirs acknowledged and that are tied to a term of the contract which promises as much;
    `where` that stands, unless in the `source` of all."""
    drivers = ValueDriver.objects.standing().whole().filter(deal=life.deal, word__isnull=False, claim__isnull=False)
    known = set(Promise.objects.filter(life=life, name__gt="").values_list("name", flat=True))
    made = []
    for driver in drivers:
        claim = driver.claim
        if (
            claim is None
            or str(claim) in known
            or not tied(HeldTo(driver.promise), claim.value(), service).is_contractual
        ):
            continue
        known.add(str(claim))
        made.append(_promise_of(life, driver, claim, where.get(HeldTo(driver.promise), source)))
    return made


def _promise_of(life: ContractLife, driver: ValueDriver, claim: ClaimEdition, source: str) -> Promise:
    """Another figure than the contract's own, so that a month it misses gives nothing back twice."""
    word = driver.word
    said = f" · {word.contact.name} {word.noted_at:%Y-%m-%d}" if word else ""
    return Promise(
        life=life,
        kind=PromiseKind.OTHER,
        name=str(claim),
        figure=claim.ours,
        at_most=claim.better == Better.LOWER,
        source=f"{source}{said}"[:MOST_SOURCE],
        driver=driver,
    )


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
def choose_wording(
    *, life: ContractLife, wording: SlaWording, source: str, edition: int, by: User, at: datetime
) -> ContractLife:
    """How the contract words its availability, for all its months; chosen anew, what months give back is reckoned
    anew."""
    held = _held(life)
    if edition != held.edition:
        raise StaleRefusal(STALE, field="edition")
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    held.wording, held.wording_source, held.edition = wording, source.strip(), held.edition + 1
    held.save(update_fields=["wording", "wording_source", "edition"])
    record("choose_wording", on=held, by=by, at=at, deal=held.deal, name=wording.name)
    open_claims(life=held, by=by, at=at)
    return held


@transaction.atomic
def open_claims(*, life: ContractLife, by: User, at: datetime) -> None:
    """Of all months that are known, once the contract says anew what a miss gives back or until when it is claimed."""
    for promise in life.promises.filter(kind=PromiseKind.AVAILABILITY):
        promise.life = life
        for row in promise.delivered.all():
            _open_claim(promise, row.month, row.figure, by, at)


@transaction.atomic
def note_delivered(
    *, promise: Promise, month: date, figure: Decimal, source: str, by: User, at: datetime
) -> DeliveredFigure:
    """A month that has ended; noted anew, the figure before it is in the journal."""
    life, held = _held(promise.life), Promise.objects.get(pk=promise.pk)
    held.life = life
    first = month.replace(day=1)
    if _last_day(life, first) >= timezone.localdate(at):
        raise Refusal("This month has not ended: nobody knows its figure yet.", field="month")
    check_figure(PromiseKind(held.kind), figure)
    return _note(held, first, figure, None, source, by, at)


@transaction.atomic
def replay_delivered(*, life: ContractLife, log: IncidentLog, by: User, at: datetime) -> list[DeliveredFigure]:
    """Availability of every month that is over and that the log covers as far as the contract ran, in months and words
    of the contract's own wording: beside its promise, and beside what they acknowledged of it in the value book."""
    held = _held(life)
    promises = list(Promise.objects.filter(_of_availability(), life=held).order_by("pk"))
    if not promises:
        raise Refusal("No availability is promised in this contract: enter the promise first.", field="log")
    if held.wording is None:
        raise Refusal("Choose first how this contract words its availability.", field="log")
    for promise in promises:
        promise.life = held
    words = held.wording.words()
    months = whole_months(held.value().whole, words.month, log.whole, timezone.localdate(at))
    if not months:
        raise Refusal("This log covers no whole month of the contract that is over.", field="log")
    incidents, said = [row.value() for row in log.incidents.all()], f"{log.name} · {held.wording.name}"
    made = []
    for first, (begins, ends) in months.items():
        within = [one for one in incidents if one.begins < ends and begins < one.ends]
        figure = round_to(measured(within, words, begins, ends).availability.points, PLACES)
        made += [_note(promise, first, figure, log, said, by, at) for promise in promises]
    return made


def _last_day(life: ContractLife, first: date) -> date:
    """Of the month that begins in a calendar month, as the contract counts; calendar months where nobody has said."""
    counted = life.wording.words().month if life.wording else ServiceMonth.CALENDAR
    return last_day(life.begins_on, counted, first)


def _of_availability() -> Q:
    return Q(kind=PromiseKind.AVAILABILITY) | Q(driver__promise=HeldTo.AVAILABILITY)


def _held(life: ContractLife) -> ContractLife:
    """Its deal first, as whoever moves its instalments holds it: who notes a month and who chooses the wording follow
    each other."""
    hold_deal(life.deal_id)
    rows = ContractLife.objects.select_for_update(of=("self",))
    return rows.select_related("deal__owner", "version", "wording").get(pk=life.pk)


def _note(
    promise: Promise, first: date, figure: Decimal, log: IncidentLog | None, source: str, by: User, at: datetime
) -> DeliveredFigure:
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    before = promise.delivered.filter(month=first).values_list("figure", flat=True).first()
    told = {"figure": figure, "source": source[:MOST_SOURCE], "log": log, "noted_at": at, "noted_by": by}
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
    _open_claim(promise, first, figure, by, at)
    return row


def _open_claim(promise: Promise, first: date, figure: Decimal, by: User, at: datetime) -> None:
    """Where a miss gives something back and the contract, or else its wording, names a window, its last day is theirs
    to keep; a month that is noted as kept after all takes it out again."""
    life = promise.life
    if promise.kind != PromiseKind.AVAILABILITY:
        return
    key = f"{ObligationKind.CLAIM}:{first:%Y%m}"
    rows = Obligation.objects.filter(deal=life.deal, derived=key)
    still_open = rows.filter(state=ObligationState.OPEN)
    if life.wording is None or promise.value().is_kept(figure):
        still_open.delete()
        return
    days = life.wording.claim_days if life.claim_days is None else life.claim_days
    if days is None:
        still_open.update(source=life.wording.name)
        return
    last = _last_day(life, first) + timedelta(days=days)
    due_on = next_worked(last, calendar_of(last, last + timedelta(days=30), noticed()))
    if rows.exists():
        still_open.filter(is_fixed=False).update(source=life.wording.name, due_on=due_on)
        return
    made = Obligation.objects.create(
        deal=life.deal,
        kind=ObligationKind.CLAIM,
        side=Side.THEIRS,
        note=f"{first:%Y-%m}",
        due_on=due_on,
        currency=life.version.currency,
        owner=life.deal.owner,
        source=life.wording.name,
        derived=key,
        made_at=at,
        made_by=by,
    )
    record("open_claim", on=made, by=by, at=at, deal=life.deal, month=made.note, day=due_on.isoformat())


def forget_delivered_in(deal: Deal) -> None:
    """Figures are no words about people; names in their sources are crossed out."""


def erase_delivered_of(contact: Contact) -> None:
    """Nothing is kept of one person alone; the name is crossed out in what people typed."""
