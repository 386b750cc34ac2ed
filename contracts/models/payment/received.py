"""The instalments of a contract, and the money that came in."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contracts.domain.payment import received as domain
from contracts.domain.payment.received import RunsFrom
from dealdesk.db import amount, choices, one_of, paired
from stakeholders.models import Deal


class Instalment(models.Model):
    """One amount with tax. `from_day` is the day its credit runs from, or on which what is accepted is delivered."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    amount = amount()
    runs_from = models.CharField(max_length=10, choices=choices(RunsFrom))
    from_day = models.DateField()
    credit_days = models.PositiveSmallIntegerField(default=0)
    window_days = models.PositiveSmallIntegerField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    is_put_off = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["deal_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "position"], name="instalment_numbered_once"),
            one_of("runs_from", RunsFrom, "instalment_start_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_has_an_amount"),
            models.CheckConstraint(
                condition=Q(runs_from=RunsFrom.ACCEPTANCE.value, window_days__isnull=False)
                | Q(runs_from=RunsFrom.DAY.value, accepted_on=None, is_put_off=False),
                name="instalment_accepted_within_a_window",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(accepted_on__gte=F("from_day")), name="instalment_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def value(self) -> domain.Instalment:
        return domain.Instalment(
            amount=self.amount,
            runs_from=RunsFrom(self.runs_from),
            from_day=self.from_day,
            credit_days=self.credit_days,
            window_days=self.window_days,
            accepted_on=self.accepted_on,
            is_put_off=self.is_put_off,
        )

    def take(self, terms: domain.Instalment) -> None:
        """Sets the columns as the value says; saving is the action's."""
        self.amount, self.runs_from, self.from_day = terms.amount, terms.runs_from, terms.from_day
        self.credit_days, self.window_days = terms.credit_days, terms.window_days
        self.accepted_on, self.is_put_off = terms.accepted_on, terms.is_put_off


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def standing(self) -> "ReceiptQuerySet":
        """Not taken back."""
        return self.filter(withdrawn_at=None)


class Receipt(models.Model):
    """Money with tax that came in on a day; never changed, only taken back with a reason."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="receipts")
    amount = amount()
    received_on = models.DateField()
    source = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-received_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_has_an_amount"),
            models.CheckConstraint(condition=~Q(source=""), name="receipt_has_its_origin"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="receipt_withdrawn_with_a_reason",
            ),
            paired("noted", "receipt_noted_pair"),
            paired("withdrawn", "receipt_withdrawn_pair"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="receipts_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="receipts_are_kept", fields=["deal", "amount", "received_on", "noted_at", "noted_by"]
            ),
        ]

    def value(self) -> domain.Came:
        return domain.Came(day=self.received_on, amount=self.amount)
