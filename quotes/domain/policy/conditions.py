"""One condition of a rule: a figure held against a threshold, and against what was approved before."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.words import Word
from quotes.domain.policy.figures import Figure


class Operator(Word):
    GT = "gt", "more than"
    GE = "ge", "at least"
    LT = "lt", "less than"
    LE = "le", "at most"


TOO_MUCH = frozenset({Operator.GT, Operator.GE})
TOO_LITTLE = frozenset({Operator.LT, Operator.LE})


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Thresholds and tolerances are in the figure's own unit, to four decimals.

    The operator says which way is worse. A `smart` one is asked about again only where its figure is worse than what
    was last approved, by more than the `tolerance`. `group` is the product group whose discount is looked at, or ""
    for the worst of them.
    """

    figure: Figure
    operator: Operator
    threshold: Decimal
    number: int = 1
    group: str = ""
    smart: bool = False
    tolerance: Decimal = ZERO

    def is_met(self, value: Decimal) -> bool:
        return passes(value, self.operator, self.threshold)

    def is_settled(self, value: Decimal, approved: Decimal | None) -> bool:
        """Whether what people approved before covers this value; never where nothing was approved, or not smart."""
        if not self.smart or approved is None:
            return False
        return not is_worse(value, approved, self.operator, self.tolerance)

    def asks(self, value: Decimal, approved: Decimal | None = None) -> bool:
        """Met now, and not settled: the new value goes against the approved one by the condition's own operator, not
        against the threshold alone (Salesforce, Smart Approvals)."""
        return self.is_met(value) and not self.is_settled(value, approved)


def passes(value: Decimal, operator: Operator, threshold: Decimal) -> bool:
    return {
        Operator.GT: value > threshold,
        Operator.GE: value >= threshold,
        Operator.LT: value < threshold,
        Operator.LE: value <= threshold,
    }[operator]


def is_worse(value: Decimal, approved: Decimal, operator: Operator, tolerance: Decimal = ZERO) -> bool:
    """Past the approved value in the operator's direction by more than the tolerance, in the figure's own unit; an
    equal value is never worse (ServiceNow, approval trigger conditions)."""
    moved = value - approved if operator in TOO_MUCH else approved - value
    return moved > tolerance
