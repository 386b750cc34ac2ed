"""Files that belong to a round, to a competitor's offer, or to a claim of ours."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, one_of, paired
from quotes.domain.attachments import LONGEST_NAME, FileKind
from quotes.models.claims import ClaimEdition
from quotes.models.negotiation import Round
from quotes.models.rivals import RivalOffer


class Attachment(models.Model):
    """What came with a round: minutes, a mail, a picture of a whiteboard; or a competitor's offer in writing;
    or the record of a measurement.

    Its kind is told by its content. `content` is gone where somebody erased it, or where its deal's retention has
    passed: that it was there stays.
    """

    # One of them.
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="attachments")
    rival = models.ForeignKey(RivalOffer, models.PROTECT, null=True, blank=True, related_name="attachments")
    claim = models.ForeignKey(ClaimEdition, models.PROTECT, null=True, blank=True, related_name="attachments")
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    kind = models.CharField(max_length=4, choices=choices(FileKind))
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    erased_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "sha256"], condition=~Q(name=""), name="attachment_once_a_round"),
            models.UniqueConstraint(fields=["rival", "sha256"], condition=~Q(name=""), name="attachment_once_an_offer"),
            models.UniqueConstraint(fields=["claim", "sha256"], condition=~Q(name=""), name="attachment_once_a_claim"),
            models.CheckConstraint(
                condition=Q(round__isnull=True, rival__isnull=True, claim__isnull=False)
                | Q(round__isnull=True, rival__isnull=False, claim__isnull=True)
                | Q(round__isnull=False, rival__isnull=True, claim__isnull=True),
                name="attachment_of_one_bearer",
            ),
            one_of("kind", FileKind, "attachment_kind_known"),
            paired("attached", "attachment_attached_pair"),
            paired("erased", "attachment_erased_pair"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, erased_because="")
                | (Q(erased_at__isnull=False, name="") & ~Q(erased_because="")),
                name="attachment_erased_with_a_reason",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="attachments_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="attachments_are_kept",
                fields=["round", "rival", "claim", "kind", "size", "sha256", "attached_at", "attached_by"],
            ),
        ]


class AttachmentContent(models.Model):
    """The bytes themselves, kept apart so that a list never reads them; written once, and only ever erased."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="content")
    content = models.BinaryField()

    class Meta:
        triggers: ClassVar = [pgtrigger.Protect(name="contents_are_kept", operation=pgtrigger.Update)]
