"""Budgets: signals before the first price goes out, the estimate it freezes, and what became known after the end."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.money import round_to
from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal
from stakeholders.actions.journal import record
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.distributions import Spread, check_interval
from stakeholders.domain.budgets.pools import linear_pool
from stakeholders.domain.budgets.words import OutcomeKind, SignalKind, Span, Unit
from stakeholders.domain.deals import Stage
from stakeholders.models import BudgetEstimate, BudgetOutcome, BudgetSignal, Deal, User

# An amount is stored to the cent.
CENTS = 2
# What a pooled figure may be, so that the table holds it.
LEAST, MOST = Decimal("0.01"), Decimal("1E16")


class Interval(TypedDict):
    """What a signal says; amounts in whole currency, however they were typed."""

    kind: SignalKind
    p10: Decimal
    p50: Decimal | None
    p90: Decimal
    currency: str
    tax_included: bool
    span: Span
    term_months: int | None
    unit: Unit
    vat_rate: Decimal | None
    weight: Decimal
    evidence: str


@transaction.atomic
def add_signal(deal: Deal, *, by: User, at: datetime, **told: Unpack[Interval]) -> BudgetSignal:
    """Once the estimate is frozen a signal is kept apart and moves nothing."""
    _check(told)
    estimate = _held(deal, open_only=True)
    signal = BudgetSignal(deal=deal, recorded_at=at, recorded_by=by, **told)
    signal.after_freeze = estimate.is_frozen
    signal.save(force_insert=True)
    if not estimate.is_frozen:
        _pool(estimate)
    late = "add_late_budget_signal" if estimate.is_frozen else "add_budget_signal"
    record(late, on=signal, by=by, at=at, deal=deal, kind=signal.kind)
    return signal


@transaction.atomic
def change_signal(signal: BudgetSignal, *, by: User, at: datetime, **told: Unpack[Interval]) -> BudgetSignal:
    """By its author: a signal is his word, and others add their own beside it."""
    _check(told)
    estimate = _open_to(signal, by)
    for name, value in told.items():
        setattr(signal, name, value)
    signal.save(update_fields=list(told))
    _pool(estimate)
    record("change_budget_signal", on=signal, by=by, at=at, deal=signal.deal, kind=signal.kind)
    return signal


@transaction.atomic
def remove_signal(signal: BudgetSignal, *, by: User, at: datetime) -> None:
    estimate = _open_to(signal, by)
    record("remove_budget_signal", on=signal, by=by, at=at, deal=signal.deal, kind=signal.kind)
    signal.delete()
    _pool(estimate)


@transaction.atomic
def freeze_budget(deal: Deal, *, quote: str, by: User, at: datetime) -> BudgetEstimate:
    """Called by whatever lets a deal's first price out, with the number of its quote; later ones find it frozen.

    Without a signal it is frozen as none: nobody estimates what the customer's answer may have told already.
    """
    estimate = _held(deal)
    if estimate.is_frozen:
        return estimate
    estimate.frozen_at, estimate.frozen_by, estimate.frozen_for = at, by, quote
    estimate.save()
    record("freeze_budget", on=estimate, by=by, at=at, deal=deal, number=quote, signals=estimate.signals)
    return estimate


@transaction.atomic
def record_outcome(
    deal: Deal,
    *,
    kind: OutcomeKind,
    amount: Decimal,
    basis: Basis,
    unit: Unit,
    vat_rate: Decimal | None,
    known_on: date,
    source: str,
    by: User,
    at: datetime,
) -> BudgetOutcome:
    """A closed deal's; a later one of the same kind corrects the earlier."""
    deal = Deal.objects.select_for_update(no_key=True).select_related("customer").get(pk=deal.pk)
    _check_outcome(deal, kind, known_on, at)
    outcome = BudgetOutcome(
        deal=deal,
        kind=kind,
        amount=amount,
        **_columns(basis),
        unit=unit,
        vat_rate=vat_rate,
        known_on=known_on,
        source=source,
        recorded_at=at,
        recorded_by=by,
    )
    estimate = BudgetEstimate.objects.filter(deal=deal, signals__gt=0).first()
    if estimate is not None:
        outcome.into(estimate.basis)
    outcome.save(force_insert=True)
    record("record_budget_outcome", on=outcome, by=by, at=at, deal=deal, kind=kind)
    return outcome


