"""Cost models written through the actions themselves, with figures that are easy to reckon with."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from quotes.actions.costs import create_cost_model, publish_cost_model, save_costs
from quotes.domain.costs.model import Capacity, UnitCost
from quotes.domain.costs.words import CostPart, CostRule, LineType
from quotes.models import CostModelVersion
from stakeholders.models import User
from tests.factories.stakeholders import NOW

MINIMUM, TARGET = Decimal(20), Decimal(30)
CARRIES = Capacity(streams_per_core=Decimal(50), cores=16, headroom=Decimal(30), spares=1)


def stated(part: CostPart, rule: CostRule, amount: str | None, **more: Any) -> UnitCost:
    values: dict[str, Any] = {"currency": "CNY", "dated_on": date(2026, 10, 31), "source": "采购合同 2026"} | more
    return UnitCost(part=part, rule=rule, amount=None if amount is None else Decimal(amount), **values)


def rows(**amounts: str | None) -> tuple[UnitCost, ...]:
    """8 a Mbps·month, 1,500 a server, 3 a thousand recorded minutes, 8,200 of R&D and 6,400 of support a month."""
    told = {
        "bandwidth": "8", "servers": "1500", "recording": "3", "research": "8200", "support": "6400",
    } | amounts  # fmt: skip
    return (
        stated(CostPart.BANDWIDTH, CostRule.MONTHLY_95, told["bandwidth"], region="华东", line=LineType.TRIPLE),
        stated(CostPart.SERVERS, CostRule.SERVER_MONTH, told["servers"], capacity=CARRIES),
        stated(CostPart.RECORDING, CostRule.THOUSAND_MINUTES, told["recording"]),
        stated(CostPart.RESEARCH, CostRule.MONTH, told["research"]),
        stated(CostPart.SUPPORT, CostRule.MONTH, told["support"]),
    )


def cost_draft(*, by: User, at: datetime = NOW, name: str = "标准成本", **more: Any) -> CostModelVersion:
    draft = create_cost_model(name=name, currency="CNY", source="2026 年成本口径", by=by, at=at)
    values: dict[str, Any] = {"rows": rows(), "minimum": MINIMUM, "target": TARGET, "carried_by": {}} | more
    return save_costs(version=draft, **values, by=by, at=at)


def cost_model(*, by: User, at: datetime = NOW, **more: Any) -> CostModelVersion:
    """In force from today."""
    return publish_cost_model(version=cost_draft(by=by, at=at, **more), valid_from=at.date(), by=by, at=at)
