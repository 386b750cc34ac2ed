"""What was added to a contract after it was signed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import amount, paired
from stakeholders.models import Deal


class Supplement(models.Model):
    """More of the same goods or services, with tax; all of them together count against the law's cap."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="supplements")
    what = models.CharField(max_length=120)
    amount = amount()
    agreed_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["agreed_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="supplement_has_an_amount"),
            models.CheckConstraint(condition=~Q(what=""), name="supplement_says_what"),
            paired("added", "supplement_added_pair"),
        ]

    def __str__(self) -> str:
        return self.what
