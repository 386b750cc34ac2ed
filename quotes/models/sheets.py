"""Internal approval sheets: a request for approval as a PDF, as one reader may see it."""

from typing import ClassVar

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from quotes.models.approvals import ApprovalRequest
from quotes.models.orders import PaperOrder, of_an_order

# Only for whoever was erased: what is left says that it was made, by its hash.
STAYS_OR_IS_EMPTIED = """
    IF NEW.pdf IS NOT NULL OR NEW.snapshot IS NOT NULL
       OR to_jsonb(OLD) - 'pdf' - 'snapshot' IS DISTINCT FROM to_jsonb(NEW) - 'pdf' - 'snapshot' THEN
        RAISE EXCEPTION 'pgtrigger: a finished sheet stays as it is, until it is emptied for somebody who is erased';
    END IF;
    RETURN NEW;
"""


class ApprovalSheet(PaperOrder):
    """Each order is a file of its own, and what was made stays as it is.
    Where somebody at the customer is erased, its pages and what they say go, and the hash stays."""

    request = models.ForeignKey(ApprovalRequest, models.PROTECT, related_name="sheets")
    # By which a file that somebody holds is known for one of ours.
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    # What its pages say, as values.
    snapshot = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "asked_by", "language"],
                condition=Q(finished_at=None),
                name="one_sheet_under_way_a_reader",
            ),
            *of_an_order("sheet"),
            models.CheckConstraint(
                condition=Q(finished_at=None, failure__isnull=True, sha256="", pdf=None, snapshot__isnull=True)
                | Q(finished_at__isnull=False, failure__isnull=True, pdf__isnull=False, snapshot__isnull=False)
                & ~Q(sha256="")
                | Q(finished_at__isnull=False, failure__isnull=True, pdf=None, snapshot__isnull=True) & ~Q(sha256="")
                | Q(finished_at__isnull=False, failure__isnull=False, sha256="", pdf=None, snapshot__isnull=True),
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
