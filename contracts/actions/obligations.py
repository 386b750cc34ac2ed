"""What follows a signature: derived in its transaction, entered beside it, moved, settled with a word."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from contracts.actions.delivered import open_claims, take_promises
from contracts.domain.obligations.deriving import Due, Life
from contracts.domain.obligations.words import CLAUSES, OBLIGATION_MOVES, ObligationKind, ObligationState, Side
from contracts.domain.renewals import UpliftRule
from contracts.models import Checklist, ChecklistItem, ContractLife, Obligation, Receipt
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.moves import check_move
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from dealdesk.kernel.workdays import WorkCalendar
from quotes.domain.lifecycle import VersionState
from quotes.models import QuoteVersion
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.actions.notices import notify
from stakeholders.domain.deals import Stage, calendar_of
from stakeholders.domain.notices import NoticeKind
from stakeholders.models import Contact, Deal, Notice, User
from stakeholders.models.workdays import noticed

# Days the calendar reaches beyond what a contract names.
BEYOND = timedelta(days=800)
# By the clause in whose figure a checklist keeps them.
DAYS_IN = {"notice_days": "auto_renewal", "exit_days": "deletion", "claim_days": "credit_cap"}
NO_OFFER = "No offer of this deal was accepted: mark the one that was signed as accepted, then come back."


class LifeTold(TypedDict):
    """What the contract itself says of its life."""

    begins_on: date
    renews: bool | None
    notice_days: int | None
    exit_days: int | None
    report_days: int | None
    claim_days: int | None


@transaction.atomic
def begin_life(*, deal: Deal, by: User, at: datetime) -> ContractLife | None:
    """As a deal is signed, or as soon as its offer was accepted: None while none was. The contract runs from the day
    of signing until somebody enters what it says itself."""
    held = hold_signed(deal)
    if ContractLife.objects.filter(deal=held).exists():
        return None
    version = _accepted(held)
    if version is None:
        return None
    checklist = held.checklists.first()
    signed_on = timezone.localdate(held.closed_at)
    life = Life(begins_on=signed_on, months=version.whole.months, **_days_in(checklist))
    row = ContractLife(deal=held, version=version, checklist=checklist, signed_on=signed_on, made_at=at, made_by=by)
    _put(row, life, _calendar(life))
    row.save()
    made = _derive(row, by, at)
    settle_paid(deal=held, by=by, at=at)
    take_promises(life=row, by=by, at=at)
    record("begin_life", on=row, by=by, at=at, deal=held, until=row.ends_on.isoformat(), obligations=made)
    return row


@transaction.atomic
def ask_for_life(*, deal: Deal, by: User, at: datetime) -> ContractLife:
    """The same where somebody asks for it: where there is nothing to derive from, it says so."""
    made = begin_life(deal=deal, by=by, at=at)
    if made is None and not ContractLife.objects.filter(deal=deal).exists():
        raise Refusal(NO_OFFER)
    return made or ContractLife.objects.get(deal=deal)


@transaction.atomic
def change_life(
    *,
    life: ContractLife,
    uplift: UpliftRule | None,
    source: str,
    edition: int,
    by: User,
    at: datetime,
    **told: Unpack[LifeTold],
) -> ContractLife:
    """What the contract says takes the place of what was supposed; open obligations that follow are moved along."""
    held = hold_signed(life.deal)
    lives = ContractLife.objects.select_for_update(of=("self",)).select_related("version__quote", "checklist")
    row = lives.get(pk=life.pk)
    if edition != row.edition:
        raise StaleRefusal(STALE, field="edition")
    if not source.strip():
        raise Refusal("Say where in the contract this stands.", field="source")
    row.deal, row.source = held, source.strip()
    _put_uplift(row, uplift)
    now = Life(months=row.months, **told)
    _put(row, now, _calendar(now))
    row.edition += 1
    row.save()
    made = _derive(row, by, at)
    settle_paid(deal=held, by=by, at=at)
    open_claims(life=row, by=by, at=at)
    record("change_life", on=row, by=by, at=at, deal=held, until=row.ends_on.isoformat(), obligations=made)
    return row


class ObligationTold(TypedDict):
    due_on: date
    owner: User
    source: str
    note: str


@transaction.atomic
def add_obligation(
    *,
    deal: Deal,
    kind: ObligationKind,
    side: Side,
    amount: Decimal | None,
    by: User,
    at: datetime,
    **told: Unpack[ObligationTold],
) -> Obligation:
    """One that the contract asks for and that does not follow by itself."""
    held = hold_signed(deal)
    if kind is ObligationKind.OTHER and not told["note"].strip():
        raise Refusal("Say what is to be done.", field="note")
    if amount is not None and amount <= 0:
        raise Refusal("An amount is above nothing; leave it empty where nothing is paid.", field="amount")
    life = ContractLife.objects.filter(deal=held).select_related("version").first()
    currency = life.version.currency if life else held.currency
    made = Obligation.objects.create(
        deal=held, kind=kind, side=side, amount=amount, currency=currency, made_at=at, made_by=by, **told
    )
    record("add_obligation", on=made, by=by, at=at, deal=held, kind=kind, day=made.due_on.isoformat())
    return made


@transaction.atomic
def change_obligation(
    *, obligation: Obligation, edition: int, by: User, at: datetime, **told: Unpack[ObligationTold]
) -> Obligation:
    """Another day, owner, source or note: what follows by itself is neither moved along nor taken out any more."""
    row = _hold(obligation, edition)
    if row.state != ObligationState.OPEN:
        raise Refusal("This is settled: take it up again before changing it.")
    if row.kind == ObligationKind.OTHER and not told["note"].strip():
        raise Refusal("Say what is to be done.", field="note")
    if told["due_on"] != row.due_on and _is_instalment(row):
        raise Refusal("Its day is its instalment's: move it under “Payment”, and this follows.", field="due_on")
    row.is_fixed = row.is_fixed or (bool(row.derived) and any(getattr(row, name) != now for name, now in told.items()))
    for name, value in told.items():
        setattr(row, name, value)
    _keep(row)
    record("change_obligation", on=row, by=by, at=at, deal=row.deal, kind=row.kind, day=row.due_on.isoformat())
    return row


@transaction.atomic
def settle_obligation(
    *,
    obligation: Obligation,
    to: ObligationState,
    outcome: str,
    settled_on: date,
    edition: int,
    by: User,
    at: datetime,
) -> Obligation:
    """Done with its evidence, or waived with its reason; on a day that has come."""
    row = _hold(obligation, edition)
    check_move(OBLIGATION_MOVES, ObligationState(row.state), to)
    if not outcome.strip():
        raise Refusal("Name the evidence, or why it is waived: nobody remembers it later.", field="outcome")
    if settled_on > timezone.localdate(at):
        raise Refusal("This day has not come yet.", field="settled_on")
    row.state, row.outcome, row.settled_on = to, outcome.strip(), settled_on
    row.settled_at, row.settled_by = at, by
    _keep(row)
    record("settle_obligation", on=row, by=by, at=at, deal=row.deal, kind=row.kind, state=to)
    return row


@transaction.atomic
def follow_instalments(*, deal: Deal, by: User, at: datetime) -> None:
    """Once an instalment was planned, added or moved: what they owe on a signed deal stands as the instalments do."""
    lives = ContractLife.objects.select_for_update(of=("self",)).select_related("deal", "version__quote", "checklist")
    row = lives.filter(deal=deal).first()
    if row is None:
        return
    made = _derive(row, by, at)
    record("follow_instalments", on=row, by=by, at=at, deal=row.deal, obligations=made)
    settle_paid(deal=row.deal, by=by, at=at)


@transaction.atomic
def settle_paid(*, deal: Deal, by: User, at: datetime) -> None:
    """What they owe on a signed deal and what came in pays whole, the first due first, with the receipt that made it
    whole as evidence; owed again where that money is taken back. In another currency it is settled by hand."""
    receipts = list(Receipt.objects.filter(deal=deal).order_by("received_on", "pk"))
    evidence = {(receipt.source, receipt.received_on) for receipt in receipts}
    came = [receipt for receipt in receipts if receipt.withdrawn_at is None]
    wholes = list(accumulate(receipt.amount for receipt in came))
    rows = deal.obligations.filter(kind=ObligationKind.PAYMENT, currency=deal.currency).exclude(amount=None)
    owed = ZERO
    for row in rows.exclude(state=ObligationState.WAIVED).order_by("due_on", "id"):
        owed += row.amount or ZERO
        last = next((receipt for whole, receipt in zip(wholes, came, strict=True) if whole >= owed), None)
        if last and row.state == ObligationState.OPEN:
            settle_obligation(
                obligation=row,
                to=ObligationState.DONE,
                outcome=last.source,
                settled_on=last.received_on,
                edition=row.edition,
                by=by,
                at=at,
            )
        if last is None and (row.outcome, row.settled_on) in evidence:
            reopen_obligation(obligation=row, by=by, at=at)


@transaction.atomic
def reopen_obligation(*, obligation: Obligation, by: User, at: datetime) -> Obligation:
    """Settled by mistake: it is owed again. Whoever says so a second time changes nothing."""
    row = _hold(obligation, None)
    if row.state == ObligationState.OPEN:
        return row
    check_move(OBLIGATION_MOVES, ObligationState(row.state), ObligationState.OPEN)
    row.state, row.outcome, row.settled_on = ObligationState.OPEN, "", None
    row.settled_at = row.settled_by = None
    _keep(row)
    record("reopen_obligation", on=row, by=by, at=at, deal=row.deal, kind=row.kind)
    return row


@transaction.atomic
def tell_due(*, obligation: Obligation, at: datetime) -> None:
    """Its owner, once a day on which it is due, however often the clock asks; moved to another day, once more."""
    rows = Obligation.objects.open().select_for_update(of=("self",)).select_related("owner", "deal")
    row = rows.filter(pk=obligation.pk).first()
    if row is None:
        # Settled, or gone, since the clock looked.
        return
    owner, day = row.owner, row.due_on.isoformat()
    told = Notice.objects.filter(kind=NoticeKind.OBLIGATION_DUE, to=owner, target=row.pk)
    if told.filter(facts__day=day).exists():
        return
    facts = {"number": row.deal.number, "day": day}
    notify(NoticeKind.OBLIGATION_DUE, to=[owner], about=row, deal=row.deal, by=None, at=at, **facts)


def forget_obligations_in(deal: Deal) -> None:
    """Its time is over: what was owed stays, words about people go with the names that are crossed out in them."""


def erase_obligations_of(contact: Contact) -> None:
    """Nothing is kept of one person alone; the name is crossed out in what people typed."""


def hold_signed(deal: Deal) -> Deal:
    """Only what is signed asks anything of anybody; locked, so that two follow each other."""
    held = Deal.objects.select_for_update(of=("self",), no_key=True).select_related("customer", "owner").get(pk=deal.pk)
    if held.stage != Stage.SIGNED:
        raise Refusal("This deal is not signed: nothing follows from it yet.")
    return held


def _hold(obligation: Obligation, edition: int | None) -> Obligation:
    deal = hold_signed(obligation.deal)
    row = Obligation.objects.select_for_update(of=("self",)).select_related("owner").get(pk=obligation.pk)
    if edition is not None and edition != row.edition:
        raise StaleRefusal(STALE, field="edition")
    row.deal = deal
    return row


def _keep(row: Obligation) -> None:
    row.edition += 1
    row.save()


def _accepted(deal: Deal) -> QuoteVersion | None:
    """The one its checklist was made from where that was accepted, else the one accepted last."""
    accepted = QuoteVersion.objects.filter(quote__deal=deal, state=VersionState.ACCEPTED).select_related("quote")
    checked = accepted.filter(checklists__deal=deal).order_by("-checklists__number").first()
    return checked or accepted.order_by("-accepted_at").first()


def _figures(checklist: Checklist | None) -> dict[str, int]:
    """Whole days that the contract names, by the key of their clause."""
    told = checklist.items.exclude(figure=None).values_list("clause__clause__key", "figure") if checklist else ()
    return {key: int(figure) for key, figure in told if key and figure is not None}


def _days_in(checklist: Checklist | None) -> dict[str, Any]:
    figures = _figures(checklist)
    return {name: figures.get(key) for name, key in DAYS_IN.items()}


def _calendar(life: Life) -> WorkCalendar:
    return calendar_of(life.begins_on - BEYOND, life.ends_on + BEYOND, noticed())


def _put(row: ContractLife, life: Life, calendar: WorkCalendar) -> None:
    row.begins_on, row.months, row.renews = life.begins_on, life.months, life.renews
    row.notice_days, row.exit_days = life.notice_days, life.exit_days
    row.report_days, row.claim_days = life.report_days, life.claim_days
    row.ends_on, row.notice_on = life.ends_on, life.notice_on(calendar)


def _put_uplift(row: ContractLife, rule: UpliftRule | None) -> None:
    row.uplift = rule.kind if rule else ""
    row.uplift_points = rule.points.points if rule and rule.points else None
    row.uplift_cap = rule.cap.points if rule and rule.cap else None


def _derive(row: ContractLife, by: User, at: datetime) -> int:
    """Writes what follows, moves what is open and not fixed, and takes out what follows no more; how many follow."""
    deal = row.deal
    following = row.following(_calendar(row.value()))
    dues = {due.key: due for due in following.dues}
    paid_in = deal.currency if following.by_parts else row.version.currency
    if deal.declarations.exists():
        # Told before anything asked for it.
        dues = {key: due for key, due in dues.items() if due.kind != ObligationKind.DECLARATION}
    known = {one.derived: one for one in deal.obligations.select_for_update(of=("self",)).exclude(derived="")}
    # Windows for claims follow from what was delivered.
    known = {key: one for key, one in known.items() if one.kind != ObligationKind.CLAIM}
    free = [one for one in known.values() if _is_free(one, following.by_parts)]
    gone = [one for one in free if one.derived not in dues and one.state != ObligationState.WAIVED]
    moved = [one for one in free if one.derived in dues and _moves(one, dues[one.derived])]
    for one in (*gone, *(one for one in moved if one.amount != dues[one.derived].amount)):
        # The word with which it was settled was of another amount.
        reopen_obligation(obligation=one, by=by, at=at)
    Obligation.objects.filter(pk__in=[one.pk for one in gone]).delete()
    for one in moved:
        due = dues[one.derived]
        one.due_on, one.amount, one.currency, one.edition = due.due_on, due.amount, paid_in, one.edition + 1
    Obligation.objects.bulk_update(moved, ["due_on", "amount", "currency", "edition"])
    texts = _texts(row.checklist)
    source = f"{row.version.quote.number} {row.version}"
    new = (due for key, due in dues.items() if key not in known)
    rows = [_made(due, row, texts.get(CLAUSES[due.kind]), source, by, at) for due in new]
    for one in rows:
        one.currency = paid_in
    Obligation.objects.bulk_create(rows)
    return len(dues)


def _is_free(one: Obligation, by_parts: bool) -> bool:
    """What is settled or fixed stays. But a payment is its instalment, whatever somebody said of it: `settle_paid` says
    anew which of them what came in pays."""
    is_instalment = by_parts and one.kind == ObligationKind.PAYMENT
    return is_instalment or (one.state == ObligationState.OPEN and not one.is_fixed)


def _moves(one: Obligation, due: Due) -> bool:
    return (one.due_on, one.amount) != (due.due_on, due.amount)


def _is_instalment(row: Obligation) -> bool:
    is_paid = row.kind == ObligationKind.PAYMENT and bool(row.derived)
    return is_paid and row.deal.instalments.exists()


def _texts(checklist: Checklist | None) -> dict[str, ChecklistItem]:
    """What the contract says, by the key of its clause."""
    items = checklist.items.select_related("clause__clause", "owner") if checklist else ()
    return {item.clause.clause.key: item for item in items if item.clause.clause.key}


def _made(due: Due, row: ContractLife, item: ChecklistItem | None, source: str, by: User, at: datetime) -> Obligation:
    """Looked after by whoever settles its clause, else by the deal's owner."""
    return Obligation(
        deal=row.deal,
        kind=due.kind,
        side=due.side,
        due_on=due.due_on,
        amount=due.amount,
        owner=(item.owner if item else None) or row.deal.owner,
        clause=item.clause if item else None,
        source=source,
        derived=due.key,
        made_at=at,
        made_by=by,
    )
