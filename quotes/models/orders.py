"""Paper that one reader ordered and the worker makes: what internal sheets and checklists on paper share."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import FindingField, choices, one_of, paired
from quotes.domain.proposals import Language


class PaperOrderQuerySet[Row: "PaperOrder"](models.QuerySet[Row]):
    def unmade(self) -> Self:
        return self.filter(finished_at=None)

    def forgotten(self, before: datetime) -> Self:
        """Ordered before then and not made yet: their jobs may be gone."""
        return self.unmade().filter(asked_at__lt=before).order_by("id")

    def still(self, order: Row) -> Self:
        """The order, while no other worker has claimed it since: only the last claim counts."""
        return self.unmade().filter(pk=order.pk, attempts=order.attempts)


class PaperOrder(models.Model):
    """As its reader may see it, for that reader alone. Each claim by a worker is an attempt; it ends with the pages and
    their hash, or with why there are none."""

    language = models.CharField(max_length=8, choices=choices(Language))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    failure = FindingField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True)
    pdf = models.BinaryField(null=True)

    objects = PaperOrderQuerySet.as_manager()

    class Meta:
        abstract = True


def of_an_order(name: str) -> list[models.CheckConstraint]:
    """What holds of every table of them, under names that begin with its own."""
    return [
        one_of("language", Language, f"{name}_language_known"),
        paired("asked", f"{name}_asked_pair"),
        models.CheckConstraint(condition=Q(progress__lte=100), name=f"{name}_progress_is_percent"),
    ]
