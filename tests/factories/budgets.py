"""Budget signals as plain keyword functions: through the action, because the estimate follows from them."""

from decimal import Decimal
from typing import Any

from stakeholders.actions.budgets import add_signal, freeze_budget, record_outcome
from stakeholders.domain.budgets.bases import Basis
from stakeholders.domain.budgets.words import OutcomeKind, SignalKind, Span, Unit
from stakeholders.domain.deals import Stage
from stakeholders.models import BudgetSignal, Customer, Deal, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW, unpriced

WAN = 10_000


def told(p10: object = 60, p90: object = 150, p50: object = None, **changed: Any) -> dict[str, Any]:
    """An interval a year with tax, in 万元 unless the amounts are given otherwise."""
    values: dict[str, Any] = {
        "kind": SignalKind.INDUSTRY,
        "p10": Decimal(str(p10)) * WAN,
        "p50": None if p50 is None else Decimal(str(p50)) * WAN,
        "p90": Decimal(str(p90)) * WAN,
        "currency": "CNY",
        "tax_included": True,
        "span": Span.YEAR,
        "term_months": None,
        "unit": Unit.WAN,
        "vat_rate": None,
        "weight": Decimal(1),
        "evidence": "2025 年同业公开采购",
    }
    return values | changed


def signal(*, deal: Deal, by: User, **changed: Any) -> BudgetSignal:
    return add_signal(deal, **told(**changed), by=by, at=NOW)


def three(*, deal: Deal, by: User) -> None:
    """The published example: 74.94, 108.656 and 159.795 together."""
    signal(deal=deal, by=by, p10=60, p90=150, weight=Decimal(3))
    signal(deal=deal, by=by, p10=80, p90=200, weight=Decimal(3), kind=SignalKind.SIZE)
    signal(deal=deal, by=by, p10=90, p90=130, weight=Decimal(4), kind=SignalKind.CONVERSATION)


def quoted(*, customer: Customer, by: User, **changed: Any) -> Deal:
    """A deal whose estimate of one signal is frozen."""
    deal = whom.deal(customer=customer, owner=by)
    signal(deal=deal, by=by, **changed)
    freeze_budget(deal, quote="BJ-000001", by=by, at=NOW)
    return deal


def close(*, deal: Deal, by: User, stage: Stage = Stage.LOST) -> None:
    Deal.objects.filter(pk=deal.pk).update(stage=stage, closed_at=NOW, closed_by=by, **vars(unpriced(stage)))
    deal.refresh_from_db()


def learnt(*, deal: Deal, by: User, budget: object) -> None:
    """In 万元 a year, with tax."""
    record_outcome(
        deal,
        kind=OutcomeKind.BUDGET,
        amount=Decimal(str(budget)) * WAN,
        basis=Basis(currency="CNY", tax_included=True, span=Span.YEAR),
        unit=Unit.WAN,
        vat_rate=None,
        known_on=NOW.date(),
        source="复盘",
        by=by,
        at=NOW,
    )


def closed(*, customer: Customer, by: User, budget: object, **changed: Any) -> Deal:
    """A lost deal whose budget was learnt after its estimate had been frozen."""
    deal = quoted(customer=customer, by=by, **changed)
    close(deal=deal, by=by)
    learnt(deal=deal, by=by, budget=budget)
    return deal
