"""Approvals that their givers took back."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dealdesk.db import choices, one_of, paired
from quotes.domain.approvals import Verdict
from quotes.models.approvals import ApprovalStep


class RevokedDecision(models.Model):
    """An approval that its giver took back while others had still to decide; kept as it was given."""

    step = models.ForeignKey(ApprovalStep, models.PROTECT, related_name="revoked")
    verdict = models.CharField(max_length=8, choices=choices(Verdict))
    reason = models.TextField(blank=True, max_length=2000)
    content_hash = models.CharField(max_length=64)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_because = models.TextField(max_length=2000)
    revoked_at = models.DateTimeField()
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["revoked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(revoked_by=F("decided_by")), name="one_revokes_ones_own"),
            models.CheckConstraint(condition=~Q(revoked_because=""), name="revoked_says_why"),
            one_of("verdict", Verdict, "revoked_verdict_known"),
            paired("decided", "revoked_decided_pair"),
            paired("revoked", "revoked_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="revoked_decisions_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
