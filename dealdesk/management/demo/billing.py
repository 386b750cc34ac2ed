"""The deal that contracts a hundred thousand streams and uses a few thousand: its curve, and the forms that fit it."""

from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import numpy as np

from dealdesk.management.demo.people import read
from dealdesk.management.demo.times import day, on
from quotes.actions.billing import add_tariff
from quotes.actions.usage import choose_usage, keep_series, save_scenario
from quotes.domain.billing.tariffs import Billing, Every, Pack, Rate, Tariff
from quotes.domain.metering.usage import Size
from quotes.domain.pricing.charges import PerUnit
from quotes.domain.usage.between import Between
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Bitrate, Region, Scenario, Video
from quotes.domain.usage.series import SHANGHAI, Measure, Series
from stakeholders.models import Deal, User

STEP, A_DAY, A_YEAR = 5, 288, 365
SEED = 20_261_124
THOUSAND = Decimal(1000)
VAT = Decimal(6)


def tell(cast: dict[str, User], at: datetime) -> None:
    """Everything at a time before the demo is loaded, through the actions that the screens call."""
    told = read("billing")
    deal = Deal.objects.get(customer__short_name=told["short_name"])
    by, then = cast[told["owner"]], day(at, -3)
    series = _series(told["series"], at)
    kept = keep_series(
        deal=deal,
        name=told["series"]["name"],
        series=series,
        issues=(),
        file_name=told["series"]["file_name"],
        sha256=sha256(series.points.tobytes()).hexdigest(),
        source=told["series"]["source"],
        by=by,
        at=then,
    )
    scenario = save_scenario(
        deal=deal, name=told["scenario"]["name"], told=_scenario(told["scenario"], at), by=by, at=then
    )
    latest = deal.quotes.get().versions.order_by("-number")[0]
    choose_usage(version=latest, scenario=scenario, series=kept, by=by, at=then)
    for one in told["tariffs"]:
        add_tariff(deal=deal, tariff=_tariff(one, at), currency="CNY", tax_included=True, by=by, at=then)


def _series(told: dict[str, Any], at: datetime) -> Series:
    """A year that ended with last month: quiet nights, evening lessons, livelier weekends, and two festivals."""
    end = on(at, 0).replace(day=1)
    first = end.replace(year=end.year - 1)
    days = [first + timedelta(days=number) for number in range((end - first).days)]
    noise = np.random.default_rng(SEED)
    shape = np.exp(-((np.arange(A_DAY) - 246) ** 2) / 900)
    rows = []
    for today in days:
        lively = told["weekend"] if today.weekday() >= 5 else 1.0
        row = told["usual"] * noise.uniform(0.6, 1.1, A_DAY) + told["evening"] * lively * shape * noise.uniform(0.85, 1)
        if f"{today:%m-%d}" in told["festivals"]:
            row = np.maximum(row, told["festival"] * np.exp(-((np.arange(A_DAY) - 250) ** 2) / 60))
        rows.append(row)
    start = datetime(first.year, first.month, first.day, tzinfo=SHANGHAI)
    points = np.rint(np.concatenate(rows)).astype(np.int64) * 1000
    return Series(measure=Measure.STREAMS, start=start, step=STEP, points=points)


def _scenario(told: dict[str, Any], at: datetime) -> Scenario:
    """What one stream of the curve is: a small picture in a broadcast, all of it served from one region."""
    low, high = (Decimal(kbps) for kbps in told["kbps"])
    picture = Bitrate(
        vendor="公司口径",
        size=Size(*told["size"]),
        fps=15,
        kbps=Between(low, high),
        since=on(at, -300),
        source="演示数据：虚构的码率",
        on_wire=True,
    )
    return Scenario(
        rooms=1,
        room=Room(topology=Topology.BROADCAST, hosts=1, audience=told["audience"]),
        videos=(Video(picture),),
        hours_a_day=Decimal(told["hours"]),
        days_a_month=30,
        regions=(Region(told["region"]),),
    )


def _tariff(told: dict[str, Any], at: datetime) -> Tariff:
    billing = Billing(told["billing"])
    per = THOUSAND if billing is Billing.MINUTES else Decimal(1)
    pack = None
    if billing is Billing.PACKAGES:
        pack = Pack(size=Decimal(told["size"]), price=Decimal(told["price"]), months=told["months"])
    return Tariff(
        billing=billing,
        name=told["name"],
        source="演示数据：虚构的单价",
        since=on(at, -300),
        vat_rate=VAT,
        rate=_rate(told["rate"], per, Every(told.get("every", Every.ONCE))) if "rate" in told else None,
        over=_rate(told["over"], THOUSAND, Every.ONCE) if "over" in told else None,
        level=Decimal(told["level"]) if "level" in told else None,
        pack=pack,
    )


def _rate(price: str, per: Decimal, every: Every) -> Rate:
    return Rate(charge=PerUnit(unit=Decimal(price)), per=per, every=every)
