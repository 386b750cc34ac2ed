"""What a contract says of liability, edition by edition, with what each harm may plausibly cost."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.domain.liability.damages import Loss
from contracts.domain.liability.exposure import Line, Terms
from contracts.domain.liability.words import Basis, Bucket, Harm
from contracts.models.clauses import known, several
from dealdesk.db import amount, choices, one_of, paired
from stakeholders.models import Deal, Typed

TERMS_KEPT, LINES_KEPT = "liability_terms_are_kept", "liability_lines_are_kept"


class LiabilityTerms(models.Model):
    """One edition, in the deal's currency, our turnover in CNY. Never changed: other terms are the next edition. The
    amount of the cap and the damages a day are figures of the checklist and not typed again."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="liability_terms")
    edition = models.PositiveIntegerField()
    basis = models.CharField(max_length=8, choices=choices(Basis))
    increased_times = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    increased_amount = amount(null=True, blank=True)
    per_claim = models.BooleanField()
    credits_outside = models.BooleanField()
    indemnity_outside = models.BooleanField()
    one_sided = models.BooleanField()
    waives_adjustment = models.BooleanField()
    excluded = several(Loss)
    damages_cap = amount(null=True, blank=True)
    delay_loss = amount(null=True, blank=True)
    delay_source = models.CharField(max_length=200, blank=True)
    turnover = amount(null=True, blank=True)
    turnover_source = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["deal_id", "-edition"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "edition"], name="liability_edition_once"),
            one_of("basis", Basis, "liability_basis_known"),
            known("excluded", Loss, "liability_excluded_known"),
            models.CheckConstraint(
                condition=Q(increased_times=None) | Q(increased_amount=None), name="liability_increased_one_way"
            ),
            paired("noted", "liability_noted_pair"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name=TERMS_KEPT, operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.deal} #{self.edition}"

    def value(self) -> Terms:
        """With its lines; `lines` prefetched."""
        return Terms(
            basis=Basis(self.basis),
            lines=tuple(line.value() for line in self.lines.all()),
            increased_times=self.increased_times,
            increased_amount=self.increased_amount,
            per_claim=self.per_claim,
            credits_outside=self.credits_outside,
            indemnity_outside=self.indemnity_outside,
            one_sided=self.one_sided,
            waives_adjustment=self.waives_adjustment,
            excluded=frozenset(map(Loss, self.excluded)),
            damages_cap=self.damages_cap,
            delay_loss=self.delay_loss,
            delay_source=self.delay_source,
            turnover=self.turnover,
            turnover_source=self.turnover_source,
        )


class LiabilityLine(models.Model):
    terms = models.ForeignKey(LiabilityTerms, models.PROTECT, related_name="lines")
    harm = models.CharField(max_length=12, choices=choices(Harm))
    bucket = models.CharField(max_length=10, choices=choices(Bucket))
    loss = amount(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["terms", "harm"], name="liability_harm_once"),
            one_of("harm", Harm, "liability_harm_known"),
            one_of("bucket", Bucket, "liability_bucket_known"),
            models.CheckConstraint(condition=Q(loss=None) | ~Q(source=""), name="liability_loss_has_its_origin"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name=LINES_KEPT, operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.terms} {self.harm}"

    def value(self) -> Line:
        return Line(harm=Harm(self.harm), bucket=Bucket(self.bucket), loss=self.loss, source=self.source)


# Where people type words about a customer's losses: an erased person's name is crossed out there.
LIABILITY_WORDS = (
    Typed(
        model=LiabilityTerms,
        customer="deal__customer",
        columns=("delay_source", "turnover_source"),
        guards=(TERMS_KEPT,),
    ),
    Typed(model=LiabilityLine, customer="terms__deal__customer", columns=("source",), guards=(LINES_KEPT,)),
)
