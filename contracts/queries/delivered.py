"""What was promised beside what was delivered, month by month, and what the misses come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from contracts.domain.delivered import AT_MOST, Month, PromiseKind, month_of, standing
from contracts.domain.sla.credits import CutFee
from contracts.domain.sla.spans import Cut, ServiceMonth, cut_of
from contracts.models import ContractLife, DeliveredFigure, IncidentLog, Promise, SignedClause, SlaWording
from contracts.models.signoffs import contract_of
from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.words import label
from quotes.domain.approvals import RequestState
from quotes.domain.claims import Unit
from stakeholders.domain.people import Role
from stakeholders.models import Deal

MOST_LOGS = 20


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    first: date
    figure: Decimal
    is_kept: bool
    gap: Decimal
    credit: Decimal | None
    # Days that it ran of those it has, where the contract cuts it short, and whether its credit is of those alone.
    cut: Cut | None
    is_by_days: bool
    source: str
    by: str


@dataclass(frozen=True, kw_only=True)
class PromiseRow:
    """`share` is of the months that are known, in percent; None while none is. `is_claim` where the customer
    acknowledged it in the value book."""

    pk: int
    name: str
    figure: Decimal
    unit: str
    at_most: bool
    source: str
    is_claim: bool
    months: tuple[MonthRow, ...]
    kept: int
    share: Decimal | None
    owed: Decimal
    unpriced: int

    @property
    def missed(self) -> int:
        return len(self.months) - self.kept


@dataclass(frozen=True, kw_only=True)
class DeliveredScreen:
    """Months that are `known` and `missed` are those of the contract's own promises: a claim beside one tells the same
    month again."""

    life: ContractLife | None
    rows: tuple[PromiseRow, ...]
    known: int
    missed: int
    owed: Decimal
    unpriced: int
    fee: Decimal
    currency: str
    has_availability: bool
    # How the contract words its availability, and where that stands; "" where nobody has said.
    wording: str
    wording_source: str


def delivered_screen(deal: Deal) -> DeliveredScreen:
    """Three statements with a contract, one without."""
    life = ContractLife.objects.filter(deal=deal).select_related("version", "wording").first()
    wording = life.wording if life else None
    fee = monthly_fee(life) if life else ZERO
    promises = _promises(life) if life else ()
    rows = tuple(_row(promise, life) for promise in promises) if life else ()
    return DeliveredScreen(
        life=life,
        rows=rows,
        known=sum(len(row.months) for row in rows if not row.is_claim),
        missed=sum(row.missed for row in rows if not row.is_claim),
        owed=sum((row.owed for row in rows), ZERO),
        unpriced=sum(row.unpriced for row in rows),
        fee=fee,
        currency=life.version.currency if life else deal.currency,
        has_availability=any(promise.kind == PromiseKind.AVAILABILITY for promise in promises),
        wording=wording.name if wording else "",
        wording_source=life.wording_source if life else "",
    )


def monthly_fee(life: ContractLife) -> Decimal:
    """What a month of service costs, with tax: what credits are reckoned of."""
    return round_to(life.version.whole.over(1), 2)


def wordings() -> QuerySet[SlaWording]:
    return SlaWording.objects.current()


def drawn_wording(life: ContractLife) -> SlaWording | None:
    """Under which delivery drew how often we meet what the contract promises, where that word still stands: a guess at
    how the contract words it, and no more. Nine statements at most."""
    contract = contract_of(life.deal, life.begins_on)
    if contract is None or contract.state(Role.DELIVERY) is not RequestState.APPROVED:
        return None
    drawn = SignedClause.objects.filter(signoff=contract.deciding(Role.DELIVERY), wording__retired_at=None)
    kept = drawn.exclude(wording=None).select_related("wording").first()
    return kept.wording if kept else None


def logs() -> QuerySet[IncidentLog]:
    """The newest of them; older ones are read on their own page."""
    newest = IncidentLog.objects.values("pk")[:MOST_LOGS]
    return IncidentLog.objects.filter(pk__in=newest)


def promise_name(promise: Promise) -> str:
    return promise.name or gettext(label(PromiseKind(promise.kind)))


def _promises(life: ContractLife) -> Sequence[Promise]:
    figures = DeliveredFigure.objects.select_related("noted_by").order_by("month")
    rows = Promise.objects.filter(life=life).select_related("driver__claim")
    return list(rows.prefetch_related(Prefetch("delivered", queryset=figures)))


def _unit(promise: Promise) -> str:
    """A claim is told in its own unit."""
    claim = promise.driver.claim if promise.driver else None
    if claim is None:
        return "%" if promise.kind == PromiseKind.AVAILABILITY else gettext("min") if promise.kind in AT_MOST else ""
    return "%" if claim.unit == Unit.PERCENT else gettext(label(Unit(claim.unit)))


def months_of(promise: Promise, life: ContractLife) -> list[tuple[DeliveredFigure, Month]]:
    """What is known of its months, in the months of the contract's own wording."""
    promised, wording, whole = promise.value(), life.wording, life.value().whole
    scale, counted = (wording.scale(), ServiceMonth(wording.month)) if wording else (None, ServiceMonth.CALENDAR)
    fee = monthly_fee(life)
    return [
        (one, month_of(promised, one.month, one.figure, scale, fee, cut_of(whole, counted, one.month)))
        for one in promise.delivered.all()
    ]


def _row(promise: Promise, life: ContractLife) -> PromiseRow:
    promised, found = promise.value(), months_of(promise, life)
    told = standing([month for _, month in found])
    by_days = life.wording is not None and life.wording.cut_fee == CutFee.DAYS
    return PromiseRow(
        pk=promise.pk,
        name=promise_name(promise),
        figure=promise.figure,
        unit=_unit(promise),
        at_most=promise.at_most,
        source=promise.source,
        is_claim=promise.driver_id is not None,
        months=tuple(
            MonthRow(
                first=month.first,
                figure=month.figure,
                is_kept=month.is_kept,
                gap=promised.gap(month.figure),
                credit=month.credit,
                cut=month.cut,
                is_by_days=by_days,
                source=one.source,
                by=one.noted_by.name,
            )
            for one, month in found
        ),
        kept=told.kept,
        share=round_to(told.share.points, 0) if told.share else None,
        owed=told.owed,
        # Only availability has credits at all.
        unpriced=told.unpriced if promise.kind == PromiseKind.AVAILABILITY else 0,
    )
