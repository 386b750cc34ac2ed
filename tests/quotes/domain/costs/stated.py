"""A cost model that is easy to reckon with, and the pieces it is made of."""

from datetime import date
from decimal import Decimal
from typing import Any

from quotes.domain.costs.model import Capacity, CostTerms, UnitCost
from quotes.domain.costs.need import Need
from quotes.domain.costs.words import CostPart, CostRule, LineType

D = Decimal
CARRIES = Capacity(streams_per_core=D(50), cores=16, headroom=D(30), spares=1)


def cost(part: CostPart, rule: CostRule, amount: str | None, **more: Any) -> UnitCost:
    values: dict[str, Any] = {"currency": "CNY", "dated_on": date(2026, 10, 31), "source": "采购合同"} | more
    return UnitCost(part=part, rule=rule, amount=None if amount is None else D(amount), **values)


ROWS = (
    cost(CostPart.BANDWIDTH, CostRule.MONTHLY_95, "8", region="华东", line=LineType.BGP),
    cost(CostPart.BANDWIDTH, CostRule.TRAFFIC, "0.05", region="新加坡", line=LineType.OVERSEAS, currency="USD"),
    cost(CostPart.SERVERS, CostRule.SERVER_MONTH, "1500", capacity=CARRIES),
    cost(CostPart.RECORDING, CostRule.THOUSAND_MINUTES, "2"),
    cost(CostPart.RESEARCH, CostRule.OF_COST, "10"),
    cost(CostPart.SUPPORT, CostRule.SEAT_MONTH, "12000", seats=D("1.5")),
    cost(CostPart.EXCHANGE, CostRule.RATE, "7", currency="USD"),
)


def terms(*rows: UnitCost, **more: Any) -> CostTerms:
    values: dict[str, Any] = {"currency": "CNY", "minimum": D(20), "target": D(30)} | more
    return CostTerms(rows=rows or ROWS, **values)


def need(month: int = 1, region: str = "华东", **amounts: Any) -> Need:
    """4,000 Mbps at the 95th, 5,000 at the peak, 1,000 streams that watch a million minutes."""
    values = {
        "monthly_95": 4000,
        "enhanced_95": 4500,
        "daily_peak": 100_000,
        "monthly_peak": 5000,
        "traffic": 900_000,
        "streams": 1000,
        "minutes": 1_000_000,
        "user_minutes": 1_100_000,
    } | amounts
    flags = {name: values.pop(name) for name in ("is_upper_bound", "is_partial") if name in values}
    return Need(month=month, region=region, **{name: D(value) for name, value in values.items()}, **flags)
