"""Prices that depend on other lines of the offer: a percentage of them, and the least and the most they may come to."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Protocol, runtime_checkable

from dealdesk.kernel.formats import money
from dealdesk.kernel.formats import percent as percent_written
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.pricing.charges import checks
from quotes.domain.pricing.charges.checks import HUNDRED
from quotes.domain.pricing.charges.parts import Charged, ChargeKind, Part, exactly
from quotes.domain.pricing.charges.proration import prorated

MOST_PERCENT = Decimal(1000)


class Reach(Word):
    ALL = "all", "All other lines"
    GROUPS = "groups", "Lines of these groups"
    PRODUCTS = "products", "Lines of these products"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which other lines are meant: all, or those of some groups or products, by name or code."""

    reach: Reach = Reach.ALL
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.reach is Reach.ALL and self.names:
            raise Refusal("All other lines are meant: name none of them.", field="names")
        if self.reach is not Reach.ALL and not self.names:
            raise Refusal("Say which groups or products are meant.", field="names")

    def covers(self, *, group: str, product_code: str) -> bool:
        """Whether a line is meant; leaving out the line that asks is the caller's."""
        return self.reach is Reach.ALL or (group if self.reach is Reach.GROUPS else product_code) in self.names


@runtime_checkable
class RelativeCharge(Protocol):
    """A price model that looks at what other lines come to. Money is in the offer's currency and tax basis."""

    kind: ClassVar[ChargeKind]

    @property
    def scope(self) -> Scope: ...

    def over(self, base: Decimal, *, billed: Decimal = ZERO, months: int | None = None) -> Charged:
        """On the lines' total `base`; `billed` was billed for the same period before, `months` is the term.

        Exact to 80 significant digits, rounding is the caller's.
        """
        ...


# Each of these looks at what the ones before it left: a percentage is no part of its own base, and a cap holds last.
ORDER = (ChargeKind.PERCENT_OF, ChargeKind.MINIMUM_SPEND, ChargeKind.MAXIMUM_SPEND)
# What these put on or take off follows from other lines alone: no discount of their own, and no floor to miss.
BOUNDS = (ChargeKind.MINIMUM_SPEND, ChargeKind.MAXIMUM_SPEND)


@dataclass(frozen=True, kw_only=True)
class PercentOf:
    """Percent points of other lines (Salesforce: percent of total), for `default_months` where that is given.

    A longer or shorter term costs in proportion, like any subscription.
    """

    kind: ClassVar[ChargeKind] = ChargeKind.PERCENT_OF
    percent: Decimal
    scope: Scope = field(default_factory=Scope)
    default_months: int | None = None

    def __post_init__(self) -> None:
        checks.percent(self.percent, "Percentage", "percent", MOST_PERCENT)
        if self.default_months is not None and not 1 <= self.default_months <= 120:
            raise Refusal("The term the percentage is for has from 1 to 120 months.", field="default_months")

    @exactly
    def over(self, base: Decimal, *, billed: Decimal = ZERO, months: int | None = None) -> Charged:
        amount = base * self.percent / HUNDRED
        if months is not None and self.default_months is not None:
            amount = prorated(amount, months, self.default_months)
        params = {"percent": percent_written(self.percent), "base": money(base)}
        return Charged.of_parts(Part(label="%(percent)s of %(base)s", params=params, amount=amount))


@dataclass(frozen=True, kw_only=True)
class MinimumSpend:
    """The least that some lines come to; what is missing is a line of its own."""

    kind: ClassVar[ChargeKind] = ChargeKind.MINIMUM_SPEND
    minimum: Decimal
    scope: Scope = field(default_factory=Scope)

    def __post_init__(self) -> None:
        checks.price(self.minimum, "Minimum spend", "minimum")

    @exactly
    def over(self, base: Decimal, *, billed: Decimal = ZERO, months: int | None = None) -> Charged:
        missing = max(ZERO, self.minimum - billed - base)
        params = {"minimum": money(self.minimum)}
        return Charged.of_parts(Part(label="Top-up to the minimum spend of %(minimum)s", params=params, amount=missing))


@dataclass(frozen=True, kw_only=True)
class MaximumSpend:
    """The most that some lines come to; what is beyond it is a discount line, never more than the lines themselves.

    Percentages of discount come off the lines first (OpenMeter).
    """

    kind: ClassVar[ChargeKind] = ChargeKind.MAXIMUM_SPEND
    maximum: Decimal
    scope: Scope = field(default_factory=Scope)

    def __post_init__(self) -> None:
        checks.price(self.maximum, "Maximum spend", "maximum")

    @exactly
    def over(self, base: Decimal, *, billed: Decimal = ZERO, months: int | None = None) -> Charged:
        beyond = max(ZERO, min(base, billed + base - self.maximum))
        discount = Part(
            label="Discount above the maximum spend of %(maximum)s",
            params={"maximum": money(self.maximum)},
            amount=-beyond if beyond else ZERO,
        )
        return Charged.of_parts(discount)
