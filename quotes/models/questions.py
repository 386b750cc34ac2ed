"""What an approver asked before deciding, and what whoever asked for the approval answered."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import paired
from quotes.models.approvals import ApprovalRequest


class ApprovalQuestion(models.Model):
    """One question on a request. Nobody waits for the approver while it has no answer."""

    request = models.ForeignKey(ApprovalRequest, models.PROTECT, related_name="questions")
    text = models.TextField(max_length=2000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="question_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="question_answered_says_when",
            ),
            paired("asked", "question_asked_pair"),
            paired("answered", "question_answered_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="a_question_is_answered_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.answer <> '' OR (OLD.request_id, OLD.text, OLD.asked_at, OLD.asked_by_id)"
                    " IS DISTINCT FROM (NEW.request_id, NEW.text, NEW.asked_at, NEW.asked_by_id)"
                ),
                func="RAISE EXCEPTION 'pgtrigger: a question stays as it was asked, and its answer as it was given';",
            ),
            pgtrigger.Protect(name="questions_are_kept", operation=pgtrigger.Delete),
        ]
