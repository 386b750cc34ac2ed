"""Robots that speak in a team's group chat. What lets them speak is kept here and shown to nobody."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, one_of, paired
from stakeholders.domain.robots import Vendor
from stakeholders.models.people import Team


class RobotQuerySet(models.QuerySet["Robot"]):
    def standing(self) -> Self:
        return self.filter(removed_at=None)


class Robot(models.Model):
    """Of one team and those below it, as long as they have none of their own."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="robots")
    vendor = models.CharField(max_length=12, choices=choices(Vendor))
    token = models.CharField(max_length=128, blank=True)
    secret = models.CharField(max_length=128, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # From then on nothing is posted, and what let it speak is gone.
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RobotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            one_of("vendor", Vendor, "robot_vendor_known"),
            models.UniqueConstraint(fields=["team"], condition=Q(removed_at=None), name="one_robot_a_team"),
            models.CheckConstraint(
                condition=(Q(removed_at=None) & ~Q(token="")) | Q(removed_at__isnull=False, token="", secret=""),
                name="robot_speaks_until_removed",
            ),
            paired("added", "robot_added_pair"),
            paired("removed", "robot_removed_pair"),
        ]
