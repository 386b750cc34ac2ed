"""A usage scenario as months of use: usual hours at the usual level, under a peak that is only known as the most."""

from datetime import date
from decimal import Decimal
from itertools import groupby

import numpy as np

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.periods import add_months
from quotes.domain.billing.months import MonthOfUse, Supposed
from quotes.domain.usage.demand import Load, loads
from quotes.domain.usage.scenario import Scenario
from quotes.domain.usage.series import A_DAY, FIVE, SCALE, Month

AN_HOUR = Decimal(60)
# A scenario without a first day has months of thirty days that belong to no year.
NO_YEAR = date(2000, 1, 1)


def supposed(scenario: Scenario) -> tuple[MonthOfUse, ...]:
    """Streams pulled in all regions together, month by month of the scenario's term, each with its growth."""
    by_month = groupby(loads(scenario), key=lambda load: load.month)
    return tuple(_month(list(regions), scenario) for _, regions in by_month)


def _month(regions: list[Load], scenario: Scenario) -> MonthOfUse:
    load, width = regions[0], A_DAY // FIVE
    points = max(1, min(width, int(round_to(EXACT.divide(scenario.hours_a_day * AN_HOUR, Decimal(FIVE)), 0))))
    minutes = sum((region.stream_minutes for region in regions), ZERO)
    valid = load.valid_days
    level = EXACT.divide(minutes, Decimal(max(1, valid * points * FIVE)))
    by_day = np.zeros((load.days, width), dtype=np.int64)
    by_day[:valid, :points] = int(round_to(level * SCALE, 0))
    first = load.first_day or add_months(NO_YEAR, load.month - 1)
    month = Month(first_day=first, days_in_month=load.days, by_day=by_day)
    most = sum((region.streams_out for region in regions), ZERO)
    return MonthOfUse(readings=Supposed(month=month, most=max(most, month.peak)), of_days=load.days)
