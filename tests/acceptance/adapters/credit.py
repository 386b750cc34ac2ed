"""What paying sooner or later is worth."""

from typing import Any

from dealdesk.kernel.percent import Percent
from quotes.domain.credit import days_outstanding, effective_rate, receivables, simple_rate
from tests.acceptance.adapters.registry import Inputs, adapts, number


def _asked(given: Inputs) -> dict[str, Any]:
    sooner = given["net_days"] - given["disc_days"]
    return {"discount": Percent.from_ratio(number(given["discount"])), "sooner": sooner, "base": given["base"]}


@adapts("early_pay_nominal", rounded=True)
def early_pay_nominal(given: Inputs) -> dict[str, Any]:
    rate = simple_rate(**_asked(given))
    return {"rate": rate.ratio, "rate_pct": rate.points}


@adapts("early_pay_effective", rounded=True)
def early_pay_effective(given: Inputs) -> dict[str, Any]:
    rate = effective_rate(**_asked(given))
    return {"rate": rate.ratio, "rate_pct": rate.points}


@adapts("early_pay_effective_trap", rounded=True)
def early_pay_effective_trap(given: Inputs) -> dict[str, Any]:
    """The source compounds 1 + d: its figure is a discount of d/(1 + d) put right, which ours must differ from."""
    asked = _asked(given)
    wrong = Percent.part_of(asked["discount"].points, 100 + asked["discount"].points)
    return {
        "correct_rate": effective_rate(**asked).ratio,
        "wrong_rate_published": effective_rate(**asked | {"discount": wrong}).ratio,
    }


@adapts("dso_weighted", rounded=True)
def dso_weighted(given: Inputs) -> dict[str, Any]:
    return {"dso": days_outstanding([(number(share), days) for share, days in given["mix"]])}


@adapts("avg_receivables", rounded=True)
def avg_receivables(given: Inputs) -> dict[str, Any]:
    return {"receivables": receivables(number(given["sales"]), number(given["dso"]), given["base"])}
