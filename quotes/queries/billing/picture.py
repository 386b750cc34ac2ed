"""The month with the highest peak, hour by hour, with the lines that the forms of billing draw through it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.money import ZERO
from dealdesk.kernel.workdays import china
from dealdesk.web.charts import EMPTY, PHONE, Level, Picture, curve, either
from quotes.domain.billing.compared import Demand
from quotes.domain.billing.months import MonthOfUse, mean_of
from quotes.domain.billing.tariffs import Billing, Tariff
from quotes.domain.usage.series import thousandths
from quotes.queries.billing.uses import Use
from quotes.queries.billing.words import counted_word

AN_HOUR = 12
DRAWN = frozenset({Billing.CONTRACT, Billing.ELASTIC})
# Where only the kind of line differs, and not what it says.
KINDS = {
    Billing.MONTHLY_PEAK: "theirs",
    Billing.ENHANCED_95: "promised",
    Billing.MONTHLY_95: "black",
    Billing.CONTRACT: "authority",
    Billing.ELASTIC: "target",
}


def pictures(demand: Demand, tariffs: Sequence[Tariff], use: Use) -> Picture:
    """Wide, and as a phone shows it; nothing where the use is no curve."""
    if not demand.months or not use.is_measured:
        return EMPTY
    month = max(demand.months, key=lambda one: one.peak)
    levels = tuple(_levels(month, tariffs, counted_word(demand.counted)))
    hours, first = _hours(month), month.readings.month.first_day
    off = _days_off(first, len(hours) // 24)
    label = gettext("%(month)s: %(levels)s") % {
        "month": f"{first:%Y-%m}",
        "levels": "; ".join(f"{level.label} {level.words}" for level in levels),
    }
    return either(
        curve(hours, first=first, levels=levels, shaded=off, label=label),
        curve(hours, first=first, levels=levels, shaded=off, label=label, width=PHONE, height=240),
    )


def _hours(month: MonthOfUse) -> list[Decimal]:
    """The highest point of each hour; nothing where nothing was read."""
    by_day = month.readings.month.by_day
    highest = by_day.reshape(len(by_day), -1, AN_HOUR).max(axis=2).clip(min=0)
    return [thousandths(int(value)) for value in highest.ravel()]


def _levels(month: MonthOfUse, tariffs: Sequence[Tariff], unit: str) -> Iterator[Level]:
    figures = {
        Billing.MONTHLY_PEAK: month.peak,
        Billing.ENHANCED_95: month.enhanced_95,
        Billing.MONTHLY_95: month.percentile_95,
    }
    for billing, value in figures.items():
        yield Level(label=gettext(billing.label), value=value, kind=KINDS[billing], unit=unit)
    for tariff in tariffs:
        # A contract for the peak is the peak's own line.
        if tariff.billing in DRAWN and tariff.level is not None and tariff.level != month.peak:
            label = gettext("Contract") if tariff.billing is Billing.CONTRACT else gettext("Base")
            yield Level(label=label, value=tariff.level, kind=KINDS[tariff.billing], unit=unit)
    yield Level(label=gettext("Mean"), value=mean_of([month]) or ZERO, kind="mean", unit=unit)


def _days_off(first: date, days: int) -> frozenset[date]:
    calendar = china(first.year, first.year + 1)
    every = (first + timedelta(days=number) for number in range(days))
    return frozenset(day for day in every if not calendar.is_workday(day))
