"""Internal approval sheets: a request for approval as a PDF, as one reader may see it."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, one_of, paired
from quotes.domain.proposals import Language
from quotes.models.approvals import ApprovalRequest

# Only for whoever was erased: what is left says that it was made, by its hash.
STAYS_OR_IS_EMPTIED = """
    IF NEW.pdf IS NOT NULL OR NEW.snapshot IS NOT NULL
       OR to_jsonb(OLD) - 'pdf' - 'snapshot' IS DISTINCT FROM to_jsonb(NEW) - 'pdf' - 'snapshot' THEN
        RAISE EXCEPTION 'pgtrigger: a finished sheet stays as it is, until it is emptied for somebody who is erased';
    END IF;
    RETURN NEW;
"""


class ApprovalSheet(models.Model):
    """Made by the worker for whoever asked; each order is a file of its own, and what was made stays as it is.
    Where somebody at the customer is erased, its pages and what they say go, and the hash stays."""

    request = models.ForeignKey(ApprovalRequest, models.PROTECT, related_name="sheets")
    language = models.CharField(max_length=8, choices=choices(Language))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    pages = models.PositiveIntegerField(null=True)
    # What its pages say, as values, and the pages.
    snapshot = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    pdf = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "asked_by", "language"],
                condition=Q(finished_at=None),
                name="one_sheet_under_way_a_reader",
            ),
            one_of("language", Language, "sheet_language_known"),
            paired("asked", "sheet_asked_pair"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="sheet_progress_is_percent"),
            models.CheckConstraint(
                condition=Q(finished_at=None, failure="", sha256="", pdf=None, snapshot__isnull=True)
                | Q(finished_at__isnull=False, failure="", pdf__isnull=False, snapshot__isnull=False) & ~Q(sha256="")
                | Q(finished_at__isnull=False, failure="", pdf=None, snapshot__isnull=True) & ~Q(sha256="")
                | Q(finished_at__isnull=False, sha256="", pdf=None, snapshot__isnull=True) & ~Q(failure=""),
                name="sheet_finished_says_how",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="finished_sheets_are_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__finished_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="finished_sheets_stay_or_are_emptied",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__finished_at__isnull=False),
                func=STAYS_OR_IS_EMPTIED,
            ),
        ]

    @property
    def is_emptied(self) -> bool:
        return self.pdf is None and bool(self.sha256)
