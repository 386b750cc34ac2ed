"""What a person was told: one row a person, which is the in-app inbox and what mail and robots are sent from."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, one_of
from stakeholders.domain.notices import NoticeKind
from stakeholders.models.deals import Deal


class Notice(models.Model):
    """Written in the transaction of what it tells of; about `target`, a row of whatever its kind's page shows."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=choices(NoticeKind))
    target = models.BigIntegerField()
    deal = models.ForeignKey(Deal, models.PROTECT, related_name="notices")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    # Nobody where the clock said so.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            one_of("kind", NoticeKind, "notice_kind_known"),
            # A clock that ticks twice tells it once.
            models.UniqueConstraint(
                fields=["to", "target"], condition=Q(kind=NoticeKind.OFFER_EXPIRES.value), name="expiry_told_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to", "-at", "-id"], name="notice_by_person"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread"),
        ]
