"""What is published to hold from a day on, half-open: the words that price books, policies and cost models share."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from dealdesk.kept import Given


class DatedQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Of rows with `valid_from`, `valid_to` and `published_at`."""

    def in_force(self, day: date | Given) -> Self:
        """The published ones whose dates hold the day; that no two of a kind do is each table's own constraint."""
        return self.ending_after(day).filter(published_at__isnull=False, valid_from__lte=day)

    def ending_after(self, day: date | Given) -> Self:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
