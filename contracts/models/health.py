"""How much each part of a customer's health counts, as somebody has decided it from a day on."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from contracts.domain.health import Part, Weights
from dealdesk.db import paired
from quotes.models.dated import Setting


class HealthWeights(Setting):
    """From a day on; a later row takes an earlier one's place. Until somebody has decided, nothing is added up."""

    # By part, how much it counts.
    parts = models.JSONField()
    quiet_days = models.PositiveSmallIntegerField()

    class Meta(Setting.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=""), name="health_weights_have_their_origin"),
            paired("added", "health_weights_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="health_weights_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def value(self) -> Weights:
        return Weights(parts={Part(part): weight for part, weight in self.parts.items()}, quiet_days=self.quiet_days)


def weights_on(day: date) -> HealthWeights | None:
    return HealthWeights.objects.in_force(day).select_related("added_by").first()
