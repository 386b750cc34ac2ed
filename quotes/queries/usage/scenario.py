"""One scenario: what was told, the bandwidth it needs, its load month by month, and the versions that stand on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext

from dealdesk.kernel.formats import percent, quantity
from quotes.domain.usage.bandwidth import at_peak, kind_mbps
from quotes.domain.usage.demand import Load, loads
from quotes.domain.usage.pools import offered_by
from quotes.domain.usage.scenario import Extra, Scenario
from quotes.models import QuoteVersion, UsageScenario
from quotes.queries.usage.words import Figure, heads, rate, short, stretch, volume


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of picture in the mix, and what one stream of it takes with its sound."""

    name: str
    share: str
    rate: str
    since: date
    source: str
    on_wire: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """A month over all regions, or a region of the first month."""

    label: str
    streams: str
    egress: str
    ingress: str
    volume: str
    minutes: str


@dataclass(frozen=True)
class Pool:
    """What runs beside the calls; `erlangs` as it is written into an address."""

    label: str
    told: str
    erlangs: str


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What a scenario comes to: the figures of the first month, and how it goes on."""

    egress: str
    assumed: str
    figures: tuple[Figure, ...]
    kinds: tuple[Kind, ...]
    regions: tuple[Part, ...]
    months: tuple[Part, ...]
    pools: tuple[Pool, ...]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A version whose cost is reckoned from this scenario."""

    pk: int
    name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ScenarioScreen:
    pk: int
    name: str
    revision: int
    saved_by: str
    saved_at: datetime
    is_current: bool
    newer: int | None
    older: int | None
    topology: str
    facts: tuple[Figure, ...]
    reckoned: Reckoned
    versions: tuple[Standing, ...]


def scenario_screen(row: UsageScenario) -> ScenarioScreen:
    """One statement beyond the row that was opened."""
    told = row.scenario()
    successor = getattr(row, "successor", None)
    standing = QuoteVersion.objects.filter(usage__scenario=row).select_related("quote").order_by("-number")
    return ScenarioScreen(
        pk=row.pk,
        name=row.name,
        revision=row.revision,
        saved_by=row.saved_by.name,
        saved_at=row.saved_at,
        is_current=successor is None and row.removed_at is None,
        newer=successor.pk if successor else None,
        older=row.based_on_id,
        topology=gettext(told.room.topology.label),
        facts=tuple(_facts(told)),
        reckoned=reckoned(told),
        versions=tuple(Standing(pk=version.pk, name=str(version), title=version.quote.title) for version in standing),
    )


def reckoned(scenario: Scenario) -> Reckoned:
    peak, every = at_peak(scenario), loads(scenario)
    first = [load for load in every if load.month == 1]
    return Reckoned(
        egress=stretch(peak.egress),
        assumed=rate(peak.egress.at(scenario.bound)),
        figures=tuple(_figures(scenario, first)),
        kinds=tuple(_kinds(scenario)),
        regions=tuple(_part(load.region, [load]) for load in first) if len(first) > 1 else (),
        months=tuple(_months(every)),
        pools=tuple(
            Pool(gettext(one.resource.label), short(one.erlangs), f"{one.erlangs:.4f}".rstrip("0").rstrip("."))
            for one in offered_by(scenario)
        ),
    )


def _figures(scenario: Scenario, first: list[Load]) -> Iterator[Figure]:
    peak = at_peak(scenario)
    yield Figure(gettext("Streams pulled at the peak"), heads(peak.streams_out))
    yield Figure(gettext("People at the peak"), heads(peak.people))
    yield Figure(gettext("One stream"), stretch(peak.stream))
    yield Figure(gettext("Incoming at the peak"), stretch(peak.ingress))
    if peak.between.high:
        yield Figure(gettext("Between servers at the peak"), stretch(peak.between))
    yield Figure(gettext("Outgoing in a month"), volume(_sum(load.egress_gb for load in first)))
    yield Figure(gettext("User minutes a month"), heads(_sum(load.user_minutes for load in first)))
    yield Figure(gettext("Stream minutes a month"), heads(_sum(load.stream_minutes for load in first)))
    for label, minutes in (
        (gettext("Recorded minutes a month"), _sum(load.recorded_minutes for load in first)),
        (gettext("Mixed minutes a month"), _sum(load.mixed_minutes for load in first)),
        (gettext("Pushed minutes a month"), _sum(load.pushed_minutes for load in first)),
    ):
        if minutes:
            yield Figure(label, heads(minutes))


