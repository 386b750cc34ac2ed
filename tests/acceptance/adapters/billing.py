"""Bandwidth billing: which point is billed, for how many days, at least how much, and what that costs."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import Percent
from quotes.domain.billing.tariffs import Every, Rate
from quotes.domain.metering.bandwidth import (
    five_percent,
    least_and_more,
    mbps_days,
    percentile_95,
    rank_95,
    share_of_month,
    valid_days_from,
)
from quotes.domain.pricing.charges import PerUnit
from tests.acceptance.adapters.metering import only
from tests.acceptance.adapters.registry import Inputs, adapts

# What vendors call one thing.
NAMES = {
    "points": ("points",),
    "start": ("start",),
    "value": ("p95_mbps", "peak_mbps", "month_peak", "cap_or_floor_mbps"),
    "cap": ("cap_mbps",),
    "floor": ("floor", "floor_ratio"),
    "used": ("valid_days", "used_days", "peak_days"),
    "held": ("floor_days",),
    "days": ("days",),
    "in_month": ("days_in_month",),
    "a_month": ("price", "price_per_mbps_month"),
    "a_day": ("price_day",),
}


@adapts("bandwidth_billing", rounded=True)
def bandwidth_billing(given: Inputs) -> dict[str, Any]:
    only(given, *(name for names in NAMES.values() for name in names))
    found = {what: given[name] for what, names in NAMES.items() for name in names if name in given}
    if "points" in found:
        found |= ranked(found["points"])
    used, in_month = days(found)
    made = {name: found[name] for name in ("five_pct", "drop", "billing_rank", "p95_mbps") if name in found}
    if in_month:
        made["factor"] = share_of_month(used, in_month)
    return made | (dict(paid(found, used, in_month)) if "value" in found else {})


def ranked(points: Any) -> dict[str, Any]:
    """Points as their number, or as what was read."""
    read = [Decimal(point) for point in points] if isinstance(points, list) else []
    count = len(read) or int(points)
    billed = {"p95_mbps": percentile_95(read), "value": percentile_95(read)} if read else {}
    return {"five_pct": five_percent(count), "drop": rank_95(count) - 1, "billing_rank": rank_95(count), **billed}


def days(found: Inputs) -> tuple[int, int]:
    """Days that were used, and those of the month; a month that is not spoken of is 0 days long.

    `days` alone are those that were used.
    """
    if "start" in found:
        used, in_month = valid_days_from(date.fromisoformat(found["start"]))
        return found.get("used", used), found.get("in_month", found.get("days", in_month))
    if "used" in found:
        return found["used"], found.get("in_month", found.get("days", 0))
    return found.get("days", found.get("in_month", 1)), found.get("in_month", 0)


def paid(found: Inputs, used: int, in_month: int) -> Iterator[tuple[str, Any]]:
    value, cap = Decimal(found["value"]), Decimal(found.get("cap", 0))
    least = Percent.from_ratio(Decimal(found.get("floor", 0))).of(cap)
    held = mbps_days(value, used, least=least, least_days=found.get("held", used))
    billable = EXACT.divide(held, Decimal(in_month or used))
    yield "billable_mbps", billable
    if "a_day" in found:
        every_day = rate(found["a_day"], Every.DAY)
        floor, more = least_and_more(value, least)
        yield "floor_per_day", every_day.month(floor, 1)
        yield "over_fee", every_day.month(more, used)
        yield "total", every_day.month(held, 1)
    elif "a_month" in found:
        yield "total", rate(found["a_month"], Every.MONTH).month(billable, in_month or used)


def rate(price: Any, every: Every) -> Rate:
    return Rate(charge=PerUnit(unit=Decimal(price)), every=every)
