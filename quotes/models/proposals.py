"""Exports of a version as a PDF: the order, its progress, and the stored snapshot with its hash."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, one_of, paired
from quotes.domain.proposals import ExportState, Kind, Language
from quotes.models.quotes import QuoteVersion
from quotes.models.triggers import first_price_out


class ProposalExport(models.Model):
    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=10, choices=choices(Kind), default=Kind.PROPOSAL)
    content_hash = models.CharField(max_length=64)
    # What is not approved, or may not go out yet, carries a watermark; exported later it is another file.
    is_draft = models.BooleanField()
    # Ordered after the last day of validity: stamped, so that nobody offers by it.
    is_expired = models.BooleanField(default=False)
    language = models.CharField(max_length=8, choices=choices(Language), default=Language.CHINESE)
    state = models.CharField(max_length=10, choices=choices(ExportState), default=ExportState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "kind", "is_draft", "is_expired", "language"],
                condition=Q(state__in=[ExportState.QUEUED, ExportState.RENDERING]),
                name="one_export_under_way",
            ),
            one_of("state", ExportState, "export_state_known"),
            one_of("kind", Kind, "export_kind_known"),
            one_of("language", Language, "export_language_known"),
            paired("requested", "export_requested_pair"),
            models.CheckConstraint(condition=Q(progress__range=(0, 100)), name="export_progress_is_percent"),
            models.CheckConstraint(
                condition=(Q(state=ExportState.DONE) & ~Q(sha256="") & Q(finished_at__isnull=False))
                | (~Q(state=ExportState.DONE) & Q(sha256="")),
                name="export_done_has_a_hash",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["version", "-requested_at"], name="export_by_version")]
        triggers: ClassVar = [
            first_price_out(
                "clean_paper_freezes_the_budget",
                pgtrigger.Insert,
                "NOT NEW.is_draft",
                quote="(SELECT quote_id FROM quotes_quoteversion WHERE id = NEW.version_id)",
                at="requested_at",
                by="requested_by_id",
            ),
        ]


class ProposalFile(models.Model):
    """The bytes themselves, kept apart so that a list never reads them; written once."""

    export = models.OneToOneField(ProposalExport, models.PROTECT, related_name="file")
    snapshot = models.JSONField()
    pdf = models.BinaryField()

    class Meta:
        triggers: ClassVar = [pgtrigger.Protect(name="files_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]
