"""What we claim about our quality: the claim, which may be retired, and its editions, of which none changes."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from dealdesk.db import choices, one_of, paired
from dealdesk.kernel.words import Told
from quotes.domain.claims import Better, Claim, Reading, Source, Unit, Unproved, unproved


class ValueClaim(models.Model):
    """One claim of the house, whatever its figures are today."""

    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            paired("retired", "claim_retired_pair"),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_because="")
                | (Q(retired_at__isnull=False) & ~Q(retired_because="")),
                name="claim_retired_with_a_reason",
            ),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="claims_stay", operation=pgtrigger.Delete)]


class ClaimEditionQuerySet(models.QuerySet["ClaimEdition"]):
    def newest(self) -> Self:
        """The last edition of each claim."""
        later = ClaimEdition.objects.filter(claim=OuterRef("claim"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later)).order_by("claim_id")

    def with_evidence(self) -> Self:
        """Knows whether a file proves it: one of its own, or of an edition before it that says the same; and whether
        an edition after it says something else of what was measured."""
        proving = ClaimEdition.objects.filter(
            claim=OuterRef("claim"), number__range=(OuterRef("said_since"), OuterRef("number"))
        )
        proved = Exists(proving.filter(attachments__name__gt=""))
        otherwise = ClaimEdition.objects.filter(claim=OuterRef("claim"), said_since__gt=OuterRef("number"))
        told = {"has_evidence": proved, "is_superseded": Exists(otherwise)}
        return self.select_related("claim", "owner").annotate(**told)

    def untellable(self, told: Collection[int], day: date) -> "tuple[ClaimEdition, ...]":
        """Those of a document's editions that may not be told any more. One statement where it tells any."""
        return tuple(one for one in self.with_evidence().filter(pk__in=told) if one.unproved(day)) if told else ()


class ClaimEdition(models.Model):
    """What a claim says, entered whole; `said_since` is the first edition that says the same of what was measured, and
    whose evidence proves this one too."""

    claim = models.ForeignKey(ValueClaim, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    said_since = models.PositiveIntegerField()
    metric_zh = models.CharField(max_length=80)
    metric_en = models.CharField(max_length=160, blank=True)
    ours = models.DecimalField(max_digits=18, decimal_places=6)
    # Empty for a gain that is relative to whatever there was.
    alternative = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    alternative_of_zh = models.CharField(max_length=80)
    alternative_of_en = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=12, choices=choices(Unit))
    better = models.CharField(max_length=6, choices=choices(Better))
    reading = models.CharField(max_length=8, choices=choices(Reading), blank=True)
    percentile = models.CharField(max_length=20, blank=True)
    condition_zh = models.CharField(max_length=300)
    condition_en = models.CharField(max_length=600, blank=True)
    source = models.CharField(max_length=12, choices=choices(Source))
    origin = models.CharField(max_length=300)
    measured_on = models.DateField()
    valid_until = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims_owned")
    # What we say of it among ourselves.
    note = models.TextField(max_length=1000, blank=True)
    why = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ClaimEditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["claim_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_edition_numbered_once"),
            models.CheckConstraint(
                condition=Q(said_since__gte=1, said_since__lte=models.F("number")), name="claim_said_since_before"
            ),
            models.CheckConstraint(
                condition=~Q(metric_zh="") & ~Q(condition_zh="") & ~Q(alternative_of_zh="") & ~Q(origin=""),
                name="claim_says_what_and_whence",
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=models.F("measured_on")), name="claim_days_in_order"),
            models.CheckConstraint(
                condition=(Q(unit=Unit.GAIN.value) & ~Q(reading="")) | (~Q(unit=Unit.GAIN.value) & Q(reading="")),
                name="claim_gain_is_read_one_way",
            ),
            models.CheckConstraint(
                condition=Q(alternative__isnull=False) | Q(reading=Reading.RELATIVE.value),
                name="claim_has_an_alternative",
            ),
            one_of("unit", Unit, "claim_unit_known"),
            one_of("better", Better, "claim_better_known"),
            one_of("source", Source, "claim_source_known"),
            paired("added", "claim_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="claim_editions_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.metric_zh)

    @property
    def metric(self) -> Told:
        return Told(self.metric_zh, self.metric_en)

    def value(self) -> Claim:
        return Claim(
            metric=self.metric,
            ours=self.ours,
            alternative=self.alternative,
            alternative_of=Told(self.alternative_of_zh, self.alternative_of_en),
            unit=Unit(self.unit),
            better=Better(self.better),
            reading=Reading(self.reading) if self.reading else None,
            percentile=self.percentile,
            condition=Told(self.condition_zh, self.condition_en),
            source=Source(self.source),
            origin=self.origin,
            measured_on=self.measured_on,
            valid_until=self.valid_until,
        )

    def unproved(self, day: date) -> tuple[Unproved, ...]:
        """Read with `with_evidence`."""
        told: dict[str, Any] = vars(self)
        known = {name: told[name] for name in ("has_evidence", "is_superseded")}
        return unproved(self.value(), is_retired=self.claim.retired_at is not None, day=day, **known)
