"""What a deal's claims come to in the customer's money: what counts, what stands apart, and what it takes to pay."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.words import Word
from quotes.domain.claims import Claim, Unproved
from quotes.domain.value.economic import EconomicValue, economic_value
from quotes.domain.value.formulas import ASKED, FORMULAS, Formula, Input, Quantity, worth
from quotes.domain.value.returns import Returns, returns

A_YEAR = 12
# How far figures can be swung, in percent: a convention of the picture and no claim about them.
SWINGS = (Decimal(10), Decimal(20), Decimal(30))
WHOLLY = Percent(HUNDRED)


class Alternative(Word):
    """What the customer does where they do not buy from us."""

    RIVAL = "rival", "Buys from a competitor"
    BUILD = "build", "Builds it themselves"
    NOTHING = "nothing", "Leaves it as it is"


class Apart(Word):
    """Why a driver stands apart from the headline."""

    UNPRICED = "unpriced", "has no amount"
    UNACKNOWLEDGED = "unacknowledged", "not acknowledged by the customer"
    UNPROVED = "unproved", "not proved today"


@dataclass(frozen=True, kw_only=True)
class Driver:
    """One claim in one deal's money, or one cost. `unproved` is what keeps its claim out of documents today."""

    formula: Formula
    claim: Claim | None = None
    told: Mapping[Input, Decimal] = field(default_factory=dict)
    confidence: Percent = WHOLLY
    is_acknowledged: bool = False
    unproved: tuple[Unproved, ...] = ()

    @property
    def is_cost(self) -> bool:
        return FORMULAS[self.formula].is_cost

    @property
    def apart(self) -> Apart | None:
        """None where it counts; of several reasons the one to mend first. A cost counts always, and in full."""
        if self.is_cost:
            return None
        if self.unproved:
            return Apart.UNPROVED
        if self.formula is Formula.UNPRICED:
            return Apart.UNPRICED
        return None if self.is_acknowledged else Apart.UNACKNOWLEDGED

    def amount(self, months: int) -> Decimal:
        """Over so many months of service as it is claimed, before confidence; to the cent, half up."""
        found = worth(self.formula, self.claim, self.told)
        if FORMULAS[self.formula].is_yearly:
            found = EXACT.divide(EXACT.multiply(found, Decimal(months)), Decimal(A_YEAR))
        return round_to(found, 2)

    def counted(self, months: int) -> Decimal:
        """What of it goes into the headline: acknowledged and proved, times confidence; to the cent, half up."""
        if self.is_cost or self.apart is not None:
            return ZERO
        return round_to(self.confidence.of(self.amount(months)), 2)


