"""Which invoice we issue in a deal, and whether its buyer credits the VAT on it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import choices, paired
from quotes.domain.invoicing import Invoice, Invoicing
from stakeholders.models import Deal


class DealInvoicing(models.Model):
    """What somebody told of it, once a deal; what nobody told is empty. Private to those who see rounds."""

    deal = models.OneToOneField(Deal, models.PROTECT, related_name="invoicing")
    invoice = models.CharField(max_length=10, choices=choices(Invoice), blank=True)
    buyer_credits = models.BooleanField(null=True)
    source = models.CharField(max_length=200)
    # Goes up with every save, which names the one it was made from.
    edition = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(invoice__in=["", *(word.value for word in Invoice)]), name="deal_invoice_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="deal_invoicing_has_its_origin"),
            paired("set", "deal_invoicing_set_pair"),
        ]

    def value(self) -> Invoicing:
        return Invoicing(invoice=Invoice(self.invoice) if self.invoice else None, buyer_credits=self.buyer_credits)


def invoicing_of(deal: int) -> Invoicing:
    """By the deal's key; one statement, and nothing known where nobody has said."""
    found = DealInvoicing.objects.filter(deal=deal).first()
    return found.value() if found else Invoicing()
