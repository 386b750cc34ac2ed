"""What a customer will use: scenarios and readings of a deal, which of them a version stands on, and bitrates."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dealdesk.db import choices, one_of, paired
from quotes.domain.metering.usage import Size
from quotes.domain.usage.between import Between
from quotes.domain.usage.demand import Load, loads, loads_of_series
from quotes.domain.usage.reading import Issue, Trouble
from quotes.domain.usage.scenario import LONGEST_TERM, Bitrate, Scenario
from quotes.domain.usage.series import MOST_POINTS, SHANGHAI, STEPS, Measure, Series
from quotes.domain.usage.stored import from_json, unpacked
from quotes.models.quotes import QuoteVersion
from stakeholders.models import Deal

# Once removed it stays so, and nothing else about it ever moves.
ONLY_REMOVED = """
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'pgtrigger: what a version may stand on is never deleted';
    END IF;
    IF OLD.removed_at IS NOT NULL
       OR to_jsonb(OLD) - 'removed_at' - 'removed_by_id' IS DISTINCT FROM
          to_jsonb(NEW) - 'removed_at' - 'removed_by_id' THEN
        RAISE EXCEPTION 'pgtrigger: what a version may stand on never changes; make a new one';
    END IF;
    RETURN NEW;
"""


def kept(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=pgtrigger.Update | pgtrigger.Delete, func=ONLY_REMOVED
    )


class BitrateRowQuerySet(models.QuerySet["BitrateRow"]):
    def current(self) -> Self:
        return self.filter(removed_at__isnull=True)


class BitrateRow(models.Model):
    """One row of a vendor's bitrate table, or of our own rule; a scenario copies what it takes, with the source.

    Rows that came with the desk were added by nobody.
    """

    vendor = models.CharField(max_length=60)
    profile = models.CharField(max_length=60, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # Not every table says at how many frames a second.
    fps = models.PositiveSmallIntegerField(null=True, blank=True)
    low_kbps = models.DecimalField(max_digits=12, decimal_places=3)
    high_kbps = models.DecimalField(max_digits=12, decimal_places=3)
    # The figure is bandwidth: headers and redundancy are in it.
    on_wire = models.BooleanField(default=False)
    since = models.DateField()
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = BitrateRowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["vendor", "profile", "width", "height", "fps", "-since"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["vendor", "profile", "width", "height", "fps", "since"],
                condition=Q(removed_at__isnull=True),
                nulls_distinct=False,
                name="bitrate_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(low_kbps__gt=0, high_kbps__gte=F("low_kbps")), name="bitrate_low_before_high"
            ),
            models.CheckConstraint(condition=~Q(vendor="") & ~Q(source=""), name="bitrate_has_its_origin"),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0) & (Q(fps__isnull=True) | Q(fps__gt=0)),
                name="bitrate_has_a_picture",
            ),
            paired("added", "bitrate_added_pair"),
            paired("removed", "bitrate_removed_pair"),
        ]

    def __str__(self) -> str:
        return self.value().name

    def value(self) -> Bitrate:
        return Bitrate(
            vendor=self.vendor,
            profile=self.profile,
            size=Size(self.width, self.height),
            fps=self.fps,
            kbps=Between(self.low_kbps.normalize(), self.high_kbps.normalize()),
            on_wire=self.on_wire,
            since=self.since,
            source=self.source,
        )


class UsageScenarioQuerySet(models.QuerySet["UsageScenario"]):
    def current(self) -> Self:
        """The last revision of each, unless it was removed."""
        return self.filter(successor__isnull=True, removed_at__isnull=True)


class UsageScenario(models.Model):
    """A scenario as somebody saved it. It never changes: a later save is a revision of its own, and a version that was
    submitted stands on the one it was submitted with."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(default=1)
    based_on = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="successor")
    # Spelled by quotes.domain.usage.stored.
    told = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = UsageScenarioQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="usage_scenario_has_a_name"),
            models.CheckConstraint(
                condition=Q(based_on__isnull=True, revision=1) | Q(based_on__isnull=False, revision__gt=1),
                name="usage_scenario_revisions_follow",
            ),
            paired("saved", "usage_scenario_saved_pair"),
            paired("removed", "usage_scenario_removed_pair"),
        ]
        triggers: ClassVar = [kept("a_scenario_never_changes")]

    def __str__(self) -> str:
        return self.name

    def scenario(self) -> Scenario:
        return from_json(self.told)


