"""What quality is worth to a customer, and the sentences of the seed that name a number."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from dealdesk.kernel.percent import Percent
from quotes.domain.concessions import Pattern, free_months_worth, pattern, worth_of_a_month
from quotes.domain.usage.bandwidth import better_use, used_share
from quotes.domain.value.economic import economic_value
from quotes.domain.value.quality import complaints, complaints_avoided, hours_without
from quotes.domain.value.returns import returns
from tests.acceptance.adapters.metering import only
from tests.acceptance.adapters.registry import Inputs, adapts
from tests.acceptance.adapters.usage import numbers


class Below:
    """Told only as less than something: equal to every bound above it."""

    def __init__(self, months: Decimal | None) -> None:
        self.months = months

    def __eq__(self, bound: object) -> bool:
        return isinstance(bound, int | Decimal) and self.months is not None and self.months < bound

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.months} months"


def by_year(given: Inputs, kind: str) -> list[Decimal]:
    (name,) = [name for name in given if name.startswith(f"{kind}_t0")]
    return numbers(given[name])


@adapts("tei_npv", rounded=True)
def tei_npv(given: Inputs) -> dict[str, Any]:
    only(given, "discount", *(name for name in given if re.fullmatch(r"(costs|benefits)_t0_t\d+", name)))
    rate = Percent.from_ratio(Decimal(given["discount"]))
    found = returns(by_year(given, "costs"), by_year(given, "benefits"), rate)
    return {
        "pv_costs": found.costs,
        "pv_benefits": found.benefits,
        "npv": found.net,
        "roi_pct": found.roi and found.roi.points,
        "payback_months": found.payback_months,
        "payback_months_lt": Below(found.payback_months),
    }


UNIT_VALUES = ("cost_per_ticket", "churn_prob_per_complaint", "margin_per_user")


@adapts("qoe_to_money")
def qoe_to_money(given: Inputs) -> dict[str, Any]:
    only(
        given,
        "calls_per_year",
        "our_rate",
        "their_rate",
        "cost_per_ticket",
        "churn_prob_per_complaint",
        "margin_per_user",
    )
    ours, theirs = (Percent.from_ratio(Decimal(given[name])) for name in ("our_rate", "their_rate"))
    found = complaints(
        complaints_avoided(Decimal(given["calls_per_year"]), ours, theirs),
        ticket=Decimal(given.get("cost_per_ticket", 0)),
        leaves=Percent.from_ratio(Decimal(given.get("churn_prob_per_complaint", 0))),
        margin=Decimal(given.get("margin_per_user", 0)),
    )
    return {
        "avoided_complaints": found.avoided,
        "ticket_saving": found.tickets,
        "retention_saving": found.retention,
        "total": found.total,
    }


@adapts("eve")
def eve(given: Inputs) -> dict[str, Any]:
    only(given, "reference", "positive", "negative")
    better, worse = numbers(given.get("positive", [])), numbers(given.get("negative", []))
    found = economic_value(Decimal(given["reference"]), better, worse)
    return {"net_differentiation": found.net_differentiation, "tev": found.total}


@adapts("seed", rounded=True)
def seed(given: Inputs) -> dict[str, Any]:
    """A sentence of the seed; what it names says which rule it is about."""
    for names, rule in SENTENCES.items():
        if names <= given.keys():
            return rule(given)
    raise AssertionError(f"no rule for {sorted(given)}")


def elastic(given: Inputs) -> dict[str, Any]:
    contracted, peak = Decimal(given["contracted_concurrency"]), given["actual_peak"]
    shares = [used_share(contracted, one).ratio for one in numbers(peak)]
    return {"utilisation": shares if isinstance(peak, list) else shares[0]}


def utilisation(given: Inputs) -> dict[str, Any]:
    """“15 % higher”, read as relative to the use there was."""
    found = re.search(r"(\d+(?:\.\d+)?)\s*%", given["claim"])
    assert found, f"no figure in {given['claim']!r}"
    less = better_use(gain=Percent(Decimal(found[1])))
    return {"required_mbps_ratio": 1 - less.ratio, "required_mbps": less.off(Decimal(given["baseline_mbps"]))}


def competitor(given: Inputs) -> dict[str, Any]:
    cheaper = Percent.from_ratio(Decimal(given["competitor_claim_discount"]))
    return {"competitor_price_wan": cheaper.off(Decimal(given["our_price_wan"]))}


def free_months(given: Inputs) -> dict[str, Any]:
    price, paid, free = Decimal(given["annual_price_wan"]), given["paid_months"], given["free_months"]
    return {
        "effective_month_wan": worth_of_a_month(price, paid, free),
        "nominal_month_wan": worth_of_a_month(price, paid, 0),
        "implicit_discount": free_months_worth(paid, free).ratio,
    }


def availability(given: Inputs) -> dict[str, Any]:
    promised = Percent.from_ratio(Decimal(given["availability"]))
    (name,) = [name for name in given if name.startswith("hours_per_")]
    return {"downtime_hours": hours_without(promised, Decimal(given[name]))}


def anchor(given: Inputs) -> dict[str, Any]:
    quote, named = Decimal(given["quote_wan"]), numbers(given["anchor_wan"])
    low, high = (Percent.part_of(one - quote, one).ratio for one in (min(named), max(named)))
    return {"discount_vs_low": low, "discount_vs_high": high}


def points(given: Inputs) -> dict[str, Any]:
    return {"price_after_wan": Percent(Decimal(given["points"])).off(Decimal(given["price_wan"]))}


def concessions(given: Inputs) -> dict[str, Any]:
    steps = numbers(given["concessions_wan"])
    shrinking = pattern(steps) in {Pattern.SHRINKING, None}
    return {"cumulative_wan": sum(steps), "strictly_decreasing": shrinking}


SENTENCES: dict[frozenset[str], Callable[[Inputs], dict[str, Any]]] = {
    frozenset({"contracted_concurrency", "actual_peak"}): elastic,
    frozenset({"claim", "baseline_mbps"}): utilisation,
    frozenset({"our_price_wan", "competitor_claim_discount"}): competitor,
    frozenset({"annual_price_wan", "paid_months", "free_months"}): free_months,
    frozenset({"availability"}): availability,
    frozenset({"anchor_wan", "quote_wan"}): anchor,
    frozenset({"price_wan", "points"}): points,
    frozenset({"concessions_wan"}): concessions,
}
