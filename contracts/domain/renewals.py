"""What a renewal costs by the clause on prices, and in which quarter it comes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3


class UpliftKind(Word):
    """How the contract says that a renewal is dearer."""

    SAME = "same", "At the same price"
    FIXED = "fixed", "By fixed points"
    PRICES = "prices", "With consumer prices"


@dataclass(frozen=True, kw_only=True)
class UpliftRule:
    """`points` are the fixed ones; with consumer prices they come on top of these. `cap` is the most in points. Refuses
    points of a rule that has none, a fixed rule without them, and a cap below nothing."""

    kind: UpliftKind
    points: Percent | None = None
    cap: Percent | None = None

    def __post_init__(self) -> None:
        if self.kind is UpliftKind.FIXED and self.points is None:
            raise Refusal("Say by how many points the renewal is dearer.", field="uplift_points")
        if self.kind is UpliftKind.SAME and (self.points or self.cap):
            raise Refusal("At the same price there are no points: leave them empty.", field="uplift_points")
        for field, value in (("uplift_points", self.points), ("uplift_cap", self.cap)):
            if value is not None and not 0 <= value.points <= 100:
                raise Refusal("Points lie between 0 and 100.", field=field)


def uplift(rule: UpliftRule, prices: Percent | None) -> Percent | None:
    """How much dearer a renewal is, in points, never above the cap; unrounded. `prices` is the latest year-on-year
    change of consumer prices; falling ones make no renewal cheaper. None where the rule needs them and nobody has
    entered any."""
    if rule.kind is UpliftKind.SAME:
        return Percent(ZERO)
    if rule.kind is UpliftKind.PRICES and prices is None:
        return None
    moved = max(prices.points, ZERO) if rule.kind is UpliftKind.PRICES and prices else ZERO
    points = EXACT.add(moved, rule.points.points if rule.points else ZERO)
    return Percent(points if rule.cap is None else min(points, rule.cap.points))


def a_year(total: Decimal, months: int) -> Decimal:
    """What a total for so many months of service comes to a year; unrounded."""
    if months < 1:
        raise Refusal("A price is for at least one month of service.", field="months")
    return EXACT.divide(EXACT.multiply(total, Decimal(MONTHS_A_YEAR)), Decimal(months))


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS_A_QUARTER + 1, 1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // MONTHS_A_QUARTER + 1)


def read_quarter(text: str) -> Quarter | None:
    """2026Q4; None for anything else."""
    year, _, number = text.partition("Q")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and number in {"1", "2", "3", "4"}):
        return None
    return Quarter(int(year), int(number)) if int(year) else None
