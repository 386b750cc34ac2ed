"""A policy as a table of rules: past which threshold of which figure, whose agreement is asked."""

from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.words import Word
from quotes.domain.policy.conditions import TOO_LITTLE, TOO_MUCH, Operator, passes
from quotes.domain.policy.figures import Figure


class Approver(Word):
    TEAM_MANAGER = "team_manager", "Team manager"
    UPPER_MANAGER = "upper_manager", "Manager above"
    FINANCE = "finance"
    LEGAL = "legal"
    DELIVERY = "delivery"


# The ladder of line managers; the others speak for their own trade and stand on no rung.
SENIORITY: dict[Approver, int] = {Approver.TEAM_MANAGER: 1, Approver.UPPER_MANAGER: 2}

# Which way a figure can go wrong; a total or a term can be remarkable either way.
# fmt: off
SUSPECT: dict[Figure, frozenset[Operator]] = {
    Figure.DISCOUNT_PERCENT:      TOO_MUCH,
    Figure.EFFECTIVE_DISCOUNT:    TOO_MUCH,
    Figure.BELOW_FLOOR_AMOUNT:    TOO_MUCH,
    Figure.BUNDLE_SAVING_PERCENT: TOO_MUCH,
    Figure.CREDIT_DAYS:           TOO_MUCH,
    Figure.PREPAY_PERCENT:        TOO_LITTLE,
    Figure.FREE_MONTHS:           TOO_MUCH,
    Figure.TERM_MONTHS:           TOO_MUCH | TOO_LITTLE,
    Figure.SLA_AVAILABILITY:      TOO_MUCH,
    Figure.URGENT_MINUTES:        TOO_LITTLE,
    Figure.NORMAL_MINUTES:        TOO_LITTLE,
    Figure.GROSS_TOTAL:           TOO_MUCH | TOO_LITTLE,
}
# fmt: on


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Past the threshold, this approver is asked. Thresholds are in the figure's own unit, to four decimals."""

    position: int
    figure: Figure
    operator: Operator
    threshold: Decimal
    approver: Approver
    reason: str = ""

    def fires(self, value: Decimal) -> bool:
        return passes(value, self.operator, self.threshold)


@dataclass(frozen=True, kw_only=True)
class Policy:
    number: int
    rules: tuple[Rule, ...]

    def in_order(self) -> list[Rule]:
        return sorted(self.rules, key=lambda rule: rule.position)
