"""An offer's cost as it was when the offer was submitted."""

from decimal import Decimal
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dealdesk.db import amount, paired
from quotes.domain.costs.floor import Term
from quotes.domain.costs.need import Need, for_forecast, over_term
from quotes.domain.costs.offer import CostInputs, OfferCost, offer_cost, sold_of
from quotes.domain.costs.spread import bearers
from quotes.domain.costs.stored import kept_inputs
from quotes.domain.costs.support import SupportCost, support_cost
from quotes.domain.pricing.amounts import PricedOffer
from quotes.domain.pricing.margin import Margin
from quotes.domain.spelling import digest
from quotes.models.costs.stated import CostModelVersion
from quotes.models.quotes import QuoteVersion
from quotes.models.sealed import spelled
from quotes.models.usage import VersionUsage

# What the columns repeat of the content.
KEPT = ("revenue", "cost", "floor", "target", "is_complete")


class CostSnapshot(models.Model):
    """Everything a submitted offer's cost followed from and what it came to; the columns repeat what lists need.

    Amounts are before VAT, in the offer's currency. With gaps `cost` is only what was known, and there is no floor.
    """

    version = models.OneToOneField(QuoteVersion, models.PROTECT, related_name="cost")
    model_version = models.ForeignKey(CostModelVersion, models.PROTECT, related_name="snapshots")
    # Spelled by quotes.domain.costs.stored.
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    revenue = amount()
    cost = amount()
    floor = amount(null=True, blank=True)
    target = amount(null=True, blank=True)
    is_complete = models.BooleanField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            paired("kept", "cost_snapshot_kept_pair"),
            models.CheckConstraint(
                condition=Q(is_complete=True, floor__isnull=False, target__gte=F("floor"))
                | Q(is_complete=False, floor=None, target=None),
                name="cost_snapshot_floor_only_when_complete",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="a_kept_cost_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="RAISE EXCEPTION 'pgtrigger: the cost of a submitted offer is kept as it was';",
            )
        ]

    @property
    def margin(self) -> Margin | None:
        """None where the cost had gaps."""
        return Margin(revenue=self.revenue, cost=self.cost) if self.is_complete else None

    def sealed(self) -> str:
        """Of all that was kept, columns too; its salt sees to it that no cost can be tried out until it fits."""
        return digest({"content": self.content, **spelled(self, KEPT)})

    def inputs(self) -> CostInputs:
        return kept_inputs(self.content)

    def cost_of_last(self, months: int) -> Decimal | None:
        """What the last months of service cost us beyond what is spent anyway; None where the cost had gaps."""
        found = self.reckoned().reckoned
        return found.caused_by(found.every_month[-months:]) if self.is_complete else None

    def cost_of_seats(self, seats: Decimal) -> Decimal | None:
        """What so many seats of support cost us beyond those that were kept; None where none were, or they are more."""
        inputs = self.inputs()
        served, currency = inputs.term.served, inputs.currency
        found = support_cost(inputs.terms, seats, months=served, currency=currency)
        return found.cost if isinstance(found, SupportCost) and found.more > 0 else None

    def reckoned(self) -> OfferCost:
        """All of it again, from what was kept."""
        return offer_cost(self.inputs())


def needs_of(usage: VersionUsage, months: int) -> tuple[Need, ...]:
    """What a version's usage asks of us in each served month.

    A scenario tells every month with its growth; what a measured series forecasts goes on as `usage.growth` says, and
    so do the bills of the forms that are compared.
    """
    return over_term(for_forecast(usage.loads(months)), months, usage.growth)


def inputs_of(
    version: QuoteVersion,
    priced: PricedOffer,
    usage: VersionUsage,
    model: CostModelVersion,
    term: Term | None = None,
) -> CostInputs:
    """Everything that the version's cost follows from; `usage` with its scenario and series, `model` with its rows.

    `term` is that of `priced`, where it is not the version's own.
    """
    term = term or Term(months=version.term_months, free=version.free_months)
    return CostInputs(
        terms=model.terms(),
        needs=needs_of(usage, term.served),
        term=term,
        currency=version.currency,
        sold=sold_of(priced.lines),
        lines=bearers(priced),
    )


def columns_of(found: OfferCost) -> dict[str, Any]:
    """What a snapshot repeats of its content."""
    complete = found.costed.floor is not None and found.costed.target is not None
    return {
        "revenue": found.revenue,
        "cost": found.costed.cost_at(found.revenue),
        "floor": found.costed.floor,
        "target": found.costed.target,
        "is_complete": complete,
    }
