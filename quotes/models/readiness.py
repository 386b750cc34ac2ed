"""What the gate before a quote stands on that nobody else remembers: acknowledged value, and who passed over what."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, paired
from quotes.domain.readiness import Requirement
from stakeholders.models import Contact, Deal


class ValueWord(models.Model):
    """Somebody at the customer acknowledged what this is worth to them: who, when, and in what words."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="value_words")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="value_words")
    on = models.DateField()
    said = models.CharField(max_length=500)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(said=""), name="value_word_says_something"),
            paired("noted", "value_word_noted_pair"),
        ]


class ReadinessOverride(models.Model):
    """Somebody sends although these requirements are not met, and says why; what else is missing still blocks."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="overrides")
    passed = ArrayField(models.CharField(max_length=12, choices=choices(Requirement)))
    reason = models.CharField(max_length=500)
    passed_at = models.DateTimeField()
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-passed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason="") & Q(passed__len__gt=0), name="override_says_why"),
            models.CheckConstraint(
                condition=Q(passed__contained_by=[word.value for word in Requirement]), name="override_passes_known"
            ),
            paired("passed", "override_passed_pair"),
        ]
