"""What each form costs if the customer grows or shrinks, and if only his peaks do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dealdesk.kernel.money import ZERO, round_to
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.billing.compared import Demand, Priced, above_contract, over_term
from quotes.domain.billing.forms import amount_of, billed
from quotes.domain.billing.months import MonthOfUse, peak_of
from quotes.domain.pricing.charges.parts import exactly

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
    return replace(month, readings=month.readings.peaked(change))


def totals(demand: Demand, prices: Sequence[Priced], shift: Shift, term_months: int) -> tuple[Decimal | None, ...]:
    """The term under each tariff after the shift, with the levels that were chosen before it.

    None where it has no price, and where a contract that carried the peak does not carry it any more.
    """
    then = shifted(demand, shift)
    return tuple(_total(then, one, term_months) for one in prices)


def _total(then: Demand, one: Priced, term_months: int) -> Decimal | None:
    if one.total is None:
        return None
    months = over_term(then.of(one.tariff.counted), term_months, then.growth)
    if one.warning is None and above_contract(one.tariff, peak_of(months)):
        return None
    return round_to(amount_of(billed(one.tariff, months)), one.places)
