"""A policy as a table of rules: past which threshold of which figure, whose agreement is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Self

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.words import Word
from quotes.domain.policy.choices import USUAL, Choices
from quotes.domain.policy.conditions import TOO_LITTLE, TOO_MUCH, Condition, Operator
from quotes.domain.policy.figures import OF_FLOORS, Figure
from quotes.domain.policy.logic import All, Logic, Ref, read


class Approver(Word):
    TEAM_MANAGER = "team_manager", "Team manager"
    UPPER_MANAGER = "upper_manager", "Manager above"
    THIRD_MANAGER = "third_manager", "Manager two levels above"
    FOURTH_MANAGER = "fourth_manager", "Manager three levels above"
    FIFTH_MANAGER = "fifth_manager", "Manager four levels above"
    SIXTH_MANAGER = "sixth_manager", "Manager five levels above"
    SEVENTH_MANAGER = "seventh_manager", "Manager six levels above"
    EIGHTH_MANAGER = "eighth_manager", "Manager seven levels above"
    FINANCE = "finance"
    LEGAL = "legal"
    DELIVERY = "delivery"


class Person(str):
    """A colleague whom a rule names; as a text the key by which one is told from another, and from every place."""

    def __new__(cls, pk: int, name: str, email: str = "") -> Self:
        return super().__new__(cls, f"{NAMED}: {pk}")

    def __init__(self, pk: int, name: str, email: str = "") -> None:
        self.pk, self.name, self.email = pk, name, email

    @property
    def label(self) -> str:
        return self.name


# How a row, and a file, say that somebody is named.
NAMED = "person"

# Whom a rule asks: a place in the line or a trade, whoever holds it, or one person.
type Whom = Approver | Person


# The ladder of line managers; the others speak for their own trade and stand on no rung.
LINE = tuple(approver for approver in Approver if approver.value.endswith("_manager"))
SENIORITY: dict[Whom, int] = {approver: rung for rung, approver in enumerate(LINE, 1)}

# Which way a figure can go wrong; a total or a term can be remarkable either way.
# fmt: off
SUSPECT: dict[Figure, frozenset[Operator]] = {
    Figure.DISCOUNT_PERCENT:      TOO_MUCH,
    Figure.EFFECTIVE_DISCOUNT:    TOO_MUCH,
    Figure.LINE_DISCOUNT:         TOO_MUCH,
    Figure.GROUP_DISCOUNT:        TOO_MUCH,
    Figure.BELOW_FLOOR_AMOUNT:    TOO_MUCH,
    Figure.FLOOR_DISTANCE:        TOO_LITTLE,
    Figure.FLOORS_MISSING:        TOO_MUCH,
    Figure.BUNDLE_SAVING_PERCENT: TOO_MUCH,
    Figure.CREDIT_DAYS:           TOO_MUCH,
    Figure.PREPAY_PERCENT:        TOO_LITTLE,
    Figure.FREE_MONTHS:           TOO_MUCH,
    Figure.TERM_MONTHS:           TOO_MUCH | TOO_LITTLE,
    Figure.SLA_AVAILABILITY:      TOO_MUCH,
    Figure.URGENT_MINUTES:        TOO_LITTLE,
    Figure.NORMAL_MINUTES:        TOO_LITTLE,
    Figure.GROSS_TOTAL:           TOO_MUCH | TOO_LITTLE,
    Figure.VALIDITY_DAYS:         TOO_MUCH,
}
# fmt: on

MOST_CONDITIONS = 3
read_once = lru_cache(maxsize=256)(read)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Where its conditions hold, this approver is asked.

    Nearly every rule has one condition, which is its own; those in `more` are numbered from 2, and `logic` says how
    all of them go together: “(1 or 2) and 3”, or "" where each must hold. `owner` answers for the limit. It belongs
    to a `step` of the chain, numbered from 1: the next one is asked once this one is answered.
    """

    position: int
    figure: Figure
    operator: Operator
    threshold: Decimal
    approver: Whom
    reason: str = ""
    group: str = ""
    smart: bool = False
    tolerance: Decimal = ZERO
    more: tuple[Condition, ...] = ()
    logic: str = ""
    owner: str = ""
    step: int = 1

    @property
    def conditions(self) -> tuple[Condition, ...]:
        own = Condition(
            figure=self.figure,
            operator=self.operator,
            threshold=self.threshold,
            group=self.group,
            smart=self.smart,
            tolerance=self.tolerance,
        )
        return (own, *self.more)

    @property
    def logic_tree(self) -> Logic:
        """Refuses a logic that cannot be read."""
        if self.logic:
            return read_once(self.logic)
        return All(tuple(Ref(condition.number) for condition in self.conditions))

    @property
    def is_private(self) -> bool:
        """That it asks tells something about the floor, whatever else it looks at."""
        return any(condition.figure in OF_FLOORS for condition in self.conditions)


@dataclass(frozen=True, kw_only=True)
class Policy:
    number: int
    rules: tuple[Rule, ...]
    choices: Choices = USUAL

    def in_order(self) -> list[Rule]:
        return sorted(self.rules, key=lambda rule: rule.position)

    def conditions(self) -> Iterator[Condition]:
        return (condition for rule in self.in_order() for condition in rule.conditions)

    def smart_approvers(self) -> frozenset[Whom]:
        """Whom what they agreed to before may spare."""
        smart = (rule for rule in self.rules if any(condition.smart for condition in rule.conditions))
        return frozenset(rule.approver for rule in smart)

    @property
    def is_private(self) -> bool:
        """That some rule asks tells something about the floor."""
        return any(rule.is_private for rule in self.rules)

    def looks_at(self, figure: Figure) -> bool:
        return any(condition.figure is figure for condition in self.conditions())
