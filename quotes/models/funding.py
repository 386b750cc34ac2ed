"""What money of the house's own currency costs us: the yearly rate by which finance weighs paying sooner."""

from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import paired, percent
from dealdesk.kernel.currencies import HOME
from dealdesk.kernel.percent import Percent


class FundingRateQuerySet(models.QuerySet["FundingRate"]):
    def in_force(self, day: date) -> Self:
        """The last one that had begun by the day, first."""
        return self.filter(valid_from__lte=day).order_by("-valid_from", "-id")


class FundingRate(models.Model):
    """From a day on; a later row takes an earlier one's place. Entered by finance, never assumed."""

    points = percent()
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = FundingRateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-valid_from", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(points__gte=0) & Q(points__lte=100), name="funding_rate_in_reason"),
            models.CheckConstraint(condition=~Q(source=""), name="funding_rate_has_its_origin"),
            paired("added", "funding_rate_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="funding_rates_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    @property
    def rate(self) -> Percent:
        return Percent(self.points)


def funding_rate(day: date, currency: str) -> FundingRate | None:
    """What money costs us on a day in a currency; None where finance has not said, and of any but the house's own it
    cannot yet: what yuan cost says nothing of dollars."""
    return FundingRate.objects.in_force(day).first() if currency == HOME else None
