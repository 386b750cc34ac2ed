"""What a contract promises of how it feels, a row a metric; one that was struck out stays to be read."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.domain.sla.experience import Denominator, Metric, Platform, Promise
from dealdesk.db import choices, one_of, paired
from stakeholders.models import Deal, Typed


class ExperiencePromiseQuerySet(models.QuerySet["ExperiencePromise"]):
    def standing(self) -> Self:
        return self.filter(struck_at=None)


class ExperiencePromise(models.Model):
    """Empty and None are what the contract does not say."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="experience")
    metric = models.CharField(max_length=16, choices=choices(Metric))
    value = models.DecimalField(max_digits=9, decimal_places=3)
    pause = models.PositiveIntegerField(null=True, blank=True)
    platform = models.CharField(max_length=8, choices=choices(Platform), blank=True)
    denominator = models.CharField(max_length=8, choices=choices(Denominator), blank=True)
    percentile = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ExperiencePromiseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            one_of("metric", Metric, "experience_metric_known"),
            models.CheckConstraint(
                condition=Q(platform="") | Q(platform__in=[word.value for word in Platform]),
                name="experience_platform_known",
            ),
            models.CheckConstraint(
                condition=Q(denominator="") | Q(denominator__in=[word.value for word in Denominator]),
                name="experience_denominator_known",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="experience_has_its_origin"),
            paired("added", "experience_added_pair"),
            paired("struck", "experience_struck_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.deal} {self.metric}"

    def promise(self) -> Promise:
        return Promise(
            metric=Metric(self.metric),
            value=self.value,
            pause=self.pause,
            platform=Platform(self.platform) if self.platform else None,
            denominator=Denominator(self.denominator) if self.denominator else None,
            percentile=self.percentile,
        )


EXPERIENCE_WORDS = (Typed(model=ExperiencePromise, customer="deal__customer", columns=("source",)),)
