"""One measured series: its months, its picture, and what was the matter with the file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import points, quantity
from dealdesk.kernel.workdays import china
from dealdesk.web.charts import PHONE, Level, Picture, curve, daily, either
from quotes.domain.usage.reading import Issue, Trouble
from quotes.domain.usage.series import FIVE, Measure, Month, Series, thousandths
from quotes.models import QuoteVersion, UsageSeries
from quotes.queries.usage.scenario import Standing
from quotes.queries.usage.words import read, unit_of

AN_HOUR = 60 // FIVE
# Troubles that are told one by one; the rest are counted.
SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    key: str
    valid_days: int
    days: int
    missing: int
    peak: str
    percentile: str
    enhanced: str
    daily: str
    mean: str
    used: str
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """Lines as they are read aloud, what is the matter, and the cell."""

    lines: str
    what: str
    shown: str
    stops: bool


@dataclass(frozen=True, kw_only=True)
class SeriesScreen:
    pk: int
    name: str
    source: str
    file_name: str
    sha256: str
    counts: str
    unit: str
    since: datetime
    until: datetime
    step: int
    size: int
    missing: int
    peak: str
    peak_at: datetime
    mean: str
    percentile: str
    used: str
    months: tuple[MonthRow, ...]
    month: str
    picture: Picture
    overview: Picture
    issues: tuple[IssueRow, ...]
    uploaded_by: str
    uploaded_at: datetime
    is_current: bool
    versions: tuple[Standing, ...]


def series_screen(row: UsageSeries, month: str = "") -> SeriesScreen:
    """`month` as 2026-10; without it, or where there is none, the month of the highest peak. One statement more."""
    series, measure = row.series(), Measure(row.measure)
    chosen = _chosen(series, month)
    whole = series.whole
    standing = QuoteVersion.objects.filter(usage__series=row).select_related("quote").order_by("-number")
    return SeriesScreen(
        pk=row.pk,
        name=row.name,
        source=row.source,
        file_name=row.file_name,
        sha256=row.sha256,
        counts=gettext(measure.label),
        unit=unit_of(measure),
        since=series.start,
        until=series.end,
        step=row.step,
        size=row.size,
        missing=row.missing,
        peak=read(row.peak, measure),
        peak_at=row.peak_moment,
        mean=read(row.mean, measure),
        percentile=read(whole.percentile_95, measure),
        used=_used(row.mean, row.peak),
        months=tuple(_month(one, measure, is_shown=one is chosen) for one in series.months),
        month=_key(chosen),
        picture=_picture(chosen, measure),
        overview=_overview(series, measure) if len(series.fives) > chosen.days_in_month else Picture(),
        issues=issue_rows(row.read_issues()),
        uploaded_by=row.uploaded_by.name,
        uploaded_at=row.uploaded_at,
        is_current=row.removed_at is None,
        versions=tuple(Standing(pk=version.pk, name=str(version), title=version.quote.title) for version in standing),
    )


def issue_rows(issues: Iterable[Issue]) -> tuple[IssueRow, ...]:
    """What stops a file first, each by line."""
    told = sorted(issues, key=lambda one: not one.stops)[:SHOWN]
    return tuple(_issue(issue) for issue in told)


def _issue(issue: Issue) -> IssueRow:
    lines = f"{issue.line:,}" if issue.line == issue.last else f"{issue.line:,}–{issue.last:,}"
    what = gettext(issue.trouble.label)
    if issue.trouble is Trouble.GAP:
        words = gettext("%(count)s readings are missing, from %(since)s on")
        what = words % {"count": f"{issue.count:,}", "since": issue.shown}
    shown = "" if issue.trouble is Trouble.GAP else issue.shown
    return IssueRow(lines=lines, what=what, shown=shown, stops=issue.stops)


def _chosen(series: Series, key: str) -> Month:
    found = next((month for month in series.months if _key(month) == key), None)
    return found or max(series.months, key=lambda month: month.peak)


def _key(month: Month) -> str:
    return f"{month.first_day:%Y-%m}"


def _month(month: Month, measure: Measure, *, is_shown: bool) -> MonthRow:
    return MonthRow(
        key=_key(month),
        valid_days=month.valid_days,
        days=month.days_in_month,
        missing=month.missing,
        peak=read(month.peak, measure),
        percentile=read(month.percentile_95, measure),
        enhanced=read(month.enhanced_95, measure),
        daily=read(month.daily_peak_mean, measure),
        mean=read(month.mean, measure),
        used=_used(month.mean, month.peak),
        is_shown=is_shown,
    )


def _used(mean: Decimal, peak: Decimal) -> str:
    return points(mean / peak * 100) if peak else ""


def _picture(month: Month, measure: Measure) -> Picture:
    """Hour by hour the highest reading, with the lines that bandwidth is billed by."""
    days = month.by_day
    hours = days.reshape(len(days), -1, AN_HOUR).max(axis=2).clip(min=0).ravel()
    values = [thousandths(int(value)) for value in hours]
    unit = unit_of(measure)
    levels = (
        Level(label=gettext("Peak"), value=month.peak, kind="theirs", unit=unit),
        Level(label=gettext("Enhanced 95"), value=month.enhanced_95, kind="promised", unit=unit),
        Level(label=gettext("Monthly 95"), value=month.percentile_95, kind="black", unit=unit),
        Level(label=gettext("Mean"), value=month.mean, kind="mean", unit=unit),
    )
    label = gettext("%(month)s: %(levels)s") % {"month": _key(month), "levels": _told(levels)}
    off = days_off(month.first_day, len(days))
    return either(
        curve(values, first=month.first_day, levels=levels, shaded=off, label=label),
        curve(values, first=month.first_day, levels=levels, shaded=off, label=label, width=PHONE, height=240),
    )


def _overview(series: Series, measure: Measure) -> Picture:
    """Day by day the highest reading, over all of it."""
    values = [thousandths(max(int(value), 0)) for value in series.fives.max(axis=1)]
    whole, unit = series.whole, unit_of(measure)
    levels = (
        Level(label=gettext("Peak"), value=whole.peak, kind="theirs", unit=unit),
        Level(label=gettext("95th of all"), value=whole.percentile_95, kind="black", unit=unit),
        Level(label=gettext("Mean"), value=whole.mean, kind="mean", unit=unit),
    )
    first = series.start.date()
    span = {"first": f"{first:%Y-%m-%d}", "days": quantity(Decimal(len(values))), "levels": _told(levels)}
    label = gettext("%(days)s days from %(first)s: %(levels)s") % span
    return either(
        daily(values, first=first, levels=levels, label=label),
        daily(values, first=first, levels=levels, label=label, width=PHONE, height=200),
    )


def _told(levels: tuple[Level, ...]) -> str:
    return "; ".join(f"{level.label} {level.words}" for level in levels)


def days_off(first: date, days: int) -> frozenset[date]:
    """Weekends and holidays, less the weekend days that are worked."""
    calendar = china(first.year, first.year + 1)
    every = (first + timedelta(days=number) for number in range(days))
    return frozenset(day for day in every if not calendar.is_workday(day))
