"""Files of several offers that were ordered together, to be taken away as one."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dealdesk.db import FindingField, choices, one_of, paired
from quotes.domain.proposals import Kind, Language
from quotes.models.proposals import ProposalExport
from quotes.models.quotes import QuoteVersion


class ProposalBatch(models.Model):
    """One order; how far it is follows from its exports, so that a worker that dies loses nothing of it."""

    kind = models.CharField(max_length=10, choices=choices(Kind))
    language = models.CharField(max_length=8, choices=choices(Language))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Kind, "batch_kind_known"),
            one_of("language", Language, "batch_language_known"),
            paired("asked", "batch_asked_pair"),
        ]


class BatchItem(models.Model):
    """One version of the order, and the file that was ordered of it, or why there is none."""

    batch = models.ForeignKey(ProposalBatch, models.CASCADE, related_name="items")
    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="+")
    export = models.ForeignKey(ProposalExport, models.PROTECT, null=True, blank=True, related_name="+")
    refused = FindingField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "version"], name="batch_names_a_version_once"),
            models.CheckConstraint(
                condition=models.Q(export__isnull=False, refused__isnull=True)
                | models.Q(export=None, refused__isnull=False),
                name="batch_item_is_a_file_or_a_reason",
            ),
        ]
