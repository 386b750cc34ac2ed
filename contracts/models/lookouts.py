"""How far ahead we look for what follows a signature, as somebody has said it from a day on."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from contracts.domain.lookouts import MOST_DAYS, MOST_WORKDAYS, Lookout
from dealdesk.db import paired
from quotes.models.dated import Setting


class LookoutSetting(Setting):
    """From a day on; a later row takes an earlier one's place. Until somebody has said it, an owner is told on the day
    itself and a renewal is found by the days of its clause alone."""

    # Working days before an obligation's day on which its owner is told.
    remind_workdays = models.PositiveSmallIntegerField()
    # Days before the last day for a notice, or before the end, from which a renewal is worked on.
    renewal_days = models.PositiveSmallIntegerField()

    class Meta(Setting.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(remind_workdays__lte=MOST_WORKDAYS, renewal_days__lte=MOST_DAYS),
                name="lookout_in_reason",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="lookout_has_its_origin"),
            paired("added", "lookout_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="lookouts_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def value(self) -> Lookout:
        return Lookout(remind_workdays=self.remind_workdays, renewal_days=self.renewal_days)


def lookout_on(day: date) -> Lookout:
    told = LookoutSetting.objects.in_force(day).first()
    return told.value() if told else Lookout()
