"""Scenarios and series to begin a test from."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from dealdesk.kernel.percent import Percent
from quotes.domain.metering.usage import Size
from quotes.domain.usage.between import Between
from quotes.domain.usage.rooms import Room, Topology
from quotes.domain.usage.scenario import Bitrate, Region, Scenario, Video
from quotes.domain.usage.series import SHANGHAI, Measure, Series

HD, FHD = Size(1280, 720), Size(1920, 1080)


def bitrate(low: int, high: int | None = None, *, size: Size = HD, on_wire: bool = True, fps: int = 30) -> Bitrate:
    return Bitrate(
        vendor="公司经验值",
        size=size,
        fps=fps,
        kbps=Between(Decimal(low), Decimal(high or low)),
        since=date(2026, 1, 1),
        source="报价规则 2026-01",
        on_wire=on_wire,
    )


def percent(points: Any) -> Percent:
    return Percent(Decimal(points))


def scenario(**changed: Any) -> Scenario:
    """One broadcast of 720p at 1–2 Mbps to 10,000 viewers, four hours on 22 days."""
    plain: dict[str, Any] = {
        "rooms": 1,
        "room": Room(topology=Topology.BROADCAST, hosts=1, audience=10_000),
        "videos": (Video(bitrate(1000, 2000)),),
        "hours_a_day": Decimal(4),
        "days_a_month": 22,
        "regions": (Region("华东"),),
    }
    return Scenario(**plain | changed)


def series(
    readings: Sequence[int], *, start: str = "2026-10-01 00:00", step: int = 5, measure: Measure = Measure.STREAMS
) -> Series:
    """Readings in thousandths."""
    return Series(
        measure=measure,
        start=datetime.fromisoformat(start).replace(tzinfo=SHANGHAI),
        step=step,
        points=np.array(readings, dtype=np.int64),
    )
