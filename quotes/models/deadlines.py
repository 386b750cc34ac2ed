"""How long an approval holds, as an administrator has said it from a day on."""

from datetime import date, timedelta
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import paired
from stakeholders.domain.deals import calendar_of
from stakeholders.models.workdays import noticed

# Working days; longer than a year nobody remembers what was agreed to.
MOST_DAYS = 250
# So many days have a year's working days in any calendar, long holidays at both ends included.
REACH = timedelta(days=2 * MOST_DAYS)


class ApprovalDeadlinesQuerySet(models.QuerySet["ApprovalDeadlines"]):
    def in_force(self, day: date) -> Self:
        """The last one that had begun by the day, first."""
        return self.filter(valid_from__lte=day).order_by("-valid_from", "-id")


class ApprovalDeadlines(models.Model):
    """From a day on; a later row takes an earlier one's place. Until somebody has said it, an approval holds as long
    as its offer does."""

    # Working days after the one it was given on; None: as long as the offer is valid.
    holds_days = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ApprovalDeadlinesQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-valid_from", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(holds_days=None) | Q(holds_days__range=(1, MOST_DAYS)), name="deadlines_hold_in_reason"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="deadlines_have_their_origin"),
            paired("added", "deadlines_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="deadlines_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


def holds_until(day: date) -> date | None:
    """The last day on which an approval of this day counts, itself included; None where its offer's own end settles
    it."""
    told = ApprovalDeadlines.objects.in_force(day).first()
    if told is None or told.holds_days is None:
        return None
    return calendar_of(day, day + REACH, noticed()).after(day, told.holds_days)