@dataclass(frozen=True, kw_only=True)
class Value:
    """The drivers of a deal over the months of service of one offer; amounts in the deal's currency, to the cent."""

    drivers: tuple[Driver, ...]
    months: int

    @property
    def headline(self) -> Decimal:
        return sum((one.counted(self.months) for one in self.drivers), ZERO)

    @property
    def claimed(self) -> Decimal:
        """What counts, before confidence."""
        return sum((one.amount(self.months) for one in self.drivers if not one.is_cost and not one.apart), ZERO)

    @property
    def costs(self) -> Decimal:
        return sum((one.amount(self.months) for one in self.drivers if one.is_cost), ZERO)

    @property
    def net(self) -> Decimal:
        return EXACT.subtract(self.headline, self.costs)

    def standing_apart(self, why: Apart) -> Decimal:
        """What would be claimed of the drivers that stand apart for this reason; never in the headline."""
        return sum((one.amount(self.months) for one in self.drivers if one.apart is why), ZERO)


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What the price is held against: the next best alternative for the same months with tax, and the customer's own
    yearly rate of discount; each is None while nobody told it."""

    alternative: Alternative
    reference: Decimal | None = None
    yearly_rate: Percent | None = None


@dataclass(frozen=True, kw_only=True)
class Pays:
    """What must come true so that our price pays.

    `gap` is how much dearer ours is, and `needed` the gap and the costs of the change. `share` is the part of what was
    claimed and counts that must come true: None where nothing counts, nothing or less where ours pays by its price.
    """

    gap: Decimal
    needed: Decimal
    share: Percent | None

    @property
    def is_cheaper(self) -> bool:
        return self.needed <= 0

    @property
    def is_within_reach(self) -> bool:
        return self.is_cheaper or (self.share is not None and self.share.points <= HUNDRED)


def pays(value: Value, price: Decimal, basis: Basis) -> Pays | None:
    """None while the price of the alternative is not known. The share is unrounded."""
    if basis.reference is None:
        return None
    gap = EXACT.subtract(price, basis.reference)
    needed = EXACT.add(gap, value.costs)
    share = Percent.part_of(needed, value.claimed) if value.claimed else None
    return Pays(gap=gap, needed=needed, share=share)


class Paying(StrEnum):
    """How what counts stands to what has to come back."""

    UNKNOWN = "unknown"
    CHEAPER = "cheaper"
    UNCOUNTED = "uncounted"
    PAYS = "pays"
    FALLS_SHORT = "falls_short"


def paying(found: Pays | None) -> Paying:
    if found is None:
        return Paying.UNKNOWN
    if found.is_cheaper:
        return Paying.CHEAPER
    if found.share is None:
        return Paying.UNCOUNTED
    return Paying.PAYS if found.is_within_reach else Paying.FALLS_SHORT


def may_be_told(value: Value, found: Pays | None) -> bool:
    """Whether it is for a customer to read: ours pays by its price; or something is acknowledged that makes up for what
    changing costs, and that is not known to be too little for the difference in price."""
    how = paying(found)
    if how is Paying.CHEAPER:
        return True
    return how in {Paying.PAYS, Paying.UNKNOWN} and value.headline > 0 and value.net >= 0


def alone(value: Value, driver: Driver, needed: Decimal) -> Percent | None:
    """How much of this driver's effect would pay by itself, as if nothing else came true; None where it has no amount.
    Its worth is proportional to its effect, so the same part of the effect is meant."""
    amount = driver.amount(value.months)
    return Percent.part_of(needed, amount) if amount and not driver.is_cost else None


def against(value: Value, basis: Basis) -> EconomicValue | None:
    """Reference, what ours is worth more by what counts, and less by its costs; None without a reference."""
    if basis.reference is None:
        return None
    return economic_value(basis.reference, [value.headline], [value.costs])


def over_years(value: Value, price: Decimal, basis: Basis) -> Returns | None:
    """The difference in price and the costs of the change against what counts, by year of service.

    What comes once is paid, and gained, at the start; what is yearly comes by the end of each year, the last in part
    where the term is no whole number of years. None while a figure of the basis is not known.
    """
    if basis.reference is None or basis.yearly_rate is None:
        return None
    gap = EXACT.subtract(price, basis.reference)
    once = [one for one in value.drivers if not FORMULAS[one.formula].is_yearly]
    yearly = [one for one in value.drivers if FORMULAS[one.formula].is_yearly]
    paid = EXACT.add(gap, _costs(yearly, value.months))
    gained = sum((one.counted(value.months) for one in yearly), ZERO)
    parts = _parts(value.months)
    return returns(
        [_costs(once, value.months), *(EXACT.multiply(paid, part) for part in parts)],
        [
            sum((one.counted(value.months) for one in once), ZERO),
            *(EXACT.multiply(gained, part) for part in parts),
        ],
        basis.yearly_rate,
    )


def _costs(drivers: Sequence[Driver], months: int) -> Decimal:
    return sum((one.amount(months) for one in drivers if one.is_cost), ZERO)


def _parts(months: int) -> list[Decimal]:
    """Which part of the whole falls into each year of service."""
    years = [min(A_YEAR, months - start) for start in range(0, months, A_YEAR)]
    return [EXACT.divide(Decimal(length), Decimal(months)) for length in years]


@dataclass(frozen=True, kw_only=True)
class Swing:
    """What counts, less the costs, where one figure is so much lower and higher than it was told."""

    driver: int
    asked: Input
    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        return abs(EXACT.subtract(self.high, self.low))


def swings(value: Value, by: Percent) -> tuple[Swing, ...]:
    """Every figure of what counts, one at a time, the one that moves most first; a share is never more than all."""
    found = [swing for place, _ in enumerate(value.drivers) for swing in _swings(value, place, by)]
    return tuple(sorted(found, key=lambda one: (-one.width, one.driver, one.asked)))


def _swings(value: Value, place: int, by: Percent) -> Iterator[Swing]:
    driver = value.drivers[place]
    if driver.apart is not None:
        return
    for asked, told in driver.told.items():
        low, high = by.off(told), EXACT.add(told, by.of(told))
        if ASKED[asked] is Quantity.SHARE:
            high = min(high, HUNDRED)
        ends = (_with(value, place, asked, one).net for one in (low, high))
        yield Swing(driver=place, asked=asked, low=next(ends), high=next(ends))


def _with(value: Value, place: int, asked: Input, told: Decimal) -> Value:
    changed = replace(value.drivers[place], told={**value.drivers[place].told, asked: told})
    return replace(value, drivers=(*value.drivers[:place], changed, *value.drivers[place + 1 :]))
