"""How an offer's cost is kept: what it followed from and what it came to, as plain JSON that can be reckoned again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from quotes.domain.costs.floor import Term
from quotes.domain.costs.model import Capacity, CostTerms, UnitCost
from quotes.domain.costs.need import need_from, need_json
from quotes.domain.costs.offer import CostInputs, OfferCost
from quotes.domain.costs.spread import Bearer
from quotes.domain.costs.words import CostPart, CostRule, LineType
from quotes.domain.pricing.checks import HUNDRED
from quotes.domain.spelling import digest, number

# What was kept under 1 is reckoned as it was then: what is used and sold in no unit was no gap.
SCHEMA = 2
BEFORE_UNSOLD = 1
KNOWN = frozenset({BEFORE_UNSOLD, SCHEMA})


def kept(inputs: CostInputs, found: OfferCost) -> dict[str, Any]:
    """Both, so that a later way of reckoning can be told from an earlier one."""
    return {"schema": SCHEMA, "inputs": inputs_json(inputs), "result": result_json(found)}


def kept_inputs(content: Mapping[str, Any]) -> CostInputs:
    """What it all followed from; refuses a schema this code does not know."""
    _check(content)
    inputs = inputs_from(content["inputs"])
    return replace(inputs, names_unsold=content["schema"] != BEFORE_UNSOLD)


def _check(content: Mapping[str, Any]) -> None:
    if content["schema"] not in KNOWN:
        raise ValueError(f"unknown schema of a kept cost: {content['schema']}")


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the content as shortest JSON with sorted keys."""
    return digest(content)


def inputs_json(inputs: CostInputs) -> dict[str, Any]:
    return {
        "terms": terms_json(inputs.terms),
        "needs": [need_json(need) for need in inputs.needs],
        "term": {"months": inputs.term.months, "free": inputs.term.free},
        "currency": inputs.currency,
        "sold": {code: number(quantity) for code, quantity in inputs.sold.items()},
        "lines": [
            {
                "position": line.position,
                "code": line.code,
                "listed": number(line.listed),
                "revenue": number(line.revenue),
            }
            for line in inputs.lines
        ],
    }


def inputs_from(told: Mapping[str, Any]) -> CostInputs:
    return CostInputs(
        terms=terms_from(told["terms"]),
        needs=tuple(need_from(need) for need in told["needs"]),
        term=Term(**told["term"]),
        currency=told["currency"],
        sold={code: Decimal(quantity) for code, quantity in told["sold"].items()},
        lines=tuple(
            Bearer(
                position=line["position"],
                code=line["code"],
                listed=Decimal(line["listed"]),
                revenue=Decimal(line["revenue"]),
            )
            for line in told["lines"]
        ),
    )


def result_json(found: OfferCost) -> dict[str, Any]:
    reckoned, costed = found.reckoned, found.costed
    return {
        "months": [
            {part.value: number(amount) for part in reckoned.parts if (amount := reckoned.cell(month, part))}
            for month in reckoned.every_month
        ],
        "gaps": [{"message": gap.message, "params": dict(gap.params)} for gap in reckoned.gaps],
        "parts": {part.value: number(amount) for part, amount in costed.parts},
        "cost": number(costed.cost_at(found.revenue)),
        "revenue": number(found.revenue),
        "floor": _number(costed.floor),
        "target": _number(costed.target),
        "lines": [{"position": line.position, "cost": number(line.cost)} for line in found.lines],
    }


def terms_json(terms: CostTerms) -> dict[str, Any]:
    return {
        "currency": terms.currency,
        "minimum": _number(terms.minimum),
        "target": _number(terms.target),
        "carried_by": {part.value: list(codes) for part, codes in terms.carried_by.items() if codes},
        "rows": [_row(row) for row in terms.rows],
    }


def terms_from(told: Mapping[str, Any]) -> CostTerms:
    return CostTerms(
        currency=told["currency"],
        minimum=_decimal(told["minimum"]),
        target=_decimal(told["target"]),
        carried_by={CostPart(part): tuple(codes) for part, codes in told["carried_by"].items()},
        rows=tuple(_row_from(row) for row in told["rows"]),
    )


def _row(row: UnitCost) -> dict[str, Any]:
    told: dict[str, Any] = {
        "part": row.part.value,
        "rule": row.rule.value,
        "amount": _number(row.amount),
        "currency": row.currency,
        "dated_on": row.dated_on.isoformat(),
        "source": row.source,
    }
    more = {"region": row.region, "product": row.product, "note": row.note}
    told |= {name: value for name, value in more.items() if value}
    if row.line is not LineType.ANY:
        told["line"] = row.line.value
    if row.share != HUNDRED:
        told["share"] = number(row.share)
    if row.seats is not None:
        told["seats"] = number(row.seats)
    if row.capacity is not None:
        told["capacity"] = {
            "streams_per_core": number(row.capacity.streams_per_core),
            "cores": row.capacity.cores,
            "headroom": number(row.capacity.headroom),
            "spares": row.capacity.spares,
        }
    return told


def _row_from(told: Mapping[str, Any]) -> UnitCost:
    return UnitCost(
        part=CostPart(told["part"]),
        rule=CostRule(told["rule"]),
        amount=_decimal(told["amount"]),
        currency=told["currency"],
        dated_on=date.fromisoformat(told["dated_on"]),
        source=told["source"],
        region=told.get("region", ""),
        line=LineType(told.get("line", LineType.ANY)),
        share=Decimal(told.get("share", HUNDRED)),
        capacity=_capacity(told["capacity"]) if "capacity" in told else None,
        seats=_decimal(told.get("seats")),
        product=told.get("product", ""),
        note=told.get("note", ""),
    )


def _capacity(told: Mapping[str, Any]) -> Capacity:
    return Capacity(
        streams_per_core=Decimal(told["streams_per_core"]),
        cores=told["cores"],
        headroom=Decimal(told["headroom"]),
        spares=told["spares"],
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else number(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
