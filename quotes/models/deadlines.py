"""How long an approval holds and how long an approver is waited for, as an administrator has said it from a day on."""

from datetime import date, timedelta
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from dealdesk.db import paired
from quotes.domain.waiting import Patience
from quotes.models.dated import Setting
from stakeholders.domain.deals import calendar_of
from stakeholders.models.workdays import noticed

# Working days; longer than a year nobody remembers what was agreed to.
MOST_DAYS = 250
# Working hours; by then a month has passed.
MOST_HOURS = 200
# So many days have a year's working days in any calendar, long holidays at both ends included.
REACH = timedelta(days=2 * MOST_DAYS)


class ApprovalDeadlines(Setting):
    """From a day on; a later row takes an earlier one's place. Until somebody has said it, an approval holds as long
    as its offer does."""

    # Working days after the one it was given on; None: as long as the offer is valid.
    holds_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # Working hours of waiting after which an approver is reminded, and after which whoever stands above may decide too;
    # None: never.
    remind_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    raise_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    # From when until when a working day is worked.
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    # Of two of one day the later one counts.
    valid_from = models.DateField()

    class Meta(Setting.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(holds_days=None) | Q(holds_days__range=(1, MOST_DAYS)), name="deadlines_hold_in_reason"
            ),
            models.CheckConstraint(
                condition=Q(remind_hours=None, raise_hours=None)
                | Q(opens__isnull=False, closes__isnull=False, opens__lt=F("closes")),
                name="deadlines_know_the_day",
            ),
            models.CheckConstraint(
                condition=Q(raise_hours=None) | Q(remind_hours=None) | Q(raise_hours__gt=F("remind_hours")),
                name="deadlines_remind_first",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="deadlines_have_their_origin"),
            paired("added", "deadlines_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="deadlines_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    @property
    def patience(self) -> Patience | None:
        if self.opens is None or self.closes is None:
            return None
        return Patience(
            remind_after=_hours(self.remind_hours),
            raise_after=_hours(self.raise_hours),
            opens=self.opens,
            closes=self.closes,
        )


def _hours(told: int | None) -> timedelta | None:
    return None if told is None else timedelta(hours=told)


def patience_on(day: date) -> Patience | None:
    told = ApprovalDeadlines.objects.in_force(day).first()
    return told.patience if told else None


def holds_until(day: date) -> date | None:
    """The last day on which an approval of this day counts, itself included; None where its offer's own end settles
    it."""
    told = ApprovalDeadlines.objects.in_force(day).first()
    if told is None or told.holds_days is None:
        return None
    return calendar_of(day, day + REACH, noticed()).after(day, told.holds_days)
