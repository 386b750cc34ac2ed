"""Days off and days worked to make up for them, as the State Council announced them for a year."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import paired
from stakeholders.domain.deals import Noticed


class WorkdayNotice(models.Model):
    """One year's notice, taken over as a whole; a later import of the year takes its place."""

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="notice_has_its_origin"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="notice_of_a_year"),
            paired("imported", "notice_imported_pair"),
        ]

    def __str__(self) -> str:
        return self.title


class NoticedDay(models.Model):
    """A weekday that is off, or a weekend day that is worked; every other day is what it looks like."""

    notice = models.ForeignKey(WorkdayNotice, models.CASCADE, related_name="days")
    day = models.DateField(unique=True)
    is_worked = models.BooleanField()
    name = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="noticed_day_has_a_name")]


def noticed() -> Noticed:
    """Every imported day, in one statement."""
    return frozenset(NoticedDay.objects.values_list("day", "is_worked"))
