"""A form of billing and its tariff: a price model, what it is a price for, and where that is written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.metering.term import A_YEAR, LONGEST_TERM
from quotes.domain.pricing.charges import Charge, Flat, PerUnit
from quotes.domain.pricing.charges.parts import exactly
from quotes.domain.pricing.terms import TRILLION

MOST_PACKS = 100_000


class Counted(Word):
    STREAMS = "streams", "Streams"
    USERS = "users", "Users"
    MBPS = "mbps", "Mbps"


class Billing(Word):
    """What is counted, and when a price is paid for it."""

    MINUTES = "minutes", "By the minute"
    TRAFFIC = "traffic", "By traffic"
    CONTRACT = "contract", "Contracted peak"
    MONTHLY_PEAK = "monthly_peak", "Peak of the month"
    DAILY_PEAK = "daily_peak", "Peak of each day"
    MONTHLY_95 = "monthly_95", "95th percentile of the month"
    ENHANCED_95 = "enhanced_95", "Enhanced 95th percentile"
    TRADITIONAL_95 = "traditional_95", "95th percentile above a least"
    PACKAGES = "packages", "Packages and overflow"
    COMMITMENT = "commitment", "Committed use and overage"
    ELASTIC = "elastic", "Base and what goes above"


class Every(Word):
    """For how long one price holds: a peak is paid for a day, a month or a year; minutes and traffic once."""

    ONCE = "once", "once"
    DAY = "day", "a day"
    MONTH = "month", "a month"
    YEAR = "year", "a year"


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What a quantity costs: a price model for units of `per`, such as thousands of minutes, over a stretch of time."""

    charge: Charge
    per: Decimal = Decimal(1)
    every: Every = Every.ONCE

    def __post_init__(self) -> None:
        if not self.per.is_finite() or self.per <= 0:
            raise Refusal("A price is for a number of units above zero.", field="per")

    @exactly
    def units(self, quantity: Decimal) -> Decimal:
        """The quantity in what one price is for."""
        return quantity / self.per

    @exactly
    def month(self, quantity: Decimal, days: int) -> Decimal:
        """What the quantity costs in a month of so many days, exact: a year's price is spread over twelve months."""
        amount = self.charge.of(self.units(quantity)).amount
        return amount * days if self.every is Every.DAY else amount / A_YEAR if self.every is Every.YEAR else amount

    @property
    def is_linear(self) -> bool:
        return isinstance(self.charge, PerUnit | Flat)


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A package of `size` units that holds for so many months, the one in which it is bought included.

    `count` of them are bought each time the last ones have ended; without one, as many as are cheapest.
    """

    size: Decimal
    price: Decimal
    months: int
    count: int | None = None

    def __post_init__(self) -> None:
        if not self.size.is_finite() or not 0 < self.size <= TRILLION:
            raise Refusal("A package has a size above zero.", field="size")
        if not self.price.is_finite() or not 0 <= self.price <= TRILLION:
            raise Refusal("A package has a price that is not below zero.", field="price")
        if not 1 <= self.months <= LONGEST_TERM:
            raise Refusal("A package holds from 1 to %(most)s months.", field="months", most=LONGEST_TERM)
        if self.count is not None and not 0 <= self.count <= MOST_PACKS:
            raise Refusal("From 0 to %(most)s packages are bought.", field="count", most=MOST_PACKS)


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """One form with its prices, in one currency and tax basis, since a day and from a source.

    `rate` is for what the form counts; `over` is for what goes beyond the base or the packages, in units times minutes.
    `level` is the peak that is contracted, the base, or the bandwidth bought of which `floor` is billed at least. Left
    open, a peak is the customer's own, and a base is the cheapest. `counted` says what a unit is; VAT is in points.
    """

    billing: Billing
    source: str
    since: date
    rate: Rate | None = None
    over: Rate | None = None
    level: Decimal | None = None
    floor: Percent | None = None
    pack: Pack | None = None
    counted: Counted = Counted.STREAMS
    name: str = ""
    vat_rate: Decimal = ZERO

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise Refusal("Say where this price is written.", field="source")
        if self.level is not None and (not self.level.is_finite() or not 0 <= self.level <= TRILLION):
            raise Refusal("A level is not below zero.", field="level")
        if self.floor is not None and not 0 <= self.floor.points <= 100:
            raise Refusal("A floor is from 0 to 100 %% of the bandwidth bought.", field="floor")
        for name, needed in NEEDS[self.billing].items():
            if needed and getattr(self, name) is None:
                raise Refusal(needed, field=name)
        for name in ("rate", "over", "level", "floor", "pack"):
            if name not in NEEDS[self.billing] and getattr(self, name) is not None:
                raise Refusal("This form of billing has no such term.", field=name)
        self._check_every()

    def _check_every(self) -> None:
        timed = self.billing in OVER_TIME
        if self.rate is not None and (self.rate.every is not Every.ONCE) != timed:
            raise Refusal(
                "Say whether this price is for a day, a month or a year."
                if timed
                else "This price is for use, whenever it was: it has no stretch of time.",
                field="every",
            )
        if self.over is not None and self.over.every is not Every.ONCE:
            raise Refusal("This price is for use, whenever it was: it has no stretch of time.", field="over")


RATE = "Give the price."
OVER = "Give the price of what goes beyond it."
# What each form's tariff says: a sentence where it must, none where it may.
# fmt: off
NEEDS: dict[Billing, dict[str, str]] = {
    Billing.MINUTES:        {"rate": RATE},
    Billing.TRAFFIC:        {"rate": RATE},
    Billing.CONTRACT:       {"rate": RATE, "level": ""},
    Billing.MONTHLY_PEAK:   {"rate": RATE},
    Billing.DAILY_PEAK:     {"rate": RATE},
    Billing.MONTHLY_95:     {"rate": RATE},
    Billing.ENHANCED_95:    {"rate": RATE, "level": "", "floor": ""},
    Billing.TRADITIONAL_95: {"rate": RATE, "level": "Say how much bandwidth is bought.",
                             "floor": "Say which share of it is billed at least."},
    Billing.PACKAGES:       {"pack": "Say what a package holds and costs.", "over": OVER},
    Billing.COMMITMENT:     {"rate": RATE},
    Billing.ELASTIC:        {"rate": RATE, "over": OVER, "level": ""},
}
# fmt: on
OVER_TIME = frozenset(
    {
        Billing.CONTRACT,
        Billing.MONTHLY_PEAK,
        Billing.MONTHLY_95,
        Billing.ENHANCED_95,
        Billing.TRADITIONAL_95,
        Billing.ELASTIC,
    }
)
