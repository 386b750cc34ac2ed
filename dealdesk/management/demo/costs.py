"""Publishes the demo's cost model: invented figures that say so, and a few published ones with their source."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import day, on
from quotes.actions import costs
from quotes.actions.funding import add_funding_rate
from quotes.domain.costs.model import Capacity, UnitCost
from quotes.domain.costs.words import CostPart, CostRule, LineType
from quotes.models import CostModelVersion
from stakeholders.models import User

CARRIES = ("streams_per_core", "cores", "headroom", "spares")


def publish(by: User, at: datetime) -> CostModelVersion:
    told = read("costs")
    since = -told["days_ago"]
    then = day(at, since)
    for money in told["funding"]:
        add_funding_rate(**money | {"points": Decimal(money["points"])}, valid_from=on(at, since), by=by, at=then)
    draft = costs.create_cost_model(name=told["name"], currency=told["currency"], source=told["source"], by=by, at=then)
    costs.save_costs(
        version=draft,
        rows=[_row(row, at) for row in told["rows"]],
        minimum=Decimal(told["minimum"]),
        target=Decimal(told["target"]),
        carried_by={CostPart(part): codes for part, codes in told["carried_by"].items()},
        by=by,
        at=then,
    )
    return costs.publish_cost_model(version=draft, valid_from=on(at, since), by=by, at=then)


def _row(told: dict[str, Any], at: datetime) -> UnitCost:
    return UnitCost(
        part=CostPart(told["part"]),
        rule=CostRule(told["rule"]),
        amount=Decimal(told["amount"]) if "amount" in told else None,
        currency=told.get("currency", "CNY"),
        dated_on=date.fromisoformat(told["on"]) if "on" in told else on(at, -told["days_ago"]),
        source=told["source"],
        region=told.get("region", ""),
        line=LineType(told.get("line", LineType.ANY)),
        share=Decimal(told.get("share", 100)),
        capacity=_capacity(told) if "cores" in told else None,
        seats=Decimal(told["seats"]) if "seats" in told else None,
        product=told.get("product", ""),
        note=told.get("note", ""),
    )


def _capacity(told: dict[str, Any]) -> Capacity:
    return Capacity(
        streams_per_core=Decimal(told["streams_per_core"]),
        cores=told["cores"],
        headroom=Decimal(told["headroom"]),
        spares=told["spares"],
    )
