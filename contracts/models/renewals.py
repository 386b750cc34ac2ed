"""How consumer prices moved, as finance enters it: what some contracts' renewals follow."""

from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import paired, percent
from dealdesk.kernel.percent import Percent


class PriceReadingQuerySet(models.QuerySet["PriceReading"]):
    def known_on(self, day: date) -> Self:
        """Of months that had ended by the day, the latest first."""
        return self.filter(month__lte=day).order_by("-month", "-id")


class PriceReading(models.Model):
    """Consumer prices of a month against the same month a year before, in points; never assumed, never changed."""

    # Its first day.
    month = models.DateField(unique=True)
    points = percent()
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PriceReadingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-month"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(points__range=(-100, 100)), name="price_reading_in_reason"),
            models.CheckConstraint(condition=Q(month__day=1), name="price_reading_of_a_month"),
            models.CheckConstraint(condition=~Q(source=""), name="price_reading_has_its_origin"),
            paired("added", "price_reading_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="price_readings_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    @property
    def change(self) -> Percent:
        return Percent(self.points)


def consumer_prices(day: date) -> PriceReading | None:
    """The latest that was known on a day; None where nobody has entered any."""
    return PriceReading.objects.known_on(day).first()
