"""What a contract promises in figures, and what was delivered of each month by month."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.domain.delivered import Promised, PromiseKind
from contracts.models.obligations import ContractLife
from contracts.models.sla import IncidentLog
from dealdesk.db import choices, one_of, paired
from quotes.models.value import ValueDriver
from stakeholders.models import Typed


def exact() -> "models.DecimalField[Any, Any]":
    """A promised or delivered figure, to five decimals."""
    return models.DecimalField(max_digits=18, decimal_places=5)


class Promise(models.Model):
    """Taken over from the accepted version, or entered from what was said elsewhere."""

    life = models.ForeignKey(ContractLife, models.PROTECT, related_name="promises")
    kind = models.CharField(max_length=12, choices=choices(PromiseKind))
    # What it is a figure of, where its kind does not say it, and its unit.
    name = models.CharField(max_length=80, blank=True)
    figure = exact()
    at_most = models.BooleanField()
    source = models.CharField(max_length=200)
    # The claim of the value book that it was acknowledged as; None for what the contract or somebody else named.
    driver = models.ForeignKey(ValueDriver, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            one_of("kind", PromiseKind, "promise_kind_known"),
            models.CheckConstraint(condition=~Q(kind=PromiseKind.OTHER.value) | ~Q(name=""), name="promise_is_named"),
            models.CheckConstraint(condition=~Q(source=""), name="promise_has_its_origin"),
            models.UniqueConstraint(fields=["life", "kind", "name"], name="promised_once"),
            models.UniqueConstraint(fields=["life", "driver"], name="claim_promised_once"),
            paired("made", "promise_made_pair"),
        ]

    def __str__(self) -> str:
        return self.name or self.kind

    def value(self) -> Promised:
        return Promised(kind=PromiseKind(self.kind), figure=self.figure, at_most=self.at_most)


class DeliveredFigure(models.Model):
    """One month of a promise, typed or replayed from a log of incidents; noted anew it is another figure."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="delivered")
    # Its first day.
    month = models.DateField()
    figure = exact()
    source = models.CharField(max_length=200)
    log = models.ForeignKey(IncidentLog, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["promise", "month"], name="delivered_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="delivered_of_a_month"),
            models.CheckConstraint(condition=~Q(source=""), name="delivered_has_its_origin"),
            paired("noted", "delivered_noted_pair"),
        ]


# Where people type words about a customer: an erased person's name is crossed out there.
DELIVERED = (
    Typed(model=Promise, customer="life__deal__customer", columns=("name", "source")),
    Typed(model=DeliveredFigure, customer="promise__life__deal__customer", columns=("source",)),
)
