"""What a customer will use, month by month, as they told or measured it; nothing of what it costs us is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from dealdesk.kernel.money import round_to
from quotes.domain.usage.demand import Load
from quotes.models import QuoteVersion, VersionUsage


@dataclass(frozen=True, kw_only=True)
class TrafficMonth:
    """Traffic to users in whole GB over all regions, and the most streams at once; `is_partial` where readings of the
    month are missing, so that it is at least this."""

    number: int
    first_day: date | None
    gb: Decimal
    streams: Decimal
    is_partial: bool = False


@dataclass(frozen=True, kw_only=True)
class Traffic:
    is_measured: bool
    months: tuple[TrafficMonth, ...]

    @property
    def most(self) -> TrafficMonth:
        return max(self.months, key=lambda month: month.gb)

    @property
    def streams(self) -> Decimal:
        return max(month.streams for month in self.months)


def traffic_of(version: QuoteVersion) -> Traffic | None:
    """Of the use that this offer stands on, for its months of service; None where it stands on none. One statement."""
    found = VersionUsage.objects.select_related("scenario", "series").defer("series__issues")
    usage = found.filter(version=version).first()
    if usage is None:
        return None
    told = usage.loads(version.term_months + version.free_months)
    months = tuple(_month(number, tuple(part)) for number, part in groupby(told, key=lambda load: load.month))
    return Traffic(is_measured=usage.series_id is not None, months=months) if any(one.gb for one in months) else None


def _month(number: int, loads: Iterable[Load]) -> TrafficMonth:
    told = tuple(loads)
    return TrafficMonth(
        number=number,
        first_day=told[0].first_day,
        gb=round_to(sum((load.egress_gb for load in told), Decimal(0)), 0),
        streams=round_to(sum((load.streams_out for load in told), Decimal(0)), 0),
        is_partial=any(load.is_partial for load in told),
    )
