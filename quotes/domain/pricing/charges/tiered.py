"""Prices by tier: bracket by bracket, all at the tier reached, by the block, and discounts that grow with quantity."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from dealdesk.kernel.formats import percent as percent_written
from dealdesk.kernel.formats import quantity as written
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.pricing.charges import checks
from quotes.domain.pricing.charges.checks import HUNDRED
from quotes.domain.pricing.charges.parts import Charged, ChargeKind, Part, exactly, used
from quotes.domain.pricing.charges.tiers import Bound, Tier, at, check


class Schedule(Word):
    """A discount for every unit once a quantity is reached, or for the units of each bracket alone (Salesforce)."""

    RANGE = "range", "All units at the discount reached"
    SLAB = "slab", "Each bracket at its own discount"


@dataclass(frozen=True, kw_only=True)
class Graduated:
    """累进: the units of each bracket at that bracket's price, and its flat fee once the bracket is reached.

    A quantity of zero owes the first tier's flat fee (Lago, OpenMeter), unless `free_when_unused` (Lago's percentages).
    """

    kind: ClassVar[ChargeKind] = ChargeKind.GRADUATED
    tiers: tuple[Tier, ...]
    upper: Bound = Bound.INCLUSIVE
    free_when_unused: bool = False

    def __post_init__(self) -> None:
        check(self.tiers)

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        units = used(quantity)
        if self.free_when_unused and not units:
            return Charged.of_parts()
        reached = [(i, tier) for i, tier in enumerate(self.tiers, 1) if tier.reached(units, self.upper)]
        return Charged.of_parts(*(part for i, tier in reached for part in _parts(tier, i, tier.share(units))))


@dataclass(frozen=True, kw_only=True)
class Volume:
    """到达: every unit at the price of the tier that the whole quantity reaches, and that tier's flat fee.

    The total can fall where a tier begins; `warnings` says where and for how long.
    """

    kind: ClassVar[ChargeKind] = ChargeKind.VOLUME
    tiers: tuple[Tier, ...]
    upper: Bound = Bound.INCLUSIVE
    free_when_unused: bool = False

    def __post_init__(self) -> None:
        check(self.tiers)

    def of(self, quantity: Decimal) -> Charged:
        return self.prorated(quantity, full=quantity)

    @exactly
    def prorated(self, quantity: Decimal, *, full: Decimal) -> Charged:
        """The tier of the full units, at which the prorated quantity is charged; the flat fee is owed whole (Lago)."""
        units = used(quantity)
        if self.free_when_unused and not units:
            return Charged.of_parts()
        reached = at(self.tiers, used(full), self.upper)
        return Charged.of_parts(*_parts(self.tiers[reached], reached + 1, units))


@dataclass(frozen=True, kw_only=True)
class Block:
    """The price of the block a quantity falls in, whatever the quantity; tiers have flat fees only.

    Beyond the start of the last block each further unit costs `overage`, on top of that block's price, where there is
    one (Salesforce CPQ: block price + (quantity − block minimum) × overage rate).
    """

    kind: ClassVar[ChargeKind] = ChargeKind.BLOCK
    tiers: tuple[Tier, ...]
    overage: Decimal | None = None
    upper: Bound = Bound.EXCLUSIVE

    def __post_init__(self) -> None:
        check(self.tiers)
        for i, tier in enumerate(self.tiers):
            if tier.unit or tier.percent:
                raise Refusal("A block has one price: leave unit price and percentage empty.", field=f"tiers.{i}.unit")
        if self.overage is not None:
            checks.price(self.overage, "Overage price", "overage")

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        reached = at(self.tiers, used(quantity), self.upper)
        tier = self.tiers[reached]
        block = _span_part(tier, reached + 1, amount=tier.flat)
        if self.overage is None or tier.up_to is not None:
            return Charged.of_parts(block)
        beyond = quantity - tier.start
        return Charged.of_parts(
            block, Part(label="Overage", quantity=beyond, unit=self.overage, amount=beyond * self.overage)
        )


@dataclass(frozen=True, kw_only=True)
class DiscountSchedule:
    """A list price per unit, less percent points that depend on the quantity; tiers have percentages only."""

    kind: ClassVar[ChargeKind] = ChargeKind.DISCOUNT_SCHEDULE
    list_price: Decimal
    schedule: Schedule
    tiers: tuple[Tier, ...]
    upper: Bound = Bound.INCLUSIVE

    def __post_init__(self) -> None:
        checks.price(self.list_price, "List price", "list_price")
        check(self.tiers)
        for i, tier in enumerate(self.tiers):
            if tier.unit or tier.flat:
                raise Refusal("A discount schedule has percentages only.", field=f"tiers.{i}.unit")

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        units = used(quantity)
        if self.schedule is Schedule.RANGE:
            reached = at(self.tiers, units, self.upper)
            return Charged.of_parts(self._part(self.tiers[reached], reached + 1, units))
        shares = [(i, tier, tier.share(units)) for i, tier in enumerate(self.tiers, 1)]
        return Charged.of_parts(*(self._part(tier, i, share) for i, tier, share in shares if share))

    def unit_price(self, tier: Tier) -> Decimal:
        """The list price less the tier's discount, exact."""
        return _less(self.list_price, tier.percent)

    def _part(self, tier: Tier, number: int, units: Decimal) -> Part:
        unit = self.unit_price(tier)
        params = {"tier": number, "percent": percent_written(tier.percent)}
        return Part(
            label="Tier %(tier)s: list price less %(percent)s",
            params=params,
            quantity=units,
            unit=unit,
            amount=units * unit,
        )


@exactly
def _less(price: Decimal, points: Decimal) -> Decimal:
    return price * (HUNDRED - points) / HUNDRED


def _parts(tier: Tier, number: int, units: Decimal) -> list[Part]:
    """A tier's own lines: its units, its percentage, its flat fee; a line that says nothing is left out."""
    parts = []
    if tier.unit or not (tier.flat or tier.percent):
        parts.append(_span_part(tier, number, quantity=units, unit=tier.unit, amount=units * tier.unit))
    if tier.percent:
        params = {"tier": number, "percent": percent_written(tier.percent), "amount": written(units)}
        share = units * tier.percent / HUNDRED
        parts.append(Part(label="Tier %(tier)s: %(percent)s of %(amount)s", params=params, amount=share))
    if tier.flat:
        parts.append(Part(label="Tier %(tier)s: flat fee", params={"tier": number}, amount=tier.flat))
    return parts


def _span_part(
    tier: Tier, number: int, *, amount: Decimal, quantity: Decimal = Decimal(1), unit: Decimal | None = None
) -> Part:
    return Part(
        label="Tier %(tier)s: above %(start)s" if tier.up_to is None else "Tier %(tier)s: %(start)s to %(end)s",
        params={"tier": number, **tier.span()},
        quantity=quantity,
        unit=unit,
        amount=amount,
    )


def one_tier(**prices: Decimal) -> tuple[Tier, ...]:
    """A table of a single row without end."""
    return (Tier(start=ZERO, up_to=None, **prices),)
