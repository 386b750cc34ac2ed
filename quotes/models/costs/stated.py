"""Cost models: versioned unit costs that finance states, in force from a date to a date."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from dealdesk.db import choices, one_of, paired, percent, quantity, unit_price
from quotes.domain.costs.model import Capacity, CostTerms
from quotes.domain.costs.model import UnitCost as Stated
from quotes.domain.costs.words import CostPart, CostRule, LineType
from quotes.models.dated import DatedQuerySet, never_changes
from quotes.models.pricebooks import DateRange
from stakeholders.models import Deal

KEPT = """
    IF TG_OP <> 'INSERT' THEN
        SELECT published_at INTO published FROM quotes_costmodelversion WHERE id = OLD.version_id;
    END IF;
    IF TG_OP <> 'DELETE' AND published IS NULL THEN
        SELECT published_at INTO published FROM quotes_costmodelversion WHERE id = NEW.version_id FOR SHARE;
    END IF;
    IF published IS NOT NULL THEN
        RAISE EXCEPTION 'pgtrigger: published unit costs never change; draft the next version';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
"""


class CostModel(models.Model):
    name = models.CharField(max_length=60, unique=True)
    currency = models.CharField(max_length=3, default="CNY")

    def __str__(self) -> str:
        return self.name


class CostBasisQuerySet(models.QuerySet["CostBasis"]):
    def standing(self, deal: int, at: datetime | None = None) -> Self:
        """The last choice for a deal, or the last that had been made by then; one row or none."""
        made = self.filter(deal=deal) if at is None else self.filter(deal=deal, chosen_at__lte=at)
        return made.order_by("-chosen_at", "-id")[:1]


class CostBasis(models.Model):
    """The cost model that a deal's offers are held against from then on; without one it is the only model there is in
    force. Each choice is a row, for a version may be weighed long after it was submitted."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="cost_bases")
    model = models.ForeignKey(CostModel, models.PROTECT, related_name="bases")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CostBasisQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [paired("chosen", "cost_basis_chosen_pair")]


class CostModelVersionQuerySet(DatedQuerySet["CostModelVersion"]):
    """At most one of a model is in force on any day."""

    def for_deal(self, deal: int, day: date, at: datetime | None = None) -> Self:
        """What is in force for a deal: of the model chosen for it, else of every model, and then one is meant only
        where there is but one. With a moment, as was chosen by then."""
        chosen = CostBasis.objects.standing(deal, at)
        named = Q(model__in=chosen.values("model")) | ~models.Exists(chosen)
        return self.in_force(day).filter(named).order_by("model_id")


