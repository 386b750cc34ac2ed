"""What we remember of availability: logs of our own incidents, and what contracts call being available."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from contracts.domain.sla import replay
from contracts.domain.sla.clocks import Clock, Clocks, Hours, Report, Severity
from contracts.domain.sla.credits import CutFee, Leave, Scale, Tier
from contracts.domain.sla.found import is_long
from contracts.domain.sla.spans import ServiceMonth
from contracts.domain.sla.wordings import Excluded, Method
from contracts.domain.sla.wordings import Wording as Words
from dealdesk.db import choices, one_of, paired, percent
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.periods import Period
from quotes.domain.usage.series import SHANGHAI

# So many of the newest can be chosen for a replay.
MOST_LOGS = 20


class IncidentLogQuerySet(models.QuerySet["IncidentLog"]):
    def sized(self) -> Self:
        """With how many incidents each has, the newest first: a model's own order does not outlive being counted."""
        return self.annotate(size=Count("incidents"), told=Count("incidents__reported")).order_by("-uploaded_at", "-id")


class IncidentLog(models.Model):
    """One file of incidents, and the days it covers: quiet days say as much as others. Never changed."""

    # Annotated by sized(): incidents, and those with a report.
    size: int
    told: int

    name = models.CharField(max_length=60)
    covers_from = models.DateField()
    # The last day that is covered.
    covers_to = models.DateField()
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = IncidentLogQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(covers_to__gte=F("covers_from")), name="incident_log_covers_days"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="incident_log_has_its_origin"),
            paired("uploaded", "incident_log_uploaded_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="incident_logs_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def whole(self) -> Period:
        return Period(self.covers_from, self.covers_to + timedelta(days=1))

    @property
    def days(self) -> list[date]:
        """All that it covers, quiet ones too."""
        return [self.covers_from + timedelta(days=n) for n in range((self.covers_to - self.covers_from).days + 1)]


class Incident(models.Model):
    log = models.ForeignKey(IncidentLog, models.PROTECT, related_name="incidents")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    failing = percent()
    every_way = models.BooleanField()
    excluded = models.BooleanField()
    region = models.CharField(max_length=60, blank=True)
    requests = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    # Of a report; empty where nobody made one.
    severity = models.CharField(max_length=8, choices=choices(Severity), blank=True)
    reported = models.DateTimeField(null=True)
    responded = models.DateTimeField(null=True)
    resolved = models.DateTimeField(null=True)
    # [[from, to], …] in which only the customer could go on, one after another.
    waits = models.JSONField(default=list, db_default=[], blank=True)

    class Meta:
        ordering: ClassVar = ["begins", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="incident_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(failing__range=(0, 100)), name="incident_rate_in_reason"),
            models.CheckConstraint(
                condition=Q(severity="", reported=None, responded=None, resolved=None, waits=[])
                | Q(severity__in=[word.value for word in Severity], reported__isnull=False),
                name="incident_report_has_its_time",
            ),
            models.CheckConstraint(
                condition=(Q(responded=None) | Q(responded__gte=F("reported")))
                & (Q(resolved=None) | Q(resolved__gte=F("reported"))),
                name="incident_clocks_stop_after_the_report",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="incidents_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.begins:%Y-%m-%d %H:%M}"

    def value(self) -> replay.Incident:
        """By the clock of China, where days and months begin."""
        return replay.Incident(
            begins=self.begins.astimezone(SHANGHAI),
            ends=self.ends.astimezone(SHANGHAI),
            failing=Percent(self.failing),
            every_way=self.every_way,
            excluded=self.excluded,
            region=self.region,
            requests=self.requests,
            report=self.report(),
        )

    def report(self) -> Report | None:
        if self.reported is None:
            return None
        responded, resolved = (at.astimezone(SHANGHAI) if at else None for at in (self.responded, self.resolved))
        return Report(
            severity=Severity(self.severity),
            reported=self.reported.astimezone(SHANGHAI),
            responded=responded,
            resolved=resolved,
            waits=tuple((_moment(begins), _moment(ends)) for begins, ends in self.waits),
        )


class SlaWordingQuerySet(models.QuerySet["SlaWording"]):
    def current(self) -> Self:
        return self.filter(retired_at=None)


class SlaWording(models.Model):
    """How one contract words its promise: the definition, the commitment, what a miss gives back. Another wording is
    another row, so that what was replayed stays what it was."""

    name = models.CharField(max_length=80)
    method = models.CharField(max_length=12, choices=choices(Method))
    limit = percent()
    window_seconds = models.PositiveIntegerField()
    shortest_seconds = models.PositiveIntegerField()
    rounds_up = models.BooleanField()
    every_way = models.BooleanField()
    excluded = models.CharField(max_length=8, choices=choices(Excluded))
    floor = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    month = models.CharField(max_length=12, choices=choices(ServiceMonth))
    commitment = percent()
    # [[low, high, credit], …] in percent points, from the best tier down; empty where none is known.
    tiers = models.JSONField(default=list, blank=True)
    cap = percent(null=True)
    # Of which fee, in a month that is cut short; "" where the wording does not say.
    cut_fee = models.CharField(max_length=5, choices=choices(CutFee), blank=True, default="", db_default="")
    claim = models.CharField(max_length=80, blank=True)
    # The same in days after a month, where it is said in days.
    claim_days = models.PositiveSmallIntegerField(null=True)
    # The right to end the contract: so many months below a bound in so many; None where the wording gives none.
    leave_times = models.PositiveSmallIntegerField(null=True)
    leave_months = models.PositiveSmallIntegerField(null=True)
    leave_below = percent(null=True)
    # Minutes of each clock; None where the wording does not time it.
    urgent_response = models.PositiveIntegerField(null=True)
    urgent_resolution = models.PositiveIntegerField(null=True)
    normal_response = models.PositiveIntegerField(null=True)
    normal_resolution = models.PositiveIntegerField(null=True)
    urgent_in_hours = models.BooleanField(default=False)
    normal_in_hours = models.BooleanField(default=False)
    # From when until when a working day is worked.
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    # Whether what the customer is waited for is no time of the resolution clock.
    pauses = models.BooleanField(default=False, db_default=False)
    source = models.CharField(max_length=300)
    # Both are None for the wordings the desk comes with.
    added_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SlaWordingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            one_of("method", Method, "sla_wording_method_known"),
            one_of("excluded", Excluded, "sla_wording_excluded_known"),
            one_of("month", ServiceMonth, "sla_wording_month_known"),
            models.CheckConstraint(condition=Q(cut_fee__in=["", *CutFee]), name="sla_wording_cut_fee_known"),
            models.CheckConstraint(condition=Q(limit__range=(0, 100)), name="sla_wording_limit_in_reason"),
            models.CheckConstraint(
                condition=Q(commitment__gt=0, commitment__lte=100), name="sla_wording_commitment_in_reason"
            ),
            models.CheckConstraint(condition=Q(window_seconds__gte=1), name="sla_wording_has_windows"),
            models.CheckConstraint(
                condition=Q(leave_times=None, leave_months=None, leave_below=None)
                | Q(leave_times__gte=1, leave_months__gte=F("leave_times")),
                name="sla_wording_leave_in_reason",
            ),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None, urgent_in_hours=False, normal_in_hours=False)
                | Q(closes__gt=F("opens")),
                name="sla_wording_knows_its_hours",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="sla_wording_has_its_origin"),
            paired("added", "sla_wording_added_pair"),
            paired("retired", "sla_wording_retired_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="sla_wordings_are_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP = 'DELETE' THEN
                        RAISE EXCEPTION 'pgtrigger: a wording is never deleted; retire it';
                    END IF;
                    IF to_jsonb(OLD) - 'retired_at' - 'retired_by_id'
                       IS DISTINCT FROM to_jsonb(NEW) - 'retired_at' - 'retired_by_id' THEN
                        RAISE EXCEPTION 'pgtrigger: a wording is never changed; enter another one';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def words(self) -> Words:
        return Words(
            method=Method(self.method),
            limit=Percent(self.limit),
            window=self.window_seconds,
            shortest=self.shortest_seconds,
            rounds_up=self.rounds_up,
            every_way=self.every_way,
            excluded=Excluded(self.excluded),
            floor=self.floor,
            month=ServiceMonth(self.month),
        )

    def scale(self) -> Scale:
        return Scale(
            commitment=Percent(self.commitment),
            tiers=tiers_of(self.tiers),
            cap=None if self.cap is None else Percent(self.cap),
            cut=CutFee(self.cut_fee) if self.cut_fee else None,
        )

    def clocks(self) -> Clocks:
        told = {(severity, clock): getattr(self, f"{severity}_{clock}") for severity in Severity for clock in Clock}
        return Clocks(
            minutes={key: minutes for key, minutes in told.items() if minutes is not None},
            in_hours=frozenset(word for word in Severity if getattr(self, f"{word}_in_hours")),
            hours=Hours(opens=self.opens, closes=self.closes) if self.opens and self.closes else None,
            pauses=self.pauses,
        )

    def leave(self) -> Leave | None:
        if self.leave_times is None or self.leave_months is None:
            return None
        below = None if self.leave_below is None else Percent(self.leave_below)
        return Leave(times=self.leave_times, months=self.leave_months, below=below)


class SlaReplay(models.Model):
    """What a long log came to under one wording, reckoned by the worker: neither of them ever changes."""

    log = models.ForeignKey(IncidentLog, models.PROTECT, related_name="replays")
    wording = models.ForeignKey(SlaWording, models.PROTECT, related_name="replays")
    # As `contracts.domain.sla.found` writes it.
    result = models.JSONField()
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["log", "wording"], name="replayed_once")]

    def __str__(self) -> str:
        return f"{self.log} · {self.wording}"


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told).astimezone(SHANGHAI)


def long_logs() -> list[int]:
    """Of those that can be chosen, the ones whose replay is for the worker; two statements."""
    wordings = SlaWording.objects.current().count()
    return [log.pk for log in IncidentLog.objects.sized()[:MOST_LOGS] if is_long(log.size, wordings)]


def tiers_of(told: Iterable[Iterable[str]]) -> tuple[Tier, ...]:
    points = [[Percent(Decimal(str(value))) for value in tier] for tier in told]
    return tuple(Tier(low=low, high=high, credit=credit) for low, high, credit in points)
