"""A price model in sentences, for whoever has to agree to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dealdesk.kernel.formats import money, percent, quantity, unit_price
from quotes.domain.pricing.charges.codec import AnyCharge
from quotes.domain.pricing.charges.commitment import Commitment, CommittedSpend
from quotes.domain.pricing.charges.package import Package
from quotes.domain.pricing.charges.proration import Measure, Prorated
from quotes.domain.pricing.charges.ramp import Ramp
from quotes.domain.pricing.charges.ratio import RatioPackage
from quotes.domain.pricing.charges.relative import MaximumSpend, MinimumSpend, PercentOf, Reach, Scope
from quotes.domain.pricing.charges.simple import Contracted, Flat, PerUnit
from quotes.domain.pricing.charges.tiered import Block, DiscountSchedule, Graduated, Schedule, Volume
from quotes.domain.pricing.charges.tiers import Bound, Tier


@dataclass(frozen=True, kw_only=True)
class Said:
    """One sentence: a msgid and its figures, written as a reader sees them."""

    label: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.label % self.params


def described(charge: AnyCharge) -> tuple[Said, ...]:
    """What a price model says, sentence by sentence; the rows of a tier table are for a table."""
    return tuple(SENTENCES[type(charge)](charge))


def tiers_of(charge: AnyCharge) -> tuple[Tier, ...]:
    """The rows of a price model's tier table; none where it has no table."""
    if isinstance(charge, Contracted):
        return tiers_of(charge.price)
    if isinstance(charge, Prorated):
        return tiers_of(charge.charge)
    if isinstance(charge, CommittedSpend):
        return tiers_of(charge.usage)
    return charge.tiers if isinstance(charge, Graduated | Volume | Block | DiscountSchedule) else ()


def _flat(charge: Flat) -> Iterator[Said]:
    yield Said(label="One fee of %(amount)s, whatever the quantity.", params={"amount": unit_price(charge.amount)})


def _per_unit(charge: PerUnit) -> Iterator[Said]:
    yield Said(label="%(unit)s per unit.", params={"unit": unit_price(charge.unit)})


def _graduated(charge: Graduated) -> Iterator[Said]:
    yield Said(label="The units of each tier cost that tier's price; a flat fee is owed once its tier is reached.")
    yield from _bound(charge.upper)
    if charge.free_when_unused:
        yield Said(label="Nothing used is nothing owed.")


def _volume(charge: Volume) -> Iterator[Said]:
    yield Said(label="All units cost the price of the tier that the whole quantity reaches.")
    yield from _bound(charge.upper)
    if charge.free_when_unused:
        yield Said(label="Nothing used is nothing owed.")


def _block(charge: Block) -> Iterator[Said]:
    yield Said(label="The tier reached costs its flat fee, whatever the quantity in it.")
    yield from _bound(charge.upper)
    if charge.overage is not None:
        params = {"overage": unit_price(charge.overage)}
        yield Said(label="Each unit beyond the start of the last tier costs another %(overage)s.", params=params)


def _discounts(charge: DiscountSchedule) -> Iterator[Said]:
    params = {"price": unit_price(charge.list_price)}
    yield Said(
        label="%(price)s per unit, less the discount that the whole quantity reaches."
        if charge.schedule is Schedule.RANGE
        else "%(price)s per unit, less each tier's own discount for its units.",
        params=params,
    )
    yield from _bound(charge.upper)


def _package(charge: Package) -> Iterator[Said]:
    params = {"price": unit_price(charge.price), "size": quantity(charge.size)}
    yield Said(label="%(price)s for every %(size)s units begun.", params=params)
    if charge.free:
        yield Said(label="The first %(free)s units are free.", params={"free": quantity(charge.free)})
    if charge.at_least_one:
        yield Said(label="One package is owed at least.")


def _ratio(charge: RatioPackage) -> Iterator[Said]:
    params = {"price": unit_price(charge.price), "size": quantity(charge.size)}
    yield Said(label="%(price)s for every %(size)s standard units begun.", params=params)
    weights = ", ".join(f"{ratio.name} {quantity(ratio.weight)}" for ratio in charge.ratios)
    yield Said(
        label="Standard units taken by one unit, deducted in this order: %(weights)s.", params={"weights": weights}
    )
    if charge.months is not None:
        yield Said(
            label="A package holds for %(months)s months, the one in which it begins included.",
            params={"months": charge.months},
        )


def _commitment(charge: Commitment) -> Iterator[Said]:
    yield Said(
        label="%(fee)s buys %(included)s units, used or not; each further unit costs %(overage)s.",
        params={
            "fee": unit_price(charge.fee),
            "included": quantity(charge.included),
            "overage": unit_price(charge.overage),
        },
    )


def _committed_spend(charge: CommittedSpend) -> Iterator[Said]:
    yield from described(charge.usage)
    yield Said(label="Topped up to %(amount)s where use comes to less.", params={"amount": money(charge.commitment)})


def _ramp(charge: Ramp) -> Iterator[Said]:
    for number, year in enumerate(charge.years, 1):
        yield Said(
            label="Year %(year)s: %(share)s of the quantity at %(unit)s per unit.",
            params={"year": number, "share": percent(year.share), "unit": unit_price(year.unit)},
        )


def _prorated(charge: Prorated) -> Iterator[Said]:
    yield from described(charge.charge)
    yield Said(
        label="Of that, %(part)s of %(whole)s days."
        if charge.measure is Measure.DAYS
        else "Of that, %(part)s of %(whole)s months.",
        params={"part": charge.part, "whole": charge.whole},
    )


def _contracted(charge: Contracted) -> Iterator[Said]:
    yield Said(label="A price agreed with the customer, which goes before the list.")
    yield from described(charge.price)


def _percent_of(charge: PercentOf) -> Iterator[Said]:
    yield Said(label="%(percent)s of other lines.", params={"percent": percent(charge.percent)})
    yield from _scope(charge.scope)
    if charge.default_months is not None:
        yield Said(
            label="For a term of %(months)s months; other terms in proportion.",
            params={"months": charge.default_months},
        )


def _minimum(charge: MinimumSpend) -> Iterator[Said]:
    yield Said(label="Other lines come to %(amount)s at least.", params={"amount": money(charge.minimum)})
    yield from _scope(charge.scope)


def _maximum(charge: MaximumSpend) -> Iterator[Said]:
    yield Said(label="Other lines come to %(amount)s at most.", params={"amount": money(charge.maximum)})
    yield from _scope(charge.scope)


def _scope(scope: Scope) -> Iterator[Said]:
    if scope.reach is not Reach.ALL:
        yield Said(
            label="Only lines of these groups count: %(names)s."
            if scope.reach is Reach.GROUPS
            else "Only lines of these products count: %(names)s.",
            params={"names": ", ".join(scope.names)},
        )


def _bound(upper: Bound) -> Iterator[Said]:
    yield Said(
        label="The end of a tier still belongs to it."
        if upper is Bound.INCLUSIVE
        else "The end of a tier belongs to the next one."
    )


SENTENCES: dict[type[Any], Callable[[Any], Iterator[Said]]] = {
    Flat: _flat,
    PerUnit: _per_unit,
    Graduated: _graduated,
    Volume: _volume,
    Block: _block,
    DiscountSchedule: _discounts,
    Package: _package,
    RatioPackage: _ratio,
    Commitment: _commitment,
    CommittedSpend: _committed_spend,
    Ramp: _ramp,
    Prorated: _prorated,
    Contracted: _contracted,
    PercentOf: _percent_of,
    MinimumSpend: _minimum,
    MaximumSpend: _maximum,
}
