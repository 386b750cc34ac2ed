"""Which versions an approver has opened: what tells them, the next time, what is new since."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dealdesk.db import paired
from quotes.models.quotes import QuoteVersion


class Look(models.Model):
    """The first time somebody who decides opened a version; opening it again changes nothing."""

    version = models.ForeignKey(QuoteVersion, models.CASCADE, related_name="looks")
    looked_at = models.DateTimeField()
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "looked_by"], name="one_first_look_a_person"),
            paired("looked", "look_looked_pair"),
        ]
