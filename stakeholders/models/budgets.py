"""What a customer can spend, as far as anybody knows: signals, the estimate they make, and what turned out."""

from decimal import Decimal
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dealdesk.db import amount, choices, one_of, paired, percent
from dealdesk.kernel.percent import Percent
from stakeholders.domain.budgets.bases import Basis, into
from stakeholders.domain.budgets.distributions import LogNormal, Spread, log_normal
from stakeholders.domain.budgets.pools import Weighted
from stakeholders.domain.budgets.words import OutcomeKind, SignalKind, Span, Unit
from stakeholders.models.deals import Deal

# The deal is held first, as every action and the journal do: whoever freezes and whoever learns something meanwhile
# come one after the other, and the second sees what the first wrote.
HOLD = "PERFORM 1 FROM stakeholders_deal WHERE id = {row}.deal_id FOR NO KEY UPDATE;"
FROZEN = """EXISTS (SELECT 1 FROM stakeholders_budgetestimate
                     WHERE deal_id = {row}.deal_id AND frozen_at IS NOT NULL)"""
LEARNT = f"""
    {HOLD.format(row="NEW")}
    NEW.after_freeze := {FROZEN.format(row="NEW")};
    RETURN NEW;
"""
STAYS = f"""
    {HOLD.format(row="OLD")}
    IF {FROZEN.format(row="OLD")} THEN
        RAISE EXCEPTION 'pgtrigger: the budget of this deal is frozen, and so is every signal of it';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NEW.deal_id <> OLD.deal_id THEN
        RAISE EXCEPTION 'pgtrigger: a signal stays with its deal';
    END IF;
    NEW.after_freeze := OLD.after_freeze;
    RETURN NEW;
"""


class Stated(models.Model):
    """Amounts are kept in whole currency; `unit` is how they were typed."""

    currency = models.CharField(max_length=3, default="CNY")
    tax_included = models.BooleanField(default=True)
    span = models.CharField(max_length=12, choices=choices(Span), default=Span.YEAR)
    # How long a whole term is; nothing for any other span.
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def basis(self) -> Basis:
        return Basis(
            currency=self.currency,
            tax_included=self.tax_included,
            span=Span(self.span),
            term_months=self.term_months,
        )


def basis_whole(name: str) -> list[models.CheckConstraint]:
    """A known span; months where it is a whole term, and only there."""
    return [
        one_of("span", Span, f"{name}_span_known"),
        models.CheckConstraint(
            condition=Q(span=Span.TERM, term_months__range=(1, 120)) | (~Q(span=Span.TERM) & Q(term_months=None)),
            name=f"{name}_term_has_months",
        ),
    ]


class BudgetEstimate(Stated):
    """What a deal's signals come to together, in the basis of the first of them; without figures where there are none.

    The first price that reaches the customer freezes it, with or without figures: from then on the database refuses
    every change.
    """

    deal = models.OneToOneField(Deal, models.PROTECT, related_name="budget")
    p10 = amount(null=True, blank=True)
    p50 = amount(null=True, blank=True)
    p90 = amount(null=True, blank=True)
    signals = models.PositiveSmallIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # The number of the quote whose price froze it, or of the deal that was closed with one.
    frozen_for = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            *basis_whole("budget_estimate"),
            paired("frozen", "budget_estimate_frozen_pair"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, frozen_for="") | (Q(frozen_at__isnull=False) & ~Q(frozen_for="")),
                name="budget_estimate_frozen_by_a_quote",
            ),
            models.CheckConstraint(
                condition=Q(signals=0, p10=None, p50=None, p90=None)
                | Q(signals__gt=0, p10__gt=0, p50__gte=F("p10"), p90__gte=F("p50")),
                name="budget_estimate_is_whole_or_absent",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="a_frozen_estimate_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
            )
        ]

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def spread(self) -> Spread | None:
        """None where nobody had a signal."""
        if self.p10 is None or self.p50 is None or self.p90 is None:
            return None
        return Spread(p10=self.p10, p50=self.p50, p90=self.p90)


