"""Budget signals as plain keyword functions: through the action, because the estimate follows from them."""

from decimal import Decimal
from typing import Any

from stakeholders.actions.budgets import add_signal
from stakeholders.domain.budgets.words import SignalKind, Span, Unit
from stakeholders.models import BudgetSignal, Deal, User
from tests.factories.stakeholders import NOW

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
