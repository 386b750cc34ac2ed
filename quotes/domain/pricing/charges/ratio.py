"""Packages of weighted units: minutes of every resolution drawn from one pool, 1 : 4 : 9 : 16 : 36."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from dealdesk.kernel.formats import quantity as written
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import checks
from quotes.domain.pricing.charges.package import started
from quotes.domain.pricing.charges.parts import Charged, ChargeKind, Part, exactly, used

LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """What one unit of a kind takes from the pool, in standard units."""

    name: str
    weight: Decimal

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("Every weight needs the name of what it weighs.", field="name")
        checks.size(self.weight, "Weight", "weight")


@dataclass(frozen=True, kw_only=True)
class RatioPackage:
    """Packs of `size` standard units at `price` each; the ratios stand in the order in which use is deducted.

    A pack holds for so many `months`, the one in which it begins included; None says nothing of it.
    """

    kind: ClassVar[ChargeKind] = ChargeKind.RATIO_PACKAGE
    size: Decimal
    price: Decimal
    ratios: tuple[Ratio, ...]
    months: int | None = None

    def __post_init__(self) -> None:
        checks.size(self.size, "Units in a package", "size")
        checks.price(self.price, "Price of a package", "price")
        if not self.ratios:
            raise Refusal("A package of weighted units needs its weights.", field="ratios")
        if len({ratio.name for ratio in self.ratios}) < len(self.ratios):
            raise Refusal("Two weights have the same name.", field="ratios")
        if self.months is not None and not 1 <= self.months <= LONGEST:
            raise Refusal("A package holds for 1 to %(most)s months.", field="months", most=LONGEST)

    @exactly
    def holds(self, quantity: Decimal) -> Decimal:
        """Standard units in the packs that a quantity begins."""
        return started(used(quantity), self.size) * self.size

    @exactly
    def of(self, quantity: Decimal) -> Charged:
        """Packs begun by a quantity of standard units."""
        packs = Decimal(started(used(quantity), self.size))
        return Charged.of_parts(
            Part(
                label="Packages of %(size)s standard units (%(ratios)s)",
                params={"size": written(self.size), "ratios": " : ".join(written(r.weight) for r in self.ratios)},
                quantity=packs,
                unit=self.price,
                amount=packs * self.price,
            )
        )

    @exactly
    def standard(self, usage: Mapping[str, Decimal]) -> Decimal:
        """What a use comes to in standard units; refuses a kind that has no weight."""
        weights = {ratio.name: ratio.weight for ratio in self.ratios}
        _refuse_unweighed(weights, usage)
        return sum((used(units) * weights[name] for name, units in usage.items()), ZERO)


def _refuse_unweighed(weights: Collection[str], usage: Mapping[str, Decimal]) -> None:
    for name in usage:
        if name not in weights:
            raise Refusal("The package has no weight for %(name)s.", name=name, field="ratios")


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A pack that was bought: standard units left, its last day of use, and percent points it was sold below list."""

    left: Decimal
    last_day: date
    discount: Decimal = ZERO

    def __post_init__(self) -> None:
        if self.left < 0:
            raise Refusal("A package holds nothing or more: what is over is billed by itself.", field="left")


@dataclass(frozen=True, kw_only=True)
class Over:
    """What no pack covered of one kind: in standard units, and in its own, which need not be a whole number."""

    name: str
    standard: Decimal
    units: Decimal


@dataclass(frozen=True, kw_only=True)
class Deduction:
    packs: tuple[Pack, ...]
    over: tuple[Over, ...]


@exactly
def deduct(ratios: Sequence[Ratio], usage: Mapping[str, Decimal], packs: Sequence[Pack], *, on: date) -> Deduction:
    """Use taken from the packs, kind by kind in the order of the ratios; packs past their last day give nothing.

    The pack that ends first gives first, among equals the one with the smaller discount (ZEGO 通用套餐包). The packs
    come back in the order they were given, with what is left of them. Refuses a use that has no ratio.
    """
    _refuse_unweighed([ratio.name for ratio in ratios], usage)
    left = [pack.left if pack.last_day >= on else ZERO for pack in packs]
    order = sorted(range(len(packs)), key=lambda i: (packs[i].last_day, packs[i].discount, i))
    over = []
    for ratio in ratios:
        short = used(usage.get(ratio.name, ZERO)) * ratio.weight
        for i in order:
            taken = min(short, left[i])
            left[i] -= taken
            short -= taken
        if short:
            over.append(Over(name=ratio.name, standard=short, units=short / ratio.weight))
    return Deduction(packs=tuple(_after(packs, left, on)), over=tuple(over))


def _after(packs: Sequence[Pack], left: Sequence[Decimal], on: date) -> Iterator[Pack]:
    for pack, rest in zip(packs, left, strict=True):
        yield replace(pack, left=rest) if pack.last_day >= on else pack
