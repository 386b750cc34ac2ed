"""Who must agree to an offer, and who need not be asked again."""

import re
from typing import Any

from dealdesk.kernel.percent import Percent
from quotes.domain.policy.conditions import Condition, Operator, is_worse
from quotes.domain.policy.figures import Figure
from quotes.domain.policy.logic import asks_again, read
from quotes.domain.policy.tiers import Tier, tier_for
from tests.acceptance.adapters.metering import only
from tests.acceptance.adapters.registry import Inputs, adapts, number

OPERATORS = {">": Operator.GT, ">=": Operator.GE, "<": Operator.LT, "<=": Operator.LE}
CONDITION = re.compile(r"\s*\w+\s*(?P<operator>[<>]=?)\s*(?P<threshold>-?[\d.,]+)\s*%?\s*")
WORSE = re.compile(r"(?P<way>rises?|increases?|grows?|falls?|drops?|decreases?) by more than (?P<tolerance>[\d.,]+)")


@adapts("approval_matrix", rounded=True)
def matrix(given: Inputs) -> dict[str, Any]:
    only(given, "list", "discount_pct", "tiers")
    tiers = [
        Tier(who=tier["role"], limit=number(tier["max_pct"]) if tier.get("max_pct") is not None else None)
        for tier in given["tiers"]
    ]
    listed, points = number(given["list"]), number(given["discount_pct"])
    net = Percent(points).off(listed)
    asked = tier_for(tiers, points)
    return {"net": net, "given_up": listed - net, "approver": asked and asked.who}


@adapts("approval_smart")
def smart(given: Inputs) -> dict[str, Any]:
    return {"reapproval_required": _by_logic(given) if "logic" in given else _by_snapshot(given)}


def _by_logic(given: Inputs) -> bool:
    only(given, "logic", "smart", "condition_met_now", "smart_unchanged_since_approval")
    smart = set(given.get("smart", ()))
    # A smart condition of which nothing else is said is met: only its being unchanged keeps it from asking.
    met = dict.fromkeys(smart, True) | {int(name): held for name, held in given.get("condition_met_now", {}).items()}
    return asks_again(read(given["logic"]), met, smart & set(given.get("smart_unchanged_since_approval", ())))


def _by_snapshot(given: Inputs) -> bool:
    only(given, "condition", "approved_snapshot", "resubmitted")
    found = CONDITION.fullmatch(given["condition"])
    assert found is not None, f"no rule for the condition {given['condition']}"
    condition = Condition(
        figure=Figure.GROSS_TOTAL,
        operator=OPERATORS[found["operator"]],
        threshold=number(found["threshold"].replace(",", "")),
        smart=True,
    )
    before = given.get("approved_snapshot")
    return condition.asks(number(given["resubmitted"]), None if before is None else number(before))


@adapts("approval_smart_tolerance")
def smart_tolerance(given: Inputs) -> dict[str, Any]:
    only(given, "rule", "approved", "resubmitted")
    found = WORSE.search(given["rule"])
    assert found is not None, f"no rule for {given['rule']}"
    operator = Operator.GT if found["way"][0] in "rig" else Operator.LT
    approved, tolerance = number(given["approved"]), number(found["tolerance"].rstrip(".,"))
    told = given["resubmitted"]
    asked = [
        is_worse(number(one), approved, operator, tolerance) for one in (told if isinstance(told, list) else [told])
    ]
    return {"reapproval_required": asked if isinstance(told, list) else asked[0]}