class CostModelVersion(models.Model):
    """Half-open dates: in force from `valid_from` until the day before `valid_to`. Published costs never change."""

    model = models.ForeignKey(CostModel, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    # Percent points of revenue before VAT; both are finance's.
    minimum_margin = percent(null=True, blank=True)
    target_margin = percent(null=True, blank=True)
    # The products whose lines bear a part, by code: {"recording": ["REC-MIX"]}.
    carried_by = models.JSONField(default=dict, blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CostModelVersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "number"], name="cost_model_version_number_once"),
            models.UniqueConstraint(
                fields=["model"], condition=Q(published_at__isnull=True), name="one_draft_a_cost_model"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="cost_model_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(minimum_margin__isnull=True) | Q(minimum_margin__gte=0, minimum_margin__lt=100),
                name="cost_model_minimum_is_percent",
            ),
            models.CheckConstraint(
                condition=Q(target_margin__isnull=True)
                | Q(minimum_margin__isnull=True, target_margin__gte=0, target_margin__lt=100)
                | Q(target_margin__gte=F("minimum_margin"), target_margin__lt=100),
                name="cost_model_target_above_minimum",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(minimum_margin__isnull=False, target_margin__isnull=False),
                name="cost_model_published_with_margins",
            ),
            paired("created", "cost_model_created_pair"),
            paired("published", "cost_model_published_pair"),
            ExclusionConstraint(
                name="one_cost_model_version_in_force",
                expressions=[
                    ("model", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(published_at__isnull=False),
            ),
        ]
        triggers: ClassVar = [
            never_changes(
                "published_cost_model_never_changes",
                thing="cost model",
                sentence="published unit costs never change; draft the next version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model_id} v{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    def terms(self) -> CostTerms:
        """All that it states, as a value; `model` loaded, `rows` prefetched or not."""
        return CostTerms(
            currency=self.model.currency,
            rows=tuple(row.stated() for row in self.rows.all()),
            minimum=self.minimum_margin,
            target=self.target_margin,
            carried_by={CostPart(part): tuple(codes) for part, codes in self.carried_by.items()},
        )


class UnitCost(models.Model):
    """One dated unit cost; see quotes.domain.costs.model.UnitCost for what each column says."""

    version = models.ForeignKey(CostModelVersion, models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=16, choices=choices(CostPart))
    region = models.CharField(max_length=40, blank=True)
    line = models.CharField(max_length=12, choices=choices(LineType), default=LineType.ANY)
    rule = models.CharField(max_length=20, choices=choices(CostRule))
    # Empty where finance knows that it is needed and not yet what it is.
    amount = unit_price(null=True, blank=True)
    currency = models.CharField(max_length=3)
    share = percent(default=Decimal(100))
    streams_per_core = models.DecimalField(max_digits=11, decimal_places=4, null=True, blank=True)
    cores = models.PositiveSmallIntegerField(null=True, blank=True)
    headroom = percent(null=True, blank=True)
    spares = models.PositiveSmallIntegerField(null=True, blank=True)
    seats = quantity(null=True, blank=True)
    product = models.CharField(max_length=20, blank=True)
    dated_on = models.DateField()
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="unit_cost_position_once"),
            one_of("part", CostPart, "unit_cost_part_known"),
            one_of("rule", CostRule, "unit_cost_rule_known"),
            one_of("line", LineType, "unit_cost_line_known"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="unit_cost_not_negative"),
            models.CheckConstraint(condition=Q(share__range=(0, 100)), name="unit_cost_share_is_percent"),
            models.CheckConstraint(condition=~Q(source=""), name="unit_cost_has_a_source"),
            models.CheckConstraint(
                condition=Q(
                    part=CostPart.SERVERS,
                    streams_per_core__gt=0,
                    cores__gt=0,
                    headroom__isnull=False,
                    spares__isnull=False,
                )
                | (~Q(part=CostPart.SERVERS) & Q(streams_per_core=None, cores=None, headroom=None, spares=None)),
                name="unit_cost_servers_say_what_they_carry",
            ),
            models.CheckConstraint(
                condition=Q(rule=CostRule.SEAT_MONTH, seats__isnull=False)
                | (~Q(rule=CostRule.SEAT_MONTH) & Q(seats=None)),
                name="unit_cost_seats_with_their_number",
            ),
            models.CheckConstraint(
                condition=(Q(rule=CostRule.UNIT_SOLD) & ~Q(product="")) | (~Q(rule=CostRule.UNIT_SOLD) & Q(product="")),
                name="unit_cost_sold_names_its_product",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="published_unit_costs_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("published", "timestamptz")],
                func=KEPT,
            )
        ]

    def stated(self) -> Stated:
        return Stated(
            part=CostPart(self.part),
            rule=CostRule(self.rule),
            amount=self.amount,
            currency=self.currency,
            dated_on=self.dated_on,
            source=self.source,
            region=self.region,
            line=LineType(self.line),
            share=self.share,
            capacity=self.capacity,
            seats=self.seats,
            product=self.product,
            note=self.note,
        )

    @property
    def capacity(self) -> Capacity | None:
        if self.streams_per_core is None or self.cores is None or self.headroom is None or self.spares is None:
            return None
        return Capacity(
            streams_per_core=self.streams_per_core, cores=self.cores, headroom=self.headroom, spares=self.spares
        )
