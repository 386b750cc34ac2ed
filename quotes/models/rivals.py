"""What competitors offer in a deal: who told us and how, their price and its terms, and what somebody weighed of it."""

from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dealdesk.db import amount, choices, one_of, paired, percent
from quotes.domain.invoicing import Invoice
from quotes.domain.pricing.lengths import Total
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms, SupportHours
from quotes.domain.rivals.alike import Theirs
from quotes.domain.rivals.content import Cover
from quotes.domain.rivals.stored import covers_from
from quotes.domain.rivals.words import TYPED, Evidence, Respect, Weighed
from quotes.models.quotes import QuoteVersion
from stakeholders.models import Contact, Deal


class RivalOfferQuerySet(models.QuerySet["RivalOffer"]):
    def standing(self) -> Self:
        """The latest heard first."""
        return self.filter(dropped_at__isnull=True).order_by("-heard_on", "-id")


class RivalOffer(models.Model):
    """A competitor's offer as far as anybody knows it: what is not known is empty, and asked for by name.

    `claimed_percent` is "so much cheaper", as it was said; a price has an amount, or that, or both.
    """

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="rival_offers")
    rival = models.CharField(max_length=60)
    heard_on = models.DateField()
    evidence = models.CharField(max_length=10, choices=choices(Evidence))
    teller = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="rival_offers")
    source = models.CharField(max_length=200)
    claimed_percent = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    # Our offer that a percentage was said of, and what it came to when that was noted, for its months of service.
    heard_version = models.ForeignKey(QuoteVersion, models.PROTECT, null=True, blank=True, related_name="+")
    heard_total = amount(null=True, blank=True)
    heard_months = models.PositiveSmallIntegerField(null=True, blank=True)
    # In its own currency; a rate leads to the deal's, which is what is compared.
    amount = amount(null=True, blank=True)
    currency = models.CharField(max_length=3, default="CNY")
    fx_rate = models.DecimalField(max_digits=20, decimal_places=10, null=True, blank=True)
    fx_source = models.CharField(max_length=80, blank=True)
    tax_included = models.BooleanField(null=True)
    vat_rate = percent(null=True, blank=True)
    invoice = models.CharField(max_length=10, choices=choices(Invoice), blank=True)
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    free_months = models.PositiveSmallIntegerField(default=0)
    payment_plan = models.CharField(max_length=20, choices=choices(PaymentPlan), blank=True)
    prepay_percent = percent(default=Decimal(0))
    credit_days = models.PositiveSmallIntegerField(default=0)
    sla_availability = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    support_hours = models.CharField(max_length=10, choices=choices(SupportHours), blank=True)
    urgent_minutes = models.PositiveIntegerField(null=True, blank=True)
    # In words, and item by item as quotes.domain.rivals.stored spells it.
    covers_words = models.TextField(max_length=2000, blank=True)
    covers = models.JSONField(default=dict, blank=True)
    # Goes up with every save, which names the one it was made from.
    edition = models.PositiveIntegerField(default=1)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RivalOfferQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            one_of("evidence", Evidence, "rival_evidence_known"),
            models.CheckConstraint(condition=~Q(rival="") & ~Q(source=""), name="rival_has_its_origin"),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | Q(claimed_percent__isnull=False),
                name="rival_has_a_price",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="rival_amount_positive"),
            models.CheckConstraint(
                condition=Q(claimed_percent__isnull=True) | Q(claimed_percent__gt=0, claimed_percent__lt=100),
                name="rival_claim_is_a_part",
            ),
            models.CheckConstraint(
                condition=Q(heard_version=None, heard_total=None, heard_months=None)
                | (
                    Q(heard_version__isnull=False, heard_total__isnull=False, heard_total__gt=0)
                    & Q(heard_months__isnull=False, heard_months__gt=0)
                ),
                name="rival_heard_against_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(heard_version__isnull=True) | Q(claimed_percent__isnull=False),
                name="rival_heard_against_is_of_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(fx_rate=None, fx_source="") | (Q(fx_rate__gt=0) & ~Q(fx_source="")),
                name="rival_rate_has_its_origin",
            ),
            models.CheckConstraint(
                condition=Q(vat_rate__isnull=True) | Q(vat_rate__range=(0, 100)), name="rival_vat_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(term_months__isnull=True) | Q(term_months__gte=1), name="rival_term_positive"
            ),
            paired("noted", "rival_noted_pair"),
            paired("dropped", "rival_dropped_pair"),
        ]
        indexes: ClassVar = [models.Index(fields=["deal", "-heard_on"], name="rival_by_deal")]

    def __str__(self) -> str:
        return self.rival

    @property
    def is_claimed(self) -> bool:
        return self.evidence == Evidence.CLAIMED

    @property
    def heard(self) -> Total | None:
        """What our offer came to that a percentage was said of; None where nobody told which one."""
        if self.heard_total is None or self.heard_months is None:
            return None
        return Total(self.heard_total, self.heard_months)

    @property
    def claims_alone(self) -> bool:
        """Whether a percentage is all that is known of their price."""
        return self.amount is None

    @property
    def payment(self) -> PaymentTerms | None:
        if not self.payment_plan:
            return None
        return PaymentTerms(
            plan=PaymentPlan(self.payment_plan), prepay_percent=self.prepay_percent, credit_days=self.credit_days
        )

    def theirs(self, amount: Decimal) -> Theirs:
        """Its terms at an amount in the currency that it is compared in."""
        return Theirs(
            amount=amount,
            tax_included=self.tax_included,
            vat_rate=self.vat_rate,
            invoice=Invoice(self.invoice) if self.invoice else None,
            term_months=self.term_months,
            free_months=self.free_months,
            meant_months=self.heard_months if self.claims_alone else None,
            payment=self.payment,
        )

    def covered(self) -> dict[str, Cover]:
        return covers_from(self.covers)

    def typed(self) -> dict[Respect, Weighed]:
        """What somebody weighed, with the reason; read with `weighings` prefetched."""
        return {Respect(row.respect): Weighed(amount=row.amount, basis=row.basis) for row in self.weighings.all()}


class RivalWeighing(models.Model):
    """What ours is worth more in one respect, with tax and for our term, as somebody weighed it, and why.

    In the deal's currency; nothing is a judgement too.
    """

    offer = models.ForeignKey(RivalOffer, models.CASCADE, related_name="weighings")
    respect = models.CharField(max_length=10, choices=choices(Respect))
    amount = amount()
    basis = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "respect"], name="rival_weighed_once"),
            one_of("respect", TYPED, "rival_weighed_respect"),
            models.CheckConstraint(condition=~Q(basis=""), name="rival_weighed_with_a_reason"),
        ]
