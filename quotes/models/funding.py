"""What money costs us, a currency: the yearly rate by which finance weighs paying sooner."""

from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import paired, percent
from dealdesk.kernel.percent import Percent


class FundingRateQuerySet(models.QuerySet["FundingRate"]):
    def in_force(self, day: date, currency: str) -> Self:
        """The last one of the currency that had begun by the day, first."""
        return self.filter(currency=currency, valid_from__lte=day).order_by("-valid_from", "-id")


class FundingRate(models.Model):
    """From a day on; a later row takes the place of an earlier one in the same currency. Entered by finance, never
    assumed: what yuan cost says nothing of dollars."""

    currency = models.CharField(max_length=3, default="CNY", db_default="CNY")
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
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="funding_rate_currency_is_a_code"),
            models.UniqueConstraint(fields=["currency", "valid_from"], name="one_funding_rate_a_currency_and_day"),
            paired("added", "funding_rate_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="funding_rates_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    @property
    def rate(self) -> Percent:
        return Percent(self.points)


def funding_rate(day: date, currency: str) -> FundingRate | None:
    """What money costs us on a day in a currency; None where finance has not said."""
    return FundingRate.objects.in_force(day, currency).first()
