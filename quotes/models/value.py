"""What our quality is worth in one deal: drivers in the customer's own figures, and what the price is held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q

from dealdesk.db import amount, choices, one_of, paired, percent
from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from quotes.domain.pricing.lengths import Total
from quotes.domain.value.drivers import Alternative, Basis, Driver
from quotes.domain.value.formulas import COSTS, Formula, Input
from quotes.domain.value.promises import Promise
from quotes.models.claims import ClaimEdition
from quotes.models.readiness import ValueWord
from stakeholders.models import Contact, Deal, Seat


class ValueDriverQuerySet(models.QuerySet["ValueDriver"]):
    def standing(self) -> Self:
        """In the order in which they were noted."""
        return self.filter(dropped_at__isnull=True).order_by("id")

    def whole(self) -> Self:
        """With all that the domain reckons with, in three statements whatever their number."""
        claims = Prefetch("claim", ClaimEdition.objects.with_evidence())
        return self.select_related("word__contact").prefetch_related(claims, "inputs__teller")


class ValueDriver(models.Model):
    """One claim, or one cost, put into a customer's money.

    Its `word` is who acknowledged it as it stands; what changes its figures takes that word off again.
    """

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="value_drivers")
    # None for a cost, which is no claim of ours; the edition that was chosen, whatever followed it.
    claim = models.ForeignKey(ClaimEdition, models.PROTECT, null=True, related_name="drivers")
    formula = models.CharField(max_length=12, choices=choices(Formula))
    confidence = percent(default=Decimal(100))
    promise = models.CharField(max_length=12, choices=choices(Promise), default=Promise.NONE.value)
    word = models.ForeignKey(ValueWord, models.SET_NULL, null=True, related_name="drivers")
    edition = models.PositiveIntegerField(default=1)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ValueDriverQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            one_of("formula", Formula, "driver_formula_known"),
            one_of("promise", Promise, "driver_promise_known"),
            models.CheckConstraint(
                condition=Q(formula__in=[one.value for one in COSTS], claim=None)
                | (~Q(formula__in=[one.value for one in COSTS]) & Q(claim__isnull=False)),
                name="driver_is_a_claim_or_a_cost",
            ),
            models.CheckConstraint(condition=Q(confidence__range=(0, 100)), name="driver_confidence_is_percent"),
            paired("noted", "driver_noted_pair"),
            paired("dropped", "driver_dropped_pair"),
        ]
        indexes: ClassVar = [models.Index(fields=["deal", "id"], name="driver_by_deal")]

    def told(self) -> Mapping[Input, Decimal]:
        """The customer's figures; `inputs` prefetched."""
        return {Input(row.key): row.amount for row in self.inputs.all()}

    def value(self, day: date) -> Driver:
        """As it stands on a day; read with `whole`."""
        return Driver(
            formula=Formula(self.formula),
            claim=self.claim.value() if self.claim else None,
            told=self.told(),
            confidence=Percent(self.confidence),
            is_acknowledged=self.word_id is not None,
            unproved=self.claim.unproved(day) if self.claim else (),
        )


class ValueInput(models.Model):
    """One figure of the customer's: how much, where it comes from, and who of them gave or confirmed it."""

    driver = models.ForeignKey(ValueDriver, models.CASCADE, related_name="inputs")
    key = models.CharField(max_length=12, choices=choices(Input))
    amount = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.CharField(max_length=200)
    teller = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="value_inputs")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["driver", "key"], name="value_input_told_once"),
            one_of("key", Input, "value_input_known"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="value_input_not_below_zero"),
            models.CheckConstraint(condition=~Q(source=""), name="value_input_has_its_origin"),
        ]


@dataclass(frozen=True, kw_only=True)
class Given:
    """One figure of the customer's: how much, where it comes from, and who of them gave or confirmed it."""

    amount: Decimal
    source: str
    teller: Contact | None = None


class ValueBasis(models.Model):
    """What the price of a deal is held against: the next best alternative with tax in the deal's currency, for so many
    months of service; the customer's own discount rate; and why a change to us costs them nothing, where it does."""

    deal = models.OneToOneField(Deal, models.PROTECT, related_name="value_basis")
    alternative = models.CharField(max_length=8, choices=choices(Alternative))
    reference = amount(null=True, blank=True)
    reference_months = models.PositiveSmallIntegerField(null=True, blank=True)
    reference_source = models.CharField(max_length=200, blank=True)
    yearly_rate = percent(null=True, blank=True)
    rate_source = models.CharField(max_length=200, blank=True)
    rate_on = models.DateField(null=True, blank=True)
    no_cost_because = models.CharField(max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            one_of("alternative", Alternative, "value_alternative_known"),
            models.CheckConstraint(
                condition=Q(reference=None, reference_months=None, reference_source="")
                | (Q(reference__gte=0, reference_months__gte=1) & ~Q(reference_source="")),
                name="value_reference_has_its_origin",
            ),
            models.CheckConstraint(
                condition=Q(yearly_rate=None, rate_source="", rate_on=None)
                | (Q(yearly_rate__range=(0, 100), rate_on__isnull=False) & ~Q(rate_source="")),
                name="value_rate_has_its_origin_and_day",
            ),
            paired("set", "value_basis_set_pair"),
        ]

    def value(self, months: int) -> Basis:
        """For an offer of so many months of service: an alternative of another length counts by the month."""
        reference = None
        if self.reference is not None and self.reference_months:
            reference = round_to(Total(self.reference, self.reference_months).over(months), 2)
        return Basis(
            alternative=Alternative(self.alternative),
            reference=reference,
            yearly_rate=None if self.yearly_rate is None else Percent(self.yearly_rate),
        )


class ConcernAnswer(models.Model):
    """A driver that answers what worries somebody on the decision map; what worries them stays with their seat."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="value_answers")
    driver = models.ForeignKey(ValueDriver, models.CASCADE, related_name="answers")
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "driver"], name="concern_answered_once_by_a_driver"),
            paired("linked", "concern_linked_pair"),
        ]
