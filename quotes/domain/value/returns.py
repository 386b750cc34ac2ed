"""Costs and benefits over years as one figure today: net present value, return, and when it has paid for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import accumulate, zip_longest

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

A_YEAR = Decimal(12)


@dataclass(frozen=True, kw_only=True)
class Returns:
    """Amounts in the customer's currency, unrounded; no `roi` without a cost, no `payback_months` where it is never."""

    costs: Decimal
    benefits: Decimal
    roi: Percent | None
    payback_months: Decimal | None

    @property
    def net(self) -> Decimal:
        return EXACT.subtract(self.benefits, self.costs)


def present_value(amounts: Sequence[Decimal], yearly_rate: Percent) -> Decimal:
    """The first amount is of today, each next one of a year's end later: Σ aₜ / (1 + r)ᵗ."""
    if yearly_rate.points <= -100:
        raise Refusal("A yearly rate is more than -100 %%.", field="yearly_rate")
    with localcontext(EXACT):
        growth = 1 + yearly_rate.ratio
        return sum((amount / growth**year for year, amount in enumerate(amounts)), ZERO)


def returns(costs: Sequence[Decimal], benefits: Sequence[Decimal], yearly_rate: Percent) -> Returns:
    """What is paid and what is got, both from today on, by year; the shorter one goes on with nothing.

    Forrester's TEI: return is the net present value over the present value of the costs; the payback is not discounted,
    and the amounts of a year come evenly through it.
    """
    paid, got = present_value(costs, yearly_rate), present_value(benefits, yearly_rate)
    return Returns(
        costs=paid,
        benefits=got,
        roi=Percent.part_of(EXACT.subtract(got, paid), paid) if paid else None,
        payback_months=_payback([EXACT.subtract(b, c) for c, b in zip_longest(costs, benefits, fillvalue=ZERO)]),
    )


def _payback(flows: Sequence[Decimal]) -> Decimal | None:
    """From when on the sum of all that came in and went out stays above zero; what is never below has paid at once."""
    with localcontext(EXACT):
        levels = list(accumulate(flows))
        below = [year for year, level in enumerate(levels) if level < 0]
        if not below:
            return ZERO
        last = below[-1]
        return None if last + 1 == len(flows) else A_YEAR * last - A_YEAR * levels[last] / flows[last + 1]
