"""A deal's use: its scenarios and readings, and which of them its versions stand on."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import points
from dealdesk.kernel.words import label
from quotes.domain.lifecycle import VersionState
from quotes.domain.usage.bandwidth import at_peak
from quotes.domain.usage.demand import loads
from quotes.domain.usage.series import Measure
from quotes.models import QuoteVersion, UsageScenario, UsageSeries, VersionUsage
from quotes.queries.usage.words import heads, read, stretch, unit_of, volume
from stakeholders.models import Deal

MOST_VERSIONS = 12


@dataclass(frozen=True, kw_only=True)
class ScenarioRow:
    pk: int
    name: str
    revision: int
    saved_by: str
    saved_at: datetime
    streams: str
    egress: str
    volume: str


@dataclass(frozen=True, kw_only=True)
class SeriesRow:
    pk: int
    name: str
    source: str
    counts: str
    since: datetime
    until: datetime
    step: int
    peak: str
    mean: str
    used: str
    missing: int
    uploaded_by: str


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version and the use it stands on; `may_choose` where it may be said or said otherwise."""

    pk: int
    name: str
    title: str
    state: str
    scenario: str
    revision: int
    series: str
    may_choose: bool


@dataclass(frozen=True, kw_only=True)
class UsageScreen:
    scenarios: tuple[ScenarioRow, ...]
    series: tuple[SeriesRow, ...]
    versions: tuple[VersionRow, ...]


def usage_screen(deal: Deal) -> UsageScreen:
    """Three statements, whatever there is; no readings are read."""
    scenarios = UsageScenario.objects.current().filter(deal=deal).select_related("saved_by").order_by("-saved_at")
    series = UsageSeries.objects.current().listed().filter(deal=deal).select_related("uploaded_by").order_by("-id")
    versions = (
        QuoteVersion.objects.filter(quote__deal=deal)
        .exclude(state=VersionState.VOID)
        .select_related("quote", "usage__scenario", "usage__series")
        .defer("usage__series__points", "usage__series__issues")
        .order_by("-quote__updated_at", "-quote_id", "-number")
    )
    return UsageScreen(
        scenarios=tuple(map(_scenario, scenarios)),
        series=tuple(map(_series, series)),
        versions=tuple(map(_version, versions[:MOST_VERSIONS])),
    )


def _scenario(row: UsageScenario) -> ScenarioRow:
    told = row.scenario()
    peak = at_peak(told)
    first = loads(replace(told, term_months=1))
    return ScenarioRow(
        pk=row.pk,
        name=row.name,
        revision=row.revision,
        saved_by=row.saved_by.name,
        saved_at=row.saved_at,
        streams=heads(peak.streams_out),
        egress=stretch(peak.egress),
        volume=volume(sum((load.egress_gb for load in first), Decimal(0))),
    )


def _series(row: UsageSeries) -> SeriesRow:
    measure = Measure(row.measure)
    return SeriesRow(
        pk=row.pk,
        name=row.name,
        source=row.source,
        counts=unit_of(measure),
        since=row.start,
        until=row.start + timedelta(minutes=row.step * row.size),
        step=row.step,
        peak=read(row.peak, measure),
        mean=read(row.mean, measure),
        used=points(row.mean / row.peak * 100) if row.peak else "",
        missing=row.missing,
        uploaded_by=row.uploaded_by.name,
    )


def _version(row: QuoteVersion) -> VersionRow:
    chosen: VersionUsage | None = getattr(row, "usage", None)
    return VersionRow(
        pk=row.pk,
        name=str(row),
        title=row.quote.title,
        state=gettext(label(VersionState(row.state))),
        scenario=chosen.scenario.name if chosen else "",
        revision=chosen.scenario.revision if chosen else 0,
        series=chosen.series.name if chosen and chosen.series else "",
        may_choose=chosen is None or row.is_draft,
    )