def _check(told: Interval) -> None:
    check_interval(told["p10"], told["p50"], told["p90"])
    if told["weight"] <= 0:
        raise Refusal("Every signal has a weight above zero.", field="weight")
    if not told["evidence"].strip():
        raise Refusal("Say how we know this.", field="evidence")


def _check_outcome(deal: Deal, kind: OutcomeKind, known_on: date, at: datetime) -> None:
    if deal.is_open:
        raise Refusal("This deal is still open: what turned out is recorded once it is closed.")
    if kind is OutcomeKind.AWARDED and deal.stage != Stage.SIGNED:
        raise Refusal("This deal was lost: nobody awarded it to us.", field="kind")
    if kind is OutcomeKind.LOST and deal.stage != Stage.LOST:
        raise Refusal("This deal was won: there is no price we lost to.", field="kind")
    if known_on > timezone.localdate(at):
        raise Refusal("What is known became known today or earlier.", field="known_on")


def _held(deal: Deal, *, open_only: bool = False) -> BudgetEstimate:
    """The deal's estimate, new where there is none, with the deal held until the end of the transaction. Whoever knows
    how a deal ended estimates nothing any more."""
    held = Deal.objects.select_for_update(no_key=True).only("pk", "stage").get(pk=deal.pk)
    if open_only and not held.is_open:
        raise Refusal("This deal is closed: what turned out is recorded instead.")
    found = BudgetEstimate.objects.filter(deal=deal).first()
    return found or BudgetEstimate(deal=deal, currency=deal.currency)


def _open_to(signal: BudgetSignal, by: User) -> BudgetEstimate:
    estimate = _held(signal.deal, open_only=True)
    if estimate.is_frozen:
        raise Refusal(
            "The budget has been frozen by %(quote)s: what is learnt now is a new signal.", quote=estimate.frozen_for
        )
    if signal.recorded_by_id != by.pk:
        raise ForbiddenRefusal("Only its author changes a signal: add your own beside it.")
    return estimate


def _pool(estimate: BudgetEstimate) -> None:
    """The linear pool of all signals, to the cent. The first signal says in which basis, also where it is the only one
    left; the others are converted to it."""
    signals = list(BudgetSignal.objects.filter(deal=estimate.deal).order_by("id"))
    if len(signals) == 1:
        _take(estimate, signals[0].basis)
    found = pooled(signals, estimate.basis)
    if found and not (found.p10 >= LEAST and found.p90 < MOST):
        raise Refusal(
            "Put together these ranges are out of all reason: check their amounts, units and months.", field="p90"
        )
    estimate.signals = len(signals)
    estimate.p10, estimate.p50, estimate.p90 = (found.p10, found.p50, found.p90) if found else (None, None, None)
    estimate.save()


def pooled(signals: Sequence[BudgetSignal], basis: Basis) -> Spread | None:
    """What they come to together; None for none of them."""
    if not signals:
        return None
    found = linear_pool([signal.weighed(basis) for signal in signals]).spread()
    p10, p50, p90 = (round_to(one, CENTS) for one in (found.p10, found.p50, found.p90))
    return Spread(p10=p10, p50=p50, p90=p90)


def _take(estimate: BudgetEstimate, basis: Basis) -> None:
    for name, value in _columns(basis).items():
        setattr(estimate, name, value)


def _columns(basis: Basis) -> dict[str, Any]:
    return {
        "currency": basis.currency,
        "tax_included": basis.tax_included,
        "span": basis.span,
        "term_months": basis.term_months if basis.span is Span.TERM else None,
    }