class UsageSeriesQuerySet(models.QuerySet["UsageSeries"]):
    def current(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def listed(self) -> Self:
        """Without the readings, which a list does not need."""
        return self.defer("points", "issues")


class UsageSeries(models.Model):
    """Readings from a customer's file, as they were read: squeezed whole thousandths, a summary, and what was odd."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="series")
    name = models.CharField(max_length=60)
    measure = models.CharField(max_length=8, choices=choices(Measure))
    # The first reading, and the minutes from one to the next; in the time of China.
    start = models.DateTimeField()
    step = models.PositiveSmallIntegerField()
    points = models.BinaryField()
    size = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    peak = models.DecimalField(max_digits=15, decimal_places=3)
    peak_moment = models.DateTimeField()
    mean = models.DecimalField(max_digits=15, decimal_places=3)
    # What was the matter with the file, spelled by `told_issues`; there may have been more.
    issues = models.JSONField()
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = UsageSeriesQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            one_of("measure", Measure, "usage_series_measure_known"),
            models.CheckConstraint(condition=Q(step__in=STEPS), name="usage_series_step_known"),
            models.CheckConstraint(
                condition=Q(size__range=(1, MOST_POINTS), missing__lt=F("size")), name="usage_series_has_readings"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="usage_series_has_its_origin"),
            paired("uploaded", "usage_series_uploaded_pair"),
            paired("removed", "usage_series_removed_pair"),
        ]
        triggers: ClassVar = [kept("a_series_never_changes")]

    def __str__(self) -> str:
        return self.name

    def series(self) -> Series:
        return Series(
            measure=Measure(self.measure),
            start=self.start.astimezone(SHANGHAI),
            step=self.step,
            points=unpacked(bytes(self.points)),
        )

    def read_issues(self) -> tuple[Issue, ...]:
        return tuple(Issue(**{**told, "trouble": Trouble(told["trouble"])}) for told in self.issues)


def told_issues(issues: tuple[Issue, ...], most: int) -> list[dict[str, Any]]:
    """The first of them as JSON."""
    return [
        {
            "trouble": issue.trouble.value,
            "line": issue.line,
            "last": issue.last,
            "shown": issue.shown,
            "count": issue.count,
        }
        for issue in issues[:most]
    ]


class VersionUsage(models.Model):
    """What a version's cost is reckoned from: a scenario, and where `series` is set the measured use in its place.

    It may be said once for a version that is out already, and changed only while it is a draft.
    """

    version = models.OneToOneField(QuoteVersion, models.CASCADE, related_name="usage")
    scenario = models.ForeignKey(UsageScenario, models.PROTECT, related_name="uses")
    series = models.ForeignKey(UsageSeries, models.PROTECT, null=True, blank=True, related_name="uses")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [paired("chosen", "version_usage_chosen_pair")]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="usage_of_an_offer_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                declare=[("is_out", "boolean")],
                func="""
                    SELECT state <> 'draft' INTO is_out FROM quotes_quoteversion
                     WHERE id = OLD.version_id FOR SHARE;
                    IF is_out THEN
                        RAISE EXCEPTION 'pgtrigger: what a submitted offer was reckoned from stays';
                    END IF;
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                """,
            )
        ]

    @property
    def growth(self) -> Decimal:
        """By which it goes on beyond what is told, a ratio a month."""
        return self.scenario.scenario().growth.ratio

    def loads(self, months: int) -> tuple[Load, ...]:
        """Month by month and region by region: a scenario tells so many months, growth and all, or as many as it can;
        a series the ones that were measured."""
        scenario = self.scenario.scenario()
        if self.series is None:
            return loads(replace(scenario, term_months=min(months, LONGEST_TERM)))
        return loads_of_series(self.series.series(), scenario)
