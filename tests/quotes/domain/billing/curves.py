"""Curves of use, short enough to be reckoned by hand, and tariffs to bill them by."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from dealdesk.kernel.percent import Percent
from quotes.domain.billing.compared import Demand
from quotes.domain.billing.months import MonthOfUse, as_billed, for_forecast
from quotes.domain.billing.tariffs import Billing, Counted, Every, Pack, Rate, Tariff
from quotes.domain.pricing.charges import Charge, PerUnit
from quotes.domain.usage.series import SHANGHAI, Measure, Series

A_DAY = 288
SINCE = date(2026, 1, 1)
START = datetime(2026, 4, 1, tzinfo=SHANGHAI)


def series(points: Sequence[float], *, step: int = 5) -> Series:
    """Streams from the first of a month of thirty days on."""
    values = np.array([round(point * 1000) for point in points], dtype=np.int64)
    return Series(measure=Measure.STREAMS, start=START, step=step, points=values)


def april(*days: Sequence[float]) -> Series:
    """Thirty days of 288 points: the days given, each filled up with its last point, and the last one over and over."""
    filled = [[*day, *[day[-1]] * (A_DAY - len(day))] for day in days]
    filled += [filled[-1]] * (30 - len(filled))
    return series([point for day in filled for point in day])


def month(given: Series) -> MonthOfUse:
    (found,) = as_billed(given.months)
    return found


def demand(given: Series, **worth: Any) -> Demand:
    known = {Counted(name): Decimal(str(value)) for name, value in worth.items()}
    return Demand(months=for_forecast(given.months), counted=Counted.STREAMS, worth=known)


def rate(price: Any, every: Every = Every.ONCE, *, per: int = 1) -> Rate:
    charge = price if isinstance(price, Charge) else PerUnit(unit=Decimal(str(price)))
    return Rate(charge=charge, every=every, per=Decimal(per))


def tariff(billing: Billing, **terms: Any) -> Tariff:
    return Tariff(billing=billing, source="合同样例", since=SINCE, **terms)


def every_form() -> list[Tariff]:
    """One tariff of each form, all in streams."""
    thousand = rate("1.05", per=1000)
    return [
        tariff(Billing.MINUTES, rate=thousand),
        tariff(Billing.TRAFFIC, rate=rate("0.5"), counted=Counted.MBPS),
        tariff(Billing.CONTRACT, rate=rate("49.6", Every.YEAR), level=Decimal(10_000)),
        tariff(Billing.MONTHLY_PEAK, rate=rate(84, Every.YEAR)),
        tariff(Billing.DAILY_PEAK, rate=rate("0.3")),
        tariff(Billing.MONTHLY_95, rate=rate(176, Every.YEAR)),
        tariff(Billing.ENHANCED_95, rate=rate(118, Every.YEAR), level=Decimal(1_000), floor=Percent(Decimal(20))),
        tariff(Billing.TRADITIONAL_95, rate=rate("0.4", Every.DAY), level=Decimal(1_000), floor=Percent(Decimal(20))),
        tariff(Billing.PACKAGES, pack=Pack(size=Decimal(1_000_000), price=Decimal(900), months=12), over=thousand),
        tariff(Billing.COMMITMENT, rate=rate("1.05", per=1000)),
        tariff(Billing.ELASTIC, rate=rate(138, Every.YEAR), over=rate("3.2", per=1000)),
    ]
