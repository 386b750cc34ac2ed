"""Tier tables: which quantities a row is for, and why a table with holes in it is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dealdesk.kernel.formats import quantity as written
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Word
from quotes.domain.pricing.charges import checks

MOST_TIERS = 50


class Bound(Word):
    """Whether a tier's upper bound still belongs to it (Stripe, OpenMeter, Lago) or to the next (Salesforce)."""

    INCLUSIVE = "inclusive", "The upper bound belongs to the tier"
    EXCLUSIVE = "exclusive", "The upper bound belongs to the next tier"


@dataclass(frozen=True, kw_only=True)
class Tier:
    """Quantities from `start` to `up_to`, or without end: a flat fee, a unit price, percent points of the amount.

    Where percent points are charged, the quantity is itself an amount of money.
    """

    start: Decimal = ZERO
    up_to: Decimal | None = None
    unit: Decimal = ZERO
    flat: Decimal = ZERO
    percent: Decimal = ZERO

    def holds(self, quantity: Decimal, upper: Bound) -> bool:
        """Whether the quantity is not beyond this tier; what lies before it belongs to earlier ones."""
        return self.up_to is None or (quantity <= self.up_to if upper is Bound.INCLUSIVE else quantity < self.up_to)

    def reached(self, quantity: Decimal, upper: Bound) -> bool:
        """Whether a quantity gets as far as this tier; the first one is reached by nothing at all."""
        return not self.start or (quantity > self.start if upper is Bound.INCLUSIVE else quantity >= self.start)

    def share(self, quantity: Decimal) -> Decimal:
        """The part of a quantity that lies between the tier's bounds."""
        return max(ZERO, (quantity if self.up_to is None else min(quantity, self.up_to)) - self.start)

    def span(self) -> dict[str, object]:
        return {"start": written(self.start), "end": "" if self.up_to is None else written(self.up_to)}


def at(tiers: Sequence[Tier], quantity: Decimal, upper: Bound) -> int:
    """The index of the tier a quantity falls in."""
    return next(i for i, tier in enumerate(tiers) if tier.holds(quantity, upper))


def check(tiers: Sequence[Tier]) -> None:
    """Refuses a table that is empty or too long, or has a gap, an overlap, a backward bound or no open end."""
    if not tiers:
        raise Refusal("A tier table needs at least one tier.", field="tiers")
    if len(tiers) > MOST_TIERS:
        raise Refusal("A tier table has at most %(most)s tiers.", most=MOST_TIERS, field="tiers")
    if tiers[0].start:
        raise Refusal(
            "The first tier begins at 0, not at %(start)s.", start=written(tiers[0].start), field="tiers.0.start"
        )
    for i, tier in enumerate(tiers):
        _check_numbers(tier, f"tiers.{i}")
        _check_bounds(tier, i, last=i == len(tiers) - 1)
        if i:
            _check_joint(tiers[i - 1], tier, i)


def _check_numbers(tier: Tier, field: str) -> None:
    checks.count(tier.start, "Start of a tier", f"{field}.start")
    if tier.up_to is not None:
        checks.count(tier.up_to, "End of a tier", f"{field}.up_to")
    checks.price(tier.unit, "Unit price", f"{field}.unit")
    checks.price(tier.flat, "Flat fee", f"{field}.flat")
    checks.percent(tier.percent, "Percentage", f"{field}.percent")


def _check_bounds(tier: Tier, i: int, *, last: bool) -> None:
    field = f"tiers.{i}.up_to"
    if last and tier.up_to is not None:
        raise Refusal(
            "The last tier must be open: nothing says what more than %(end)s costs. Leave its end empty.",
            end=written(tier.up_to),
            field=field,
        )
    if not last and tier.up_to is None:
        raise Refusal(
            "Tier %(tier)s has no end, so tier %(next)s would never be reached.", tier=i + 1, next=i + 2, field=field
        )
    if tier.up_to is not None and tier.up_to <= tier.start:
        raise Refusal(
            "Tier %(tier)s must end above %(start)s, where it begins.",
            tier=i + 1,
            start=written(tier.start),
            field=field,
        )


def _check_joint(before: Tier, tier: Tier, i: int) -> None:
    end = before.up_to
    if end is None or tier.start == end:
        return
    raise Refusal(
        "Between %(end)s, where tier %(before)s ends, and %(start)s, where tier %(tier)s begins, "
        "there is no price: begin tier %(tier)s at %(end)s."
        if tier.start > end
        else "From %(start)s, where tier %(tier)s begins, to %(end)s, where tier %(before)s ends, "
        "there are two prices: begin tier %(tier)s at %(end)s.",
        tier=i + 1,
        before=i,
        start=written(tier.start),
        end=written(end),
        field=f"tiers.{i}.start",
    )


def joined(rows: Sequence[Tier]) -> tuple[Tier, ...]:
    """The rows, each beginning where the one before it ends; for tables that name upper bounds only."""
    starts = [ZERO, *(row.up_to if row.up_to is not None else ZERO for row in rows)]
    return tuple(
        Tier(start=start, up_to=row.up_to, unit=row.unit, flat=row.flat, percent=row.percent)
        for start, row in zip(starts, rows, strict=False)
    )
