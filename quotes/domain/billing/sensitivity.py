"""What each form costs if the customer grows or shrinks, and if only his peaks do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.compared import PLACES, Demand, Priced, over_term
from quotes.domain.billing.forms import amount_of, billed
from quotes.domain.billing.months import MonthOfUse, Readings
from quotes.domain.pricing.charges.parts import exactly
from quotes.domain.usage.series import HIGHEST, SCALE, Month

NO_CHANGE = Percent(ZERO)
MOST_CHANGE = Percent(Decimal(1000))


@dataclass(frozen=True)
class Shift:
    """Percent points: `growth` of all use, and `peak` of each month's highest point beside it."""

    growth: Percent = NO_CHANGE
    peak: Percent = NO_CHANGE

    def __post_init__(self) -> None:
        for name, value in (("growth", self.growth), ("peak", self.peak)):
            if not -HUNDRED <= value.points <= MOST_CHANGE.points:
                raise Refusal("A change is from −100 to 1,000 %%.", field=name)


@exactly
def shifted(demand: Demand, shift: Shift) -> Demand:
    """The same customer with other peaks, and then grown."""
    months = tuple(_with_peak(month, shift.peak) for month in demand.months) if shift.peak.points else demand.months
    return replace(demand, months=tuple(month.moved(1 + shift.growth.ratio) for month in months))


def _with_peak(month: MonthOfUse, change: Percent) -> MonthOfUse:
    return replace(month, readings=Readings(month=peaked(month.readings.month, change)))


@exactly
def peaked(month: Month, change: Percent) -> Month:
    """The month with a peak so much higher or lower, and no less than its 95th percentile.

    What lies above the 95th is drawn out or pressed down towards it, all by the same share, to a thousandth; the other
    95 % stay as they were. Where nothing lies above the 95th, there is no peak to be changed.
    """
    level, peak = month.percentile_95, month.peak
    if peak == level:
        return month
    wanted = min(max(peak * (1 + change.ratio), level), Decimal(HIGHEST) / SCALE)
    base, share = int(level * SCALE), float((wanted - level) / (peak - level))
    # Binary fractions are fine enough here: a point has at most twelve digits, and a scenario is no bill.
    drawn = base + np.rint((month.by_day - base) * share).astype(np.int64)
    return replace(month, by_day=np.where(month.by_day > base, drawn, month.by_day))


def totals(demand: Demand, prices: Sequence[Priced], shift: Shift, term_months: int) -> tuple[Decimal | None, ...]:
    """The term under each tariff after the shift, with the bases that were chosen before it; None where it has none."""
    then = shifted(demand, shift)
    return tuple(
        None
        if one.total is None
        else round_to(amount_of(billed(one.tariff, over_term(then.of(one.tariff.counted), term_months))), PLACES)
        for one in prices
    )
