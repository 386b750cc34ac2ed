"""What a version of a price book says, how two of them differ, and what becomes of a price in another currency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from dealdesk.kernel.money import EXACT, Rounding, round_to
from dealdesk.kernel.percent import Percent
from quotes.domain.metering.priced import Metered
from quotes.domain.pricing.charges import AnyCharge

# As many decimals as a unit price and an amount are stored with.
PRICE_PLACES, AMOUNT_PLACES = 8, 2


@dataclass(frozen=True, kw_only=True)
class Priced:
    """One product's prices per unit, in its book's currency and tax basis; VAT in percent points."""

    code: str
    name: str = field(compare=False)
    unit: str = field(compare=False, default="")
    list_price: Decimal
    vat_rate: Decimal
    floor_price: Decimal | None = None
    # None where a quantity costs quantity × list price.
    charge: AnyCharge | None = None
    # None where nothing is counted.
    meter: Metered | None = None


@dataclass(frozen=True, kw_only=True)
class Packaged:
    """A bundle: its one price, and how much of each product is in it, by code."""

    name: str
    price: Decimal
    note: str = ""
    items: frozenset[tuple[str, Decimal]]


@dataclass(frozen=True)
class Content:
    """All that a version says, by code and by the bundle's name."""

    prices: Mapping[str, Priced]
    bundles: Mapping[str, Packaged]


class State(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Change[T]:
    """One thing in two versions; None where a version does not hold it."""

    before: T | None
    after: T | None

    @property
    def state(self) -> State:
        if self.before is None:
            return State.ADDED
        return State.REMOVED if self.after is None else State.CHANGED

    @property
    def either(self) -> T:
        return self.after or self.before  # type: ignore[return-value] # one of them is there, by construction


@dataclass(frozen=True, kw_only=True)
class PriceChange(Change[Priced]):
    """A product in two versions."""

    @property
    def percent(self) -> Percent | None:
        """How far the list price moved, in percent of what it was; None where it did not, or began at nothing."""
        if not self.before or not self.after or not self.before.list_price:
            return None
        moved = EXACT.subtract(self.after.list_price, self.before.list_price)
        return Percent.part_of(moved, self.before.list_price) if moved else None

    @property
    def is_idle(self) -> bool:
        """Whether the list price moved and nothing costs more or less: the same price model decides as before."""
        if not self.before or not self.after or self.after.charge is None:
            return False
        return self.before.list_price != self.after.list_price and self.before.charge == self.after.charge


@dataclass(frozen=True, kw_only=True)
class BundleChange(Change[Packaged]):
    """A bundle in two versions."""

    @property
    def items(self) -> tuple[tuple[str, Decimal | None, Decimal | None], ...]:
        """What is in it otherwise than before: code, quantity before, quantity after."""
        old, new = (dict(bundle.items) if bundle else {} for bundle in (self.before, self.after))
        return tuple(
            (code, old.get(code), new.get(code)) for code in sorted(old.keys() | new) if old.get(code) != new.get(code)
        )


@dataclass(frozen=True)
class Difference:
    """From one version to another; empty where they say the same."""

    prices: tuple[PriceChange, ...]
    bundles: tuple[BundleChange, ...]

    def __bool__(self) -> bool:
        return bool(self.prices or self.bundles)

    def count(self, state: State) -> int:
        return sum(change.state is state for change in self.prices)


def difference(old: Content, new: Content) -> Difference:
    """What moved farthest comes first, up or down; then what changed otherwise, what was added, what was removed."""
    prices = [
        PriceChange(before=old.prices.get(code), after=new.prices.get(code))
        for code in old.prices.keys() | new.prices
        if old.prices.get(code) != new.prices.get(code)
    ]
    bundles = [
        BundleChange(before=old.bundles.get(name), after=new.bundles.get(name))
        for name in sorted(old.bundles.keys() | new.bundles)
        if old.bundles.get(name) != new.bundles.get(name)
    ]
    return Difference(tuple(sorted(prices, key=_farthest_first)), tuple(bundles))


def _farthest_first(change: PriceChange) -> tuple[int, Decimal, str]:
    order = [State.CHANGED, State.ADDED, State.REMOVED].index(change.state)
    moved = change.percent
    return order, -abs(moved.points) if moved else Decimal(0), change.either.code


def converted(price: Decimal, rate: Decimal, places: int) -> Decimal:
    """A price at so many units of the new currency for one of the old, rounded half up. The order of prices is kept, so
    that a floor at or below its list price stays there."""
    return round_to(EXACT.multiply(price, rate), places, Rounding.HALF_UP)


def without_floors(prices: Iterable[Priced]) -> dict[str, Priced]:
    """By code, for a reader who may not know the floors."""
    return {one.code: replace(one, floor_price=None) for one in prices}
