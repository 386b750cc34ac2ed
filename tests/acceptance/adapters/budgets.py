"""Budgets: intervals fitted, put together and scored."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from stakeholders.domain.budgets.distributions import Distribution, LogNormal, log_normal
from stakeholders.domain.budgets.intervals import Interval, average, envelope, median, quartiles
from stakeholders.domain.budgets.outside import reference_class
from stakeholders.domain.budgets.pools import Weighted, linear_pool, log_pool, quantile_average
from stakeholders.domain.budgets.scores import ALPHA, brier, quantile_score, winkler
from tests.acceptance.adapters.drawn import ByQuantiles
from tests.acceptance.adapters.metering import only
from tests.acceptance.adapters.registry import Inputs, adapts
from tests.acceptance.adapters.usage import numbers

HUNDRED = Decimal(100)


class Told(dict[str, Any]):
    """A case asks a distribution by name: p10 and q25 are its quantiles, F(30) what lies below an amount."""

    def __init__(self, found: Distribution, **more: Any) -> None:
        super().__init__(more)
        self.found = found

    def get(self, name: str, default: Any = None) -> Any:
        if name.startswith("F("):
            return self.found.cdf(Decimal(name[2:-1]))
        if name[:1] in {"p", "q"} and name[1:].isdigit():
            return self.found.quantile(Decimal(name[1:]) / HUNDRED)
        return super().get(name, default)


def fitted(found: LogNormal) -> Told:
    return Told(found, mu=found.mu, sigma=found.sigma, median=found.median)


def signals(given: Inputs) -> list[Weighted[LogNormal]]:
    only(given, "signals_p10_p90_weight", "unit")
    return [
        Weighted(log_normal(Decimal(p10), Decimal(p90)), Decimal(weight))
        for _name, p10, p90, weight in given["signals_p10_p90_weight"]
    ]


def intervals(given: Inputs) -> list[Interval]:
    return [Interval(*ends) for ends in zip(numbers(given["lowers"]), numbers(given["uppers"]), strict=True)]


def ends(found: Interval | None) -> list[Decimal] | None:
    return None if found is None else [found.lower, found.upper]


@adapts("quantile_score")
def scored_quantile(given: Inputs) -> dict[str, Any]:
    only(given, "p", "forecast", "actual")
    return {"score": quantile_score(Decimal(given["p"]), Decimal(given["forecast"]), Decimal(given["actual"]))}


@adapts("winkler_score")
def scored_interval(given: Inputs) -> dict[str, Any]:
    only(given, "lower", "upper", "actual", "alpha")
    told = Interval(Decimal(given["lower"]), Decimal(given["upper"]))
    return {"score": winkler(told, Decimal(given["actual"]), Decimal(given.get("alpha", ALPHA)))}


@adapts("lognormal_from_interval", rounded=True)
def from_interval(given: Inputs) -> dict[str, Any]:
    only(given, "p10", "p50", "p90", "unit")
    p50 = Decimal(given["p50"]) if "p50" in given else None
    return fitted(log_normal(Decimal(given["p10"]), Decimal(given["p90"]), p50))


@adapts("log_pool", rounded=True)
def pooled_logs(given: Inputs) -> dict[str, Any]:
    return fitted(log_pool(signals(given)))


@adapts("quantile_average", rounded=True)
def averaged_quantiles(given: Inputs) -> dict[str, Any]:
    return fitted(quantile_average(signals(given)))


@adapts("linear_pool", rounded=True)
def pooled(given: Inputs) -> dict[str, Any]:
    return Told(linear_pool(signals(given)))


@adapts("linear_pool_quartiles", rounded=True)
def pooled_experts(given: Inputs) -> dict[str, Any]:
    shares = tuple(numbers(given["probs"]))
    experts: Iterable[str] = [name for name in given if name not in {"probs", "weights"}]
    weights = numbers(given["weights"]) if "weights" in given else [Decimal(1) for _ in experts]
    drawn = [ByQuantiles(tuple(numbers(given[name])), shares) for name in experts]
    return Told(linear_pool([Weighted(one, weight) for one, weight in zip(drawn, weights, strict=True)]))


@adapts("affordability", rounded=True)
def affordability(given: Inputs) -> dict[str, Any]:
    only(given, "price", "mu", "sigma")
    return {"p": LogNormal(Decimal(given["mu"]), Decimal(given["sigma"])).affords(Decimal(given["price"]))}


@adapts("interval_quartiles")
def quartile_rule(given: Inputs) -> dict[str, Any]:
    only(given, "lowers", "uppers", "quantile")
    assert given.get("quantile", "linear") == "linear"
    found = quartiles(intervals(given))
    return {"lower": found and found.lower, "upper": found and found.upper}


@adapts("interval_other", rounded=True)
def other_rules(given: Inputs) -> dict[str, Any]:
    only(given, "lowers", "uppers")
    told = intervals(given)
    return {"average": ends(average(told)), "median": ends(median(told)), "envelope": ends(envelope(told))}


@adapts("brier", rounded=True)
def scored_chances(given: Inputs) -> dict[str, Any]:
    only(given, "p", "outcome")
    return {"score": brier(numbers(given["p"]), [bool(one) for one in given["outcome"]])}


@adapts("reference_class", rounded=True)
def outside_view(given: Inputs) -> dict[str, Any]:
    only(given, "ratios")
    found = reference_class(numbers(given["ratios"]))
    return {"weight": found.weight, **(asdict(found.ratios) if found.ratios else {})}
