"""A rule's conditions as plain values, as a row and a file keep them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import ZERO
from quotes.domain.policy.conditions import Condition, Operator
from quotes.domain.policy.figures import Figure


def conditions_json(conditions: Sequence[Condition]) -> list[dict[str, Any]]:
    """In their order, which numbers them; what is not said is left out."""
    return [condition_json(condition) for condition in conditions]


def condition_json(condition: Condition) -> dict[str, Any]:
    told: dict[str, Any] = {
        "figure": condition.figure.value,
        "operator": condition.operator.value,
        "threshold": format(condition.threshold.normalize(), "f"),
    }
    if condition.group:
        told["group"] = condition.group
    if condition.smart:
        told |= {"smart": True, "tolerance": format(condition.tolerance.normalize(), "f")}
    return told


def read_conditions(told: Sequence[Mapping[str, Any]], first: int = 2) -> tuple[Condition, ...]:
    """What `conditions_json` wrote, numbered from `first`."""
    return tuple(
        Condition(
            number=number,
            figure=Figure(one["figure"]),
            operator=Operator(one["operator"]),
            threshold=Decimal(one["threshold"]),
            group=one.get("group", ""),
            smart=one.get("smart", False),
            tolerance=Decimal(one.get("tolerance", ZERO)),
        )
        for number, one in enumerate(told, first)
    )
