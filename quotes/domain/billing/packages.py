"""Packages bought for use to come: how many, what each month draws from them, and what is left over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.periods import term
from quotes.domain.billing.tariffs import Pack, Rate
from quotes.domain.pricing.charges import Pack as Pool
from quotes.domain.pricing.charges import Ratio, deduct
from quotes.domain.pricing.charges.parts import exactly

# One kind of use, one for one; packages with weights are priced by the same rule.
USE = Ratio(name="use", weight=Decimal(1))


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One month: packages bought, what was taken from those that hold, and what none of them covered."""

    bought: int
    taken: Decimal
    over: Decimal


def drawn(pack: Pack, over: Rate, used: Sequence[Decimal], first: date) -> tuple[Drawn, ...]:
    """Month by month from the first on, exact; every month's use is what was taken and what is over, and no more."""
    found: list[Drawn] = []
    for start in range(0, len(used), pack.months):
        while_it_holds = used[start : start + pack.months]
        count = cheapest(pack, over, sum(while_it_holds, ZERO)) if pack.count is None else pack.count
        found += _from(count, pack, while_it_holds, first)
    return tuple(found)


@exactly
def cheapest(pack: Pack, over: Rate, use: Decimal) -> int:
    """None, as many as are used up, or one more: whichever costs least with what is left over, of equals the fewest."""
    full = int((use / pack.size).to_integral_value(ROUND_FLOOR))

    def cost(count: int) -> Decimal:
        return count * pack.price + over.month(max(ZERO, use - count * pack.size), 1)

    return min({0, full, full + 1}, key=lambda count: (cost(count), count))


@exactly
def _from(count: int, pack: Pack, used: Sequence[Decimal], first: date) -> list[Drawn]:
    holds = term(first, pack.months)
    pool = Pool(left=count * pack.size, last_day=holds.last_day or first)
    found = []
    for number, use in enumerate(used):
        taken = deduct((USE,), {USE.name: use}, (pool,), on=first)
        over = sum((one.units for one in taken.over), ZERO)
        found.append(Drawn(bought=0 if number else count, taken=use - over, over=over))
        (pool,) = taken.packs
    return found
