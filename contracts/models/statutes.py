"""The law as rows: which text answers which question from when until when, and who looked it up."""

from decimal import Decimal
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from contracts.domain import statutes as domain
from contracts.domain.statutes import Rule
from dealdesk.db import choices, one_of, paired
from quotes.models.pricebooks import DateRange


class Statute(models.Model):
    """One rule as one text has it. A row is never changed but for its last day: what was reckoned by it stays true."""

    rule = models.CharField(max_length=24, choices=choices(Rule))
    instrument = models.CharField(max_length=120)
    article = models.CharField(max_length=40)
    says = models.TextField(max_length=2000)
    figures = models.JSONField(default=dict, blank=True)
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True, blank=True)
    # None until somebody has read the text itself: until then it is known by its name alone.
    checked_on = models.DateField(null=True)
    source = models.CharField(max_length=300)
    # Both are None for the texts that the desk comes with.
    added_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["rule", "-in_force_from"]
        constraints: ClassVar = [
            one_of("rule", Rule, "statute_rule_known"),
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True) | Q(in_force_to__gt=F("in_force_from")),
                name="statute_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(article=""), name="statute_can_be_looked_up"),
            paired("added", "statute_added_pair"),
            ExclusionConstraint(
                name="one_text_a_rule",
                expressions=[
                    ("rule", RangeOperators.EQUAL),
                    (DateRange("in_force_from", "in_force_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="statutes_are_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP = 'DELETE' THEN
                        RAISE EXCEPTION 'pgtrigger: a text of law is never deleted';
                    END IF;
                    -- Its last day moves when another text takes over, and the day it was last looked up moves on.
                    IF to_jsonb(OLD) - 'in_force_to' - 'checked_on'
                       IS DISTINCT FROM to_jsonb(NEW) - 'in_force_to' - 'checked_on' THEN
                        RAISE EXCEPTION 'pgtrigger: a text of law is never changed; enter the one that took its place';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.article}"

    def value(self) -> domain.Statute:
        return domain.Statute(
            rule=Rule(self.rule),
            instrument=self.instrument,
            article=self.article,
            says=self.says,
            in_force_from=self.in_force_from,
            in_force_to=self.in_force_to,
            checked_on=self.checked_on,
            source=self.source,
            figures={name: Decimal(str(value)) for name, value in self.figures.items()},
        )