class BudgetSignalQuerySet(models.QuerySet["BudgetSignal"]):
    def counted(self) -> Self:
        """What the estimate was made of: learnt before it was frozen."""
        return self.filter(after_freeze=False)


class BudgetSignal(Stated):
    """One piece of evidence as an interval that should hold eight times in ten. Nobody asks the customer."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="budget_signals")
    kind = models.CharField(max_length=12, choices=choices(SignalKind))
    p10 = amount()
    p50 = amount(null=True, blank=True)
    p90 = amount()
    unit = models.CharField(max_length=4, choices=choices(Unit), default=Unit.WAN)
    # Only where the tax basis is not that of the other signals.
    vat_rate = percent(null=True, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(1))
    evidence = models.TextField(max_length=1000)
    # Set by the database: a signal that came after the estimate was frozen never moves it.
    after_freeze = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="budget_signals")

    objects = BudgetSignalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            *basis_whole("budget_signal"),
            one_of("kind", SignalKind, "budget_signal_kind_known"),
            one_of("unit", Unit, "budget_signal_unit_known"),
            paired("recorded", "budget_signal_recorded_pair"),
            models.CheckConstraint(
                condition=Q(p10__gt=0, p90__gt=F("p10")) & (Q(p50=None) | Q(p50__gt=F("p10"), p50__lt=F("p90"))),
                name="budget_signal_rises",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="budget_signal_has_weight"),
            models.CheckConstraint(
                condition=Q(vat_rate=None) | Q(vat_rate__range=(0, 100)), name="budget_signal_vat_is_percent"
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="budget_signal_says_how_we_know"),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="learnt_before_or_after", when=pgtrigger.Before, operation=pgtrigger.Insert, func=LEARNT
            ),
            pgtrigger.Trigger(
                name="what_was_frozen_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=STAYS,
            ),
        ]

    def into(self, wanted: Basis) -> Spread:
        """The interval as the estimate's basis would tell it, to 80 digits; refuses what nobody stated."""
        rate = None if self.vat_rate is None else Percent(self.vat_rate)
        given = (self.p10, self.p90) if self.p50 is None else (self.p10, self.p90, self.p50)
        p10, p90, *p50 = into(given, self.basis, wanted, rate)
        return Spread(p10=p10, p50=p50[0] if p50 else log_normal(p10, p90).median, p90=p90)

    def weighed(self, wanted: Basis) -> Weighted[LogNormal]:
        """What it says, as a distribution with its weight."""
        told = self.into(wanted)
        return Weighted(log_normal(told.p10, told.p90, None if self.p50 is None else told.p50), self.weight)


class BudgetOutcome(Stated):
    """What became known once a deal was closed. A later row of a kind corrects an earlier one; none is changed."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="budget_outcomes")
    kind = models.CharField(max_length=12, choices=choices(OutcomeKind))
    amount = amount()
    unit = models.CharField(max_length=4, choices=choices(Unit), default=Unit.WAN)
    vat_rate = percent(null=True, blank=True)
    known_on = models.DateField()
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            *basis_whole("budget_outcome"),
            one_of("kind", OutcomeKind, "budget_outcome_kind_known"),
            one_of("unit", Unit, "budget_outcome_unit_known"),
            paired("recorded", "budget_outcome_recorded_pair"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_outcome_is_an_amount"),
            models.CheckConstraint(
                condition=Q(vat_rate=None) | Q(vat_rate__range=(0, 100)), name="budget_outcome_vat_is_percent"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="budget_outcome_has_a_source"),
        ]
        indexes: ClassVar = [models.Index(fields=["deal", "kind", "-id"], name="budget_outcome_latest")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def into(self, wanted: Basis) -> Decimal:
        """The amount as another basis would tell it, to 80 digits; refuses what nobody stated."""
        rate = None if self.vat_rate is None else Percent(self.vat_rate)
        (told,) = into((self.amount,), self.basis, wanted, rate)
        return told
