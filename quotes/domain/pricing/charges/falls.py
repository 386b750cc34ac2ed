"""Where a price model charges less for more, and for how long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import cast

from dealdesk.kernel.formats import quantity, unit_price
from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Warning_
from quotes.domain.pricing.charges.checks import QUANTITY
from quotes.domain.pricing.charges.commitment import CommittedSpend
from quotes.domain.pricing.charges.parts import Charge, exactly
from quotes.domain.pricing.charges.proration import Prorated, prorated
from quotes.domain.pricing.charges.simple import Contracted
from quotes.domain.pricing.charges.tiered import Block, DiscountSchedule, Schedule, Volume
from quotes.domain.pricing.charges.tiers import Bound

# The steps a quantity can be raised by, the roundest first; the last is as fine as a quantity is kept.
GRAINS = tuple(Decimal(1).scaleb(-places) for places in range(QUANTITY + 1))


@dataclass(frozen=True, kw_only=True)
class Step:
    """On one tier the total is `flat` + quantity × `slope`."""

    up_to: Decimal | None
    start: Decimal
    flat: Decimal
    slope: Decimal


@dataclass(frozen=True, kw_only=True)
class Fall:
    """`fewer` units cost `dearer`, `more` units only `cheaper`, and so do all below `until`, or all there are.

    `until_reached` says that the quantity `until` itself still costs less.
    """

    tier: int
    fewer: Decimal
    dearer: Decimal
    more: Decimal
    cheaper: Decimal
    until: Decimal | None
    until_reached: bool = False


@exactly
def falls(charge: object) -> tuple[Fall, ...]:
    """Every bound where buying more costs less, inside an agreement or a commitment too.

    Exact for quantities of up to 6 decimals.
    """
    if isinstance(charge, Contracted):
        return falls(charge.price)
    found = _table(charge)
    if found is None:
        return ()
    told, (steps, upper) = cast("Charge", charge), found
    return tuple(fall for i in range(1, len(steps)) if (fall := _fall(told, steps, i, upper)))


def warnings(charge: object) -> tuple[Warning_, ...]:
    """What about a price model deserves a second look, although it is accepted."""
    return tuple(_said(fall) for fall in falls(charge))


def _table(charge: object) -> tuple[list[Step], Bound] | None:
    """Its tiers, with the amounts of the part of a period that is charged; a commitment is met above what falls."""
    match charge:
        case Volume() | Block() | DiscountSchedule():
            return _steps(charge), charge.upper
        case CommittedSpend():
            return _table(charge.usage)
        case Prorated() if inner := _table(charge.charge):
            steps, upper = inner
            return [_part_of(step, charge) for step in steps], upper
    return None


def _part_of(step: Step, charge: Prorated) -> Step:
    flat, slope = (prorated(amount, charge.part, charge.whole) for amount in (step.flat, step.slope))
    return replace(step, flat=flat, slope=slope)


def _steps(charge: Volume | Block | DiscountSchedule) -> list[Step]:
    tiers = charge.tiers
    if isinstance(charge, Volume):
        return [Step(up_to=t.up_to, start=t.start, flat=t.flat, slope=t.unit + t.percent / 100) for t in tiers]
    if isinstance(charge, DiscountSchedule):
        if charge.schedule is Schedule.SLAB:
            return []
        return [Step(up_to=t.up_to, start=t.start, flat=ZERO, slope=charge.unit_price(t)) for t in tiers]
    slope = charge.overage or ZERO
    blocks = [Step(up_to=t.up_to, start=t.start, flat=t.flat, slope=ZERO) for t in tiers[:-1]]
    last = tiers[-1]
    return [*blocks, Step(up_to=None, start=last.start, flat=last.flat - last.start * slope, slope=slope)]


def _fall(charge: Charge, steps: Sequence[Step], i: int, upper: Bound) -> Fall | None:
    """The fall between two tiers, at the roundest quantities that show it."""
    for fewer, more in _neighbours(steps, i, upper):
        dearer, cheaper = charge.of(fewer).amount, charge.of(more).amount
        if cheaper < dearer:
            until, reached = _until(steps[i:], dearer, upper)
            return Fall(
                tier=i,
                fewer=fewer,
                dearer=dearer,
                more=more,
                cheaper=cheaper,
                until=until,
                until_reached=reached,
            )
    return None


def _neighbours(steps: Sequence[Step], i: int, upper: Bound) -> Iterator[tuple[Decimal, Decimal]]:
    """The last quantity of one tier and the first of the next, for every grain that fits into both."""
    bound, before, after = steps[i].start, steps[i - 1], steps[i]
    for grain in GRAINS:
        if upper is Bound.INCLUSIVE and (after.up_to is None or bound + grain <= after.up_to):
            yield bound, bound + grain
        if upper is Bound.EXCLUSIVE and bound - grain >= before.start:
            yield bound - grain, bound


def _until(steps: Sequence[Step], dearer: Decimal, upper: Bound) -> tuple[Decimal | None, bool]:
    """The quantity from which the total is as dear again, and whether that quantity itself still costs less."""
    for step in steps:
        if step.flat + step.slope * step.start >= dearer:
            return step.start, upper is Bound.INCLUSIVE
        if step.slope:
            level = (dearer - step.flat) / step.slope
            if step.up_to is None or level < step.up_to or (level == step.up_to and upper is Bound.INCLUSIVE):
                return level, False
    return None, False


def _said(fall: Fall) -> Warning_:
    return Warning_(
        message=(
            "More costs less: %(fewer)s cost %(dearer)s, but %(more)s cost %(cheaper)s, and so on without end."
            if fall.until is None
            else "More costs less: %(fewer)s cost %(dearer)s, but %(more)s cost %(cheaper)s, and so on up to %(until)s."
            if fall.until_reached
            else "More costs less: %(fewer)s cost %(dearer)s, but %(more)s cost %(cheaper)s, and so on below %(until)s."
        ),
        params={
            "fewer": quantity(fall.fewer),
            "dearer": unit_price(fall.dearer),
            "more": quantity(fall.more),
            "cheaper": unit_price(fall.cheaper),
            "until": "" if fall.until is None else quantity(fall.until.quantize(GRAINS[-1], ROUND_CEILING, EXACT)),
        },
        field=f"tiers.{fall.tier}.start",
        value=fall.cheaper,
        limit=fall.dearer,
    )
