"""What we remember of how we are paid: the prime rate, and that we said at signing how large we are."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.domain.payment import OwnSize
from dealdesk.db import choices, one_of, paired, percent
from quotes.domain.attachments import FileKind
from stakeholders.models import Deal


class PrimeRate(models.Model):
    """The one-year loan prime rate (LPR) from the day it is published until the next one is; entered by finance."""

    points = percent()
    valid_from = models.DateField(unique=True)
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(points__gte=0) & Q(points__lte=100), name="prime_rate_in_reason"),
            models.CheckConstraint(condition=~Q(source=""), name="prime_rate_has_its_origin"),
            paired("added", "prime_rate_added_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="prime_rates_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class Declaration(models.Model):
    """That we told a customer at signing how large we are, with the file that shows it. The file goes with its deal's
    time; that it was told stays."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="declarations")
    size = models.CharField(max_length=6, choices=choices(OwnSize))
    declared_on = models.DateField()
    told = models.CharField(max_length=200)
    kind = models.CharField(max_length=4, choices=choices(FileKind))
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-declared_on", "-id"]
        constraints: ClassVar = [
            one_of("size", OwnSize, "declaration_size_known"),
            one_of("kind", FileKind, "declaration_kind_known"),
            models.UniqueConstraint(fields=["deal", "sha256"], name="declaration_file_once_a_deal"),
            models.CheckConstraint(condition=~Q(told=""), name="declaration_says_to_whom"),
            paired("kept", "declaration_kept_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="declarations_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="declarations_are_kept",
                fields=["deal", "size", "declared_on", "kind", "bytes", "sha256", "kept_at", "kept_by"],
            ),
        ]


class DeclarationContent(models.Model):
    """The bytes themselves, kept apart so that no list reads them; written once, and only ever erased."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="content")
    content = models.BinaryField()

    class Meta:
        triggers: ClassVar = [pgtrigger.Protect(name="declared_files_are_kept", operation=pgtrigger.Update)]


def prime_rate(day: date) -> PrimeRate | None:
    """The last one that was published by the day; None where finance has entered none."""
    return PrimeRate.objects.filter(valid_from__lte=day).first()
