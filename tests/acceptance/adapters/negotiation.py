"""What is given away at the table, and what a term of payment is worth."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from dealdesk.kernel.percent import Percent
from quotes.domain.coach.limits import pace
from quotes.domain.concessions import (
    Pattern,
    credit_cost,
    extra_service,
    free_months_worth,
    implied_rate,
    pattern,
    plan_value,
    prepayment_worth,
)
from quotes.domain.pricing.terms import PaymentPlan
from tests.acceptance.adapters.registry import Inputs, adapts


@adapts("concession_steps", rounded=True)
def concession_steps(given: Inputs) -> dict[str, Any]:
    steps = [Decimal(step) for step in given.get("concessions", ())]
    steps = steps or [Decimal(before) - Decimal(after) for before, after in pairwise(given["offers"])]
    return {
        "concessions": steps,
        "ratios": [pace(steps[:last]) for last in range(2, len(steps) + 1)],
        "decreasing": pattern(steps) is Pattern.SHRINKING,
        "total": sum(steps),
    }


@adapts("concession_warning")
def concession_warning(given: Inputs) -> dict[str, Any]:
    shrinks = pattern([Decimal(step) for step in given["concessions"]]) in {Pattern.SHRINKING, None}
    return {"decreasing": shrinks, "warn": None if shrinks else "flat_or_growing"}


QUARTERLY = {"in advance": PaymentPlan.QUARTERLY_PREPAID, "in arrears": PaymentPlan.QUARTERLY_ARREARS}


@adapts("prepay_equivalence", rounded=True)
def prepay_equivalence(given: Inputs) -> dict[str, Any]:
    plan, yearly = QUARTERLY[given["quarterly"]], PaymentPlan.ANNUAL_PREPAID
    rate, discount = Percent.from_ratio(given["rate"]), Percent.from_ratio(given["discount"])
    # The published cases pay one year's fee.
    months = 12
    implied = implied_rate(plan, yearly, discount, months)
    return {
        "pv_quarterly": plan_value(plan, rate, months) * given["annual_fee"],
        "max_fair_prepay_discount": prepayment_worth(plan, yearly, rate, months).ratio,
        f"implied_annual_rate_of_{discount.points.normalize():f}pct": implied.ratio,
    }


@adapts("months_free_equivalence")
def months_free(given: Inputs) -> dict[str, Any]:
    paid, free = given["paid_months"], given["free_months"]
    return {
        "effective_monthly_discount": free_months_worth(paid, free).ratio,
        "extra_service_pct": extra_service(paid, free).ratio,
    }


@adapts("credit_period_cost", rounded=True)
def credit_period_cost(given: Inputs) -> dict[str, Any]:
    cost = credit_cost(given["days"], Percent.from_ratio(given["rate"]))
    return {"pv_loss_pct": cost.ratio, "pv_loss": cost.of(Decimal(given["amount"]))}
