"""Tariffs of one deal: forms of billing that somebody typed with their source, beside those of the price book."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, one_of, paired, percent
from quotes.domain.billing.stored import tariff_from
from quotes.domain.billing.tariffs import Billing, Tariff
from stakeholders.models import Deal


class BillingTariffQuerySet(models.QuerySet["BillingTariff"]):
    def standing(self) -> Self:
        return self.filter(removed_at__isnull=True)


class BillingTariff(models.Model):
    """What `terms` says is spelled by quotes.domain.billing.stored; prices are in `currency` and this tax basis.

    A tariff is never changed: one that was wrong is removed, and stays for the versions that were made from it.
    """

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="tariffs")
    billing = models.CharField(max_length=16, choices=choices(Billing))
    name = models.CharField(max_length=60)
    terms = models.JSONField()
    currency = models.CharField(max_length=3)
    tax_included = models.BooleanField()
    vat_rate = percent()
    since = models.DateField()
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = BillingTariffQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            one_of("billing", Billing, "tariff_billing_known"),
            models.CheckConstraint(condition=Q(vat_rate__range=(0, 100)), name="tariff_vat_is_percent"),
            models.CheckConstraint(condition=~Q(source=""), name="tariff_has_a_source"),
            paired("added", "tariff_added_pair"),
            paired("removed", "tariff_removed_pair"),
        ]

    def __str__(self) -> str:
        return self.name

    def tariff(self) -> Tariff:
        return tariff_from(
            self.terms,
            billing=Billing(self.billing),
            name=self.name,
            source=self.source,
            since=self.since,
            vat_rate=self.vat_rate,
        )