def _kinds(scenario: Scenario) -> Iterator[Kind]:
    for video in scenario.videos:
        yield Kind(
            name=video.bitrate.name,
            share=percent(video.share.points),
            rate=stretch(kind_mbps(scenario, video)),
            since=video.bitrate.since,
            source=video.bitrate.source,
            on_wire=video.bitrate.on_wire,
        )


def _months(every: tuple[Load, ...]) -> Iterator[Part]:
    """Only the first one where all are alike."""
    parts = [
        _part(f"{first:%Y-%m-%d}" if (first := together[0].first_day) else str(number), together)
        for number, found in groupby(every, key=lambda load: load.month)
        for together in [list(found)]
    ]
    bodies = {(part.streams, part.egress, part.volume, part.minutes) for part in parts}
    yield from parts if len(bodies) > 1 else ()


def _part(label: str, together: list[Load]) -> Part:
    return Part(
        label=label,
        streams=heads(_sum(load.streams_out for load in together)),
        egress=rate(_sum(load.egress.peak for load in together)),
        ingress=rate(_sum(load.ingress.peak for load in together)),
        volume=volume(_sum(load.egress_gb for load in together)),
        minutes=heads(_sum(load.user_minutes for load in together)),
    )


def _facts(told: Scenario) -> Iterator[Figure]:
    room = told.room
    yield Figure(gettext("Rooms at the same time"), quantity(Decimal(told.rooms)))
    yield Figure(gettext("Sending, per room"), quantity(Decimal(room.hosts)))
    if room.audience:
        yield Figure(gettext("Only watching, per room"), quantity(Decimal(room.audience)))
    if room.most_pulled:
        yield Figure(gettext("Streams shown at most"), str(room.most_pulled))
    if room.servers > 1:
        yield Figure(gettext("Servers per room"), str(room.servers))
    if told.sound:
        words = gettext("%(kbps)s kbps, packets of %(ms)s ms")
        yield Figure(
            gettext("Sound"),
            words % {"kbps": short(told.sound.kbps), "ms": told.sound.packet_ms},
            _redundancy(told.sound.redundancy.points),
        )
    if told.simulcast_kbps:
        yield Figure(gettext("Smaller layers sent too, kbps"), "、".join(map(short, told.simulcast_kbps)))
    if told.video_redundancy.points:
        yield Figure(gettext("Picture redundancy"), percent(told.video_redundancy.points))
    yield Figure(gettext("Hours a day"), short(told.hours_a_day))
    yield Figure(gettext("Days a month"), str(told.days_a_month))
    yield Figure(gettext("Peak over usual"), f"× {short(told.peak_factor)}")
    yield Figure(gettext("Growth a month"), percent(told.growth.points))
    yield Figure(
        gettext("Term in months"), str(told.term_months), f"{told.starts_on:%Y-%m-%d}" if told.starts_on else ""
    )
    yield Figure(
        gettext("Regions"), "、".join(f"{region.name} {percent(region.share.points)}" for region in told.regions)
    )
    for label, extra in (
        (gettext("Rooms recorded"), told.recorded),
        (gettext("Rooms mixed or transcoded"), told.mixed),
        (gettext("Rooms pushed to a CDN"), told.pushed),
    ):
        if extra.share.points:
            yield Figure(label, _extra(extra))
    if told.turned.points:
        yield Figure(gettext("Traffic through TURN"), percent(told.turned.points))


def _extra(extra: Extra) -> str:
    return f"{percent(extra.share.points)} × {extra.copies}"


def _redundancy(points: Decimal) -> str:
    return gettext("redundancy %(points)s") % {"points": percent(points)} if points else ""


def _sum(values: Iterator[Decimal]) -> Decimal:
    return sum(values, Decimal(0))
